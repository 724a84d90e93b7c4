import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { registerDemoImporters } from '#scripts/local/demo-importers.ts'
import { type LocalRegistry, startLocalRegistry } from '#scripts/local/registry.ts'

export interface TestRegistry extends LocalRegistry {
  /** Where keys of the registry and of the demo importers are. */
  readonly folder: string
}

/** The whole registry over HTTP, in a table of its own, with the demo importers. One in a test file. */
export async function aLocalRegistry({
  limited = false,
  log = 'defects',
}: { limited?: boolean; log?: 'calls' | 'defects' } = {}): Promise<TestRegistry> {
  const folder = mkdtempSync(join(tmpdir(), 'registry-'))
  const endpoint = inject('dynamodbEndpoint')
  const registry = await startLocalRegistry({
    folder,
    port: 0,
    endpoint,
    tableName: `registry-${randomUUID()}`,
    log,
    limits: limited ? undefined : 'off',
  })
  await registerDemoImporters(registry.table, folder, Math.floor(Date.now() / 1000))
  const stop = async () => {
    await registry.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { ...registry, folder, stop }
}
