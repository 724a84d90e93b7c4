import { registerDemoImporters } from '#scripts/local/demo-importers.ts'
import { startLocalRegistry } from '#scripts/local/registry.ts'

/** A registry in a process of its own, for being killed: prints its origin once it answers. */
const [folder = '', port = '0'] = process.argv.slice(2)
const registry = await startLocalRegistry({ folder, port: Number(port), log: 'defects', limits: 'off' })
await registerDemoImporters(registry.table, folder, Math.floor(Date.now() / 1000))
process.stdout.write(`${registry.origin}\n`)
