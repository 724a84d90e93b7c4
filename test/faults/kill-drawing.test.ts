import { spawn } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dateOf } from '#schemas/dates.ts'
import { openTable, type Table } from '#adapters/dynamodb/table.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { createTable } from '#scripts/engine/create-table.ts'
import { startEngine, type Engine } from '#scripts/engine/start-engine.ts'
import { aLedger, anAct, anIssuedCertificate, type SentAct } from '#test/builders/a-ledger.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'
import type { Orders } from './draw-and-die.ts'

const slow = process.env['SLOW'] === '1'
const [times, kills, clients] = [slow ? 20 : 1, slow ? 100 : 4, 16]
const tableName = 'registry'

let folder: string
let engine: Engine
let table: Table

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kill-drawing-'))
  await start()
  await createTable({ name: tableName, endpoint: engine.endpoint })
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
async function killEngine(): Promise<void> {
  process.kill(engine.pid, 'SIGKILL')
  await engine.stop()
}

async function killEngineAndRestart(): Promise<void> {
  await killEngine()
  table.documents.destroy()
  await start()
}

const today = () => dateOf(systemClock.now() - 86_400)
const aCertificate = async (quantity: string) =>
  (
    await anIssuedCertificate(table, (statement) => {
      Object.assign(statement, { validFrom: today(), validUntil: dateOf(systemClock.now() + 90 * 86_400) })
      statement.lines[0]!.quantity = quantity
    })
  ).id

function reservation(certificate: string, quantity: string, over: object = {}): SentAct {
  // Customs need not show the paper.
  const document = { kind: 'CMR', carrier: 'Northern Lines', number: randomUUID().slice(0, 30) } as const
  const input = { certificate, drawdown: randomUUID(), line: 1, quantity, unit: 'NAR', document, ...over }
  return anAct('reserve-drawdown', 'customs', input, { at: systemClock.now() })
}

function sendInAnotherProcess(orders: Pick<Orders, 'act' | 'step' | 'when'>) {
  const all: Orders = { table: tableName, endpoint: engine.endpoint, ...orders }
  const child = spawn(process.execPath, ['test/faults/draw-and-die.ts', JSON.stringify(all)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let answer = ''
  child.stdout.on('data', (chunk: Buffer) => (answer += chunk.toString()))
  return new Promise<{ signal: string | null; answer: string }>((resolve) =>
    child.on('close', (_, signal) => resolve({ signal, answer })),
  )
}

/** Wants more than is free: a reservation that has ended has to give its quantity back first. */
async function afterAnEnd(): Promise<{ certificate: string; act: SentAct }> {
  const certificate = await aCertificate('10')
  const ledger = aLedger(table, { now: () => systemClock.now() - 3_600 })
  const { request } = reservation(certificate, '8', { expiresAt: systemClock.now() - 1_800 })
  const old = { name: 'reserve-drawdown', request } as const
  await ledger.send({
    ...old,
    request: { ...request, body: request.body.replace(/"iat":\d+/, `"iat":${systemClock.now() - 3_600}`) },
  })
  return { certificate, act: reservation(certificate, '7') }
}

const deaths: [Orders['step'], Orders['when']][] = [
  ['overdue', 'before'],
  ['record', 'before'],
  ['record', 'sent'],
  ['record', 'after'],
  ['overdue', 'after'],
  ['expire', 'before'],
  ['expire', 'sent'],
  ['expire', 'after'],
]
const everyDeath = Array.from({ length: times }, () => deaths).flat()

describe('kill -9 of the registry and of its engine while drawing', () => {
  it.each(everyDeath)('at %s, %s: a retry draws once', async (step, when) => {
    const { certificate, act } = await afterAnEnd()
    const { signal } = await sendInAnotherProcess({ act, step, when })
    if (when !== 'sent') expect(signal).toBe('SIGKILL')
    await killEngineAndRestart()
    expect(await checkRegistry(table)).toEqual([])

    const ledger = aLedger(table, systemClock)
    const answer = await ledger.send(act)
    await killEngineAndRestart()
    const again = aLedger(table, systemClock)
    expect(await again.send(act)).toEqual(answer)
    expect((await again.view(certificate)).lines[0]).toMatchObject({ reserved: '7', remaining: '3' })
    expect(await checkRegistry(table)).toEqual([])
  })

  it('never loses what was acknowledged', async () => {
    const { act } = await afterAnEnd()
    const { signal, answer } = await sendInAnotherProcess({ act, step: 'never', when: 'after' })
    await killEngineAndRestart()
    expect(signal).toBeNull()
    expect(JSON.parse(answer)).toEqual(await aLedger(table, systemClock).send(act))
  })

  it(`loses and tears nothing in ${kills} kills under ${clients} clients`, async () => {
    const certificates = [await aCertificate('99999999'), await aCertificate('99999999')]
    const acknowledged = new Map<SentAct, unknown>()
    for (let kill = 0; kill < kills; kill++) {
      let stopped = false
      const load = Array.from({ length: clients }, async (_, client) => {
        while (!stopped) {
          const act = reservation(certificates[client % 2]!, '7')
          await aLedger(table, systemClock)
            .send(act)
            .then((answer) => acknowledged.set(act, answer))
            .catch(() => undefined)
        }
      })
      await new Promise((resolve) => setTimeout(resolve, 200 + randomInt(300)))
      await killEngine()
      stopped = true
      await Promise.all(load)
      await start()
    }
    const ledger = aLedger(table, systemClock)
    expect(acknowledged.size).toBeGreaterThan(kills)
    for (const [act, answer] of acknowledged) expect(await ledger.send(act)).toEqual(answer)
    const views = await Promise.all(certificates.map((id) => ledger.view(id)))
    const told = [...acknowledged].map(([{ request }]) => request.id)
    for (const [at, { drawdowns }] of views.entries())
      expect(drawdowns.length).toBeGreaterThanOrEqual(told.filter((id) => id === certificates[at]).length)
    expect(await checkRegistry(table)).toEqual([])
  }, 900_000)
}, 60_000)
