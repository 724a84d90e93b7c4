/**
 * How a function becomes one file. CommonJS, because the SDK starts faster so (docs/adr/0009-infrastructure.md); the SDK is
 * inside, so that what was tested is what runs, whatever the runtime ships that week.
 */
export const bundling = {
  format: 'cjs',
  target: 'node24',
  minify: true,
  mainFields: ['module', 'main'],
  charset: 'utf8',
} as const
