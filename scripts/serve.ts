import { registryClient } from '#client/registry-client.ts'
import { issueDemoCertificates } from '#scripts/local/demo-certificates.ts'
import { registerDemoImporters } from '#scripts/local/demo-importers.ts'
import { registerDemoMachines } from '#scripts/local/demo-machines.ts'
import { foundRegistry } from '#scripts/local/found-registry.ts'
import { introduction } from '#scripts/local/introduction.ts'
import { buildPages, pageFolder } from '#scripts/local/page-build.ts'
import { type LocalRegistry, startLocalRegistry } from '#scripts/local/registry.ts'

/** Everything that this registry keeps: tables, keys, what the demo importers sent. */
const folder = '.local'

/** Who runs the registry on this computer: two people, so that one can approve what the other proposes. */
const demoOperator = {
  operator: { id: 'operator', name: 'Operator of this computer', country: 'XX' },
  people: [
    { name: 'First operator', title: 'Registrar' },
    { name: 'Second operator', title: 'Deputy registrar' },
  ],
}

const print = (...lines: string[]) => process.stdout.write(`${lines.join('\n')}\n`)

async function main(): Promise<LocalRegistry> {
  const now = Math.floor(Date.now() / 1000)
  print('Starting the End-Use Registry on this computer.')
  print(`  pages             ${await buildPages()}`)
  const registry = await startLocalRegistry({
    folder,
    port: portOf(process.env.PORT),
    endpoint: process.env.DYNAMODB_ENDPOINT === '' ? undefined : process.env.DYNAMODB_ENDPOINT,
    staticFolder: pageFolder,
    log: 'defects',
    say: (line) => print(`  ${line}`),
  })
  try {
    print(`  demo importers    ${(await registerDemoImporters(registry.table, folder, now)).join(', ')}`)
    print(`  demo machines     ${(await registerDemoMachines(registry.table, folder, now)).join(', ')}`)
    const founders = await foundRegistry(registry.table, { origin: registry.origin, ...demoOperator })
    const client = registryClient({ origin: registry.origin })
    const certificates = await issueDemoCertificates({ client, registry: registry.origin, folder, now })
    print(`  certificates      ${certificates.length} demo statements, signed by their importers and issued over HTTP`)
    print(...(await introduction(registry.origin, certificates, founders, new Date().toISOString().slice(0, 10))))
    return registry
  } catch (error) {
    await registry.stop()
    throw error
  }
}

function portOf(text = '3000'): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new Error(`PORT is "${text}"; give a number up to 65535`)
}

let stopping: Promise<void> | undefined
const running = main()

function stop(): void {
  stopping ??= running
    .then((registry) => registry.stop())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    )
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)

try {
  await running
} catch (error) {
  process.stderr.write(`\nThe registry did not start: ${error instanceof Error ? error.message : String(error)}.\n`)
  process.exitCode = 1
}
