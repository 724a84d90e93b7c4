import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dateOf } from '#schemas/dates.ts'
import { dynamoAudit } from '#adapters/dynamodb/audit.ts'
import { dynamoCertificates } from '#adapters/dynamodb/certificates.ts'
import { dynamoCrossUses } from '#adapters/dynamodb/cross-uses.ts'
import { dynamoIssuances } from '#adapters/dynamodb/issuances.ts'
import { dynamoPeople } from '#adapters/dynamodb/people.ts'
import { dynamoLedger } from '#adapters/dynamodb/ledger.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import { dynamoSignatories } from '#adapters/dynamodb/signatories.ts'
import { openTable, type Table } from '#adapters/dynamodb/table.ts'
import { fileSigner } from '#adapters/local-keys/signer.ts'
import { noLimits } from '#adapters/memory/limits.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { systemRandomness } from '#adapters/system/randomness.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { createTable } from '#scripts/engine/create-table.ts'
import { startEngine, type Engine } from '#scripts/engine/start-engine.ts'
import { finishPlannedIssues } from '#use-cases/finish-planned-issues.ts'
import { gatherEvidence } from '#use-cases/gather-evidence.ts'
import { issueCertificate } from '#use-cases/issue-certificate.ts'
import { publishKeys } from '#use-cases/publish-keys.ts'
import { verify } from '#use-cases/verify.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { aJws, aKeyPair, issuer, verifierOrigin, type KeyPair } from '#test/builders/a-world.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'
import type { Organisation } from '#schemas/organisation.ts'
import type { Orders } from './issue-and-die.ts'

const organisation: Organisation = {
  id: 'mekong-precision',
  name: 'Mekong Precision JSC',
  country: 'VN',
  roles: ['importer'],
  state: 'active',
  identity: [],
  version: 1,
}
const registry = { issuer, name: 'Registry of tests', verifierOrigins: [verifierOrigin] }
const tableName = 'registry'

let folder: string
let keyFile: string
let engine: Engine
let table: Table
let importer: KeyPair

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kill-issuing-'))
  keyFile = join(folder, 'keys.json')
  await start()
  await createTable({ name: tableName, endpoint: engine.endpoint })
  importer = await aKeyPair()
  const now = systemClock.now()
  const key = {
    kid: importer.kid,
    jwk: importer.jwk,
    organisation: organisation.id,
    notBefore: now - 100,
    notAfter: now + 86_400,
    state: 'active',
  } as const
  await ports().organisations.register(organisation, key)
  await publishKeys(ports())()
})

afterAll(async () => {
  await engine.stop()
  rmSync(folder, { recursive: true })
})

async function start(): Promise<void> {
  engine = await startEngine({ databaseFile: join(folder, 'registry.sqlite') })
  table = openTable({ name: tableName, endpoint: engine.endpoint })
}

/** The machine loses power, as far as a process can tell. */
async function killEngineAndRestart(): Promise<void> {
  process.kill(engine.pid, 'SIGKILL')
  await engine.stop()
  table.documents.destroy()
  await start()
}

const ports = () => ({
  audit: dynamoAudit(table),
  certificates: dynamoCertificates(table),
  issuances: dynamoIssuances(table),
  ledger: dynamoLedger(table),
  crossUses: dynamoCrossUses(table, systemRandomness),
  organisations: dynamoOrganisations(table),
  people: dynamoPeople(table),
  signatories: dynamoSignatories(table),
  limits: noLimits,
  keys: dynamoRegistryKeys(table),
  signer: fileSigner(keyFile),
  clock: systemClock,
  randomness: systemRandomness,
  registry,
})

async function request(): Promise<string> {
  const today = dateOf(systemClock.now())
  const statement: Statement = aStatement((draft) => {
    draft.reference = randomUUID().slice(0, 30)
    draft.signedOn = today
    draft.validFrom = today
    draft.validUntil = dateOf(systemClock.now() + 100 * 86_400)
    for (const signature of draft.signatures) signature.signedOn = today
  })
  return aJws(importer, 'euc-req+jwt', { aud: issuer, iat: systemClock.now(), iss: organisation.id, statement })
}

function issueInAnotherProcess(
  orders: Pick<Orders, 'body' | 'key' | 'step' | 'when'>,
): Promise<{ signal: string | null; answer: string }> {
  const all: Orders = { table: tableName, endpoint: engine.endpoint, keyFile, issuer, verifierOrigin, ...orders }
  const child = spawn(process.execPath, ['test/faults/issue-and-die.ts', JSON.stringify(all)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let answer = ''
  child.stdout.on('data', (chunk: Buffer) => (answer += chunk.toString()))
  return new Promise((resolve) => child.on('close', (_, signal) => resolve({ signal, answer })))
}

const verdictOn = async (credential: string) => {
  const judge = verify({ gatherEvidence: gatherEvidence({ ...ports(), country: 'VN' }), clock: systemClock })
  return (await judge({ body: { presented: { credential } } })).verdict
}

/** As the sweeper will run in a minute. */
const sweepLater = () =>
  finishPlannedIssues({ ...ports(), clock: { ...systemClock, now: () => systemClock.now() + 60 } })()

const deaths: [Orders['step'], Orders['when']][] = [
  ['plan', 'before'],
  ['plan', 'sent'],
  ['plan', 'after'],
  ['sign-credential', 'before'],
  ['sign-credential', 'after'],
  ['sign-qr', 'after'],
  ['finish', 'before'],
  ['finish', 'sent'],
  ['finish', 'after'],
]

describe('kill -9 of the registry and of its engine while issuing', () => {
  it.each(deaths)('at %s, %s: a retry with the same key gets one good certificate', async (step, when) => {
    const [body, key] = [await request(), randomUUID()]
    const { signal } = await issueInAnotherProcess({ body, key, step, when })
    if (when !== 'sent') expect(signal).toBe('SIGKILL')
    await killEngineAndRestart()
    expect(await checkRegistry(table)).toEqual([])

    const answer = await issueCertificate(ports())({ body, 'idempotency-key': key })
    expect(await verdictOn(answer.credential)).toBe('valid')
    await killEngineAndRestart()
    expect(await issueCertificate(ports())({ body, 'idempotency-key': key })).toEqual(answer)
    expect(await checkRegistry(table)).toEqual([])
  })

  it.each(deaths)('at %s, %s: without any retry the sweeper leaves nothing half-done', async (step, when) => {
    const [body, key] = [await request(), randomUUID()]
    await issueInAnotherProcess({ body, key, step, when })
    await killEngineAndRestart()
    expect(await sweepLater()).toMatchObject({ failed: 0 })
    const standing = await ports().issuances.find(organisation.id, key)
    // Only a plan that never reached the store leaves no trace.
    expect(standing === undefined ? step : standing.state).toBe(standing === undefined ? 'plan' : 'issued')
    if (standing !== undefined)
      expect(await verdictOn((await ports().certificates.find(standing.id))!.credential)).toBe('valid')
    expect(await checkRegistry(table)).toEqual([])
  })

  it('never loses what was acknowledged', async () => {
    const [body, key] = [await request(), randomUUID()]
    const { signal, answer } = await issueInAnotherProcess({ body, key, step: 'never', when: 'after' })
    await killEngineAndRestart()
    expect(signal).toBeNull()
    expect(JSON.parse(answer)).toEqual(await issueCertificate(ports())({ body, 'idempotency-key': key }))
  })
}, 60_000)
