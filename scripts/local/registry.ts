import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openTable, type Table } from '#adapters/dynamodb/table.ts'
import type { HttpHandler } from '#middleware/http-handler.ts'
import type { EnvironmentVariablesOf } from '#schemas/environment.ts'
import type { JobName } from '#schemas/operations.ts'
import { handlerNames, type HandlerName } from '#schemas/operations/operation.ts'
import { createTable } from '#scripts/engine/create-table.ts'
import { startEngine } from '#scripts/engine/start-engine.ts'
import { type RunningServer, startServer } from '#scripts/http/server.ts'

export interface LocalRegistryOptions {
  /** Keys are kept here, and the tables too unless `endpoint` or `inMemory` says otherwise. */
  folder: string
  port: number
  /** Another DynamoDB than the embedded engine. */
  endpoint?: string | undefined
  inMemory?: boolean
  tableName?: string
  staticFolder?: string
  log?: 'calls' | 'defects'
  /** `off`: nobody is limited, for tests and measurements. */
  limits?: 'off' | undefined
  /** Told what is being done, one line each. */
  say?: (line: string) => void
}

export interface LocalRegistry {
  readonly origin: string
  readonly table: Table
  readonly handlers: Readonly<Record<HandlerName, HttpHandler>>
  runJob(name: JobName): Promise<unknown>
  stop(): Promise<void>
}

type Environment = EnvironmentVariablesOf<'issuing'>

/**
 * The whole registry in this process: the real handlers, on a DynamoDB engine, behind HTTP. One in a process, because
 * handlers read the environment when they are loaded.
 *
 * 1. Start the engine, which locks the data folder. 2. Take the port, so that the origin is known; calls that come early
 * wait. 3. Make the table if it is not there. 4. Load the handlers. 5. Publish keys, finish what was left unfinished, and
 * publish the status lists.
 */
export async function startLocalRegistry(options: LocalRegistryOptions): Promise<LocalRegistry> {
  const { folder, say = () => {}, tableName = 'end-use-registry' } = options
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const undo: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const step of undo.splice(0).toReversed()) await step()
  }
  try {
    const endpoint = await findEngine(options, undo)
    say(`DynamoDB engine   ${endpoint}`)
    const handlers = Promise.withResolvers<Handlers>()
    handlers.promise.catch(() => {})
    const server = await listen(options, handlers.promise)
    undo.push(() => server.stop())

    await createTable({ name: tableName, endpoint })
    const table = openTable({ name: tableName, endpoint })
    undo.push(async () => table.documents.destroy())
    say(`table             ${tableName}`)

    const loaded = await loadHandlers(environmentOf(options, server.url, endpoint))
    await loaded.runJob('publish-keys')
    await loaded.runJob('publish-trust-list')
    say(`signing keys      ${keyFileIn(folder)}`)
    await loaded.runJob('finish-planned-issues')
    await loaded.runJob('publish-status-lists')
    handlers.resolve(loaded)
    say(`operations        ${server.url}/openapi.json`)
    const everyMinute = setInterval(() => void loaded.runJob('finish-planned-issues').catch(() => {}), 60_000)
    undo.push(async () => clearInterval(everyMinute))
    // Three times as often as on AWS: who tries a revocation out on a desk looks for it at once.
    const often = setInterval(() => void loaded.runJob('publish-status-lists').catch(() => {}), 20_000)
    undo.push(async () => clearInterval(often))
    return { origin: server.url, table, handlers: loaded, runJob: loaded.runJob, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function findEngine({ endpoint, inMemory, folder }: LocalRegistryOptions, undo: (() => Promise<void>)[]) {
  if (endpoint !== undefined) return endpoint
  const engine = await startEngine(inMemory === true ? {} : { databaseFile: join(folder, 'registry.sqlite') })
  undo.push(() => engine.stop())
  return engine.endpoint
}

interface Handlers extends Readonly<Record<HandlerName, HttpHandler>> {
  readonly runJob: (name: JobName) => Promise<unknown>
}

async function listen(
  { port, staticFolder }: LocalRegistryOptions,
  handlers: Promise<Handlers>,
): Promise<RunningServer> {
  const later =
    (name: HandlerName): HttpHandler =>
    async (event, context) =>
      (await handlers)[name](event, context)
  try {
    return await startServer({
      port,
      handlers: Object.fromEntries(handlerNames.map((name) => [name, later(name)])) as Record<HandlerName, HttpHandler>,
      ...(staticFolder !== undefined && { staticFolder }),
    })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    throw new Error(`port ${port} is in use; stop what uses it, or choose another one: PORT=${port + 1} npm start`)
  }
}

const keyFileIn = (folder: string) => join(folder, 'keys.json')

function environmentOf(
  { folder, tableName = 'end-use-registry', log = 'calls', limits }: LocalRegistryOptions,
  origin: string,
  endpoint: string,
) {
  return {
    TABLE_NAME: tableName,
    DYNAMODB_ENDPOINT: endpoint,
    LOG: log,
    ...(limits && { LIMITS: limits }),
    REGISTRY_ORIGIN: origin,
    REGISTRY_NAME: 'End-Use Registry (this computer)',
    // ISO 3166-1 keeps XX for users: no authority runs a registry on a desk.
    REGISTRY_COUNTRY: 'XX',
    VERIFIER_ORIGINS: origin,
    KEY_FILE: keyFileIn(folder),
  } satisfies Environment
}

async function loadHandlers(environment: Environment): Promise<Handlers> {
  Object.assign(process.env, environment)
  const [open, verification, access, members, ledger, issuing, jobs] = await Promise.all([
    import('#handlers/public.ts'),
    import('#handlers/verification.ts'),
    import('#handlers/access.ts'),
    import('#handlers/members.ts'),
    import('#handlers/ledger.ts'),
    import('#handlers/issuing.ts'),
    import('#handlers/jobs.ts'),
  ])
  return {
    public: open.handler,
    verification: verification.handler,
    access: access.handler,
    members: members.handler,
    ledger: ledger.handler,
    issuing: issuing.handler,
    runJob: (job) => jobs.handler({ job }),
  }
}
