import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    reporters: ['default', './test/plain-reporter.ts'],
    expect: { requireAssertions: true },
    // Without a number vitest leaves one of two processors idle.
    maxWorkers: availableParallelism(),
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/infra/**'],
          globalSetup: ['test/setup/engine.ts'],
          benchmark: { include: ['test/**/*.bench.ts'] },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/setup/engine.ts', 'test/setup/chromium.ts', 'test/setup/pages.ts'],
          benchmark: { include: [] },
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'infra',
          include: ['test/infra/**/*.test.ts'],
          benchmark: { include: [] },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
