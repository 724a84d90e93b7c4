import { ThrottlingException, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import type { Drawdown } from '#schemas/ledger.ts'
import { canonicalJson } from '#domain/canonical-json.ts'
import { RegistryError } from '#domain/errors.ts'
import { aLedger, anAct, anIssuedCertificate, type SentAct } from '#test/builders/a-ledger.ts'
import { checkLedger, readLedger } from '#test/invariants/check-ledger.ts'
import { readLeaves } from '#test/invariants/read-leaves.ts'
import { sorter } from '#test/invariants/sorter.ts'
import { MemoryEngine, memoryTable, type Request } from './memory-engine.ts'
import { dice, Scheduler, type Dice } from './scheduler.ts'

/** A mistake that the adapters might have made, made on the way to the store: the simulation has to notice it. */
export interface PlantedBug {
  readonly name: string
  readonly change?: (command: string, request: Request) => Request
  /** Transactions are applied part by part, and a client may die in between. */
  readonly torn?: true
}

/** Another start each day would find more, and nobody could tell what a red run is about. */
export const lives = process.env['SLOW'] === '1' ? 200_000 : 10_000
/** `SEED=…` repeats one life. */
export const only = process.env['SEED'] === undefined ? undefined : Number(process.env['SEED'])

/** The machine that ran the client is gone; nothing of it goes on. */
class Crash extends Error {}

const limit = 10
const begin = new MemoryEngine()
const certificate = await anIssuedCertificate(memoryTable(begin), (statement) => {
  statement.lines[0]!.quantity = String(limit)
})

/** Nothing happens to the certificate in these lives, and reading it takes longer than all else. */
const certificates = { find: async () => certificate }

interface World {
  readonly random: Dice
  readonly scheduler: Scheduler
  readonly engine: MemoryEngine
  readonly clock: { now(): number; pass(seconds: number): void }
  readonly bug: PlantedBug | undefined
}

interface Sent {
  readonly act: SentAct
  result: 'unknown' | 'refused' | Drawdown
  why?: string
}

/**
 * One life of a ledger: three clients act on one line, all at once, over a network and on machines that fail; what they
 * were told is then held against what stands. Returns a sentence for each thing that must not be.
 */
export async function liveThrough(seed: number, bug?: PlantedBug): Promise<string[]> {
  const random = dice(seed)
  let now = certificate.issuedAt + 3_600
  const clock = { now: () => now, pass: (seconds: number) => void (now += seconds) }
  const world: World = { random, scheduler: new Scheduler(random), engine: begin.copy(), clock, bug }
  const sent: Sent[] = []
  await world.scheduler.run([0, 1, 2].map((client) => () => liveClient(world, client, sent)))
  return [...checkStored(world.engine), ...(await checkAnswers(world, sent))]
}

/** As `checkRegistry`, of what can have changed here. */
function checkStored(engine: MemoryEngine): string[] {
  const { take } = sorter(engine.everything())
  return checkLedger({ ...readLedger(take), leaves: readLeaves(take), certificates: [certificate] })
}

/** A life for each seed; the first that goes wrong ends it, with its seed. */
export async function liveThroughAll(first: number, last: number): Promise<string[]> {
  for (let seed = first; seed <= last; seed++) {
    const wrong = await liveThrough(seed)
    if (wrong.length > 0) return [`SEED=${seed} repeats it`, ...wrong]
  }
  return []
}

async function liveClient(world: World, client: number, sent: Sent[]): Promise<void> {
  const acts = 1 + world.random.below(4)
  for (let nth = 0; nth < acts; nth++) {
    const record: Sent = { act: anyAct(world), result: 'unknown' }
    sent.push(record)
    for (let attempt = 0; attempt < 6 && record.result === 'unknown'; attempt++) {
      await world.scheduler.turn(client)
      await send(world, client, record)
      if (world.random.chance(0.15)) break
    }
  }
}

/** The client sends an act, again if it did so before and does not know what became of it. */
async function send(world: World, client: number, record: Sent): Promise<void> {
  const ledger = aLedger(faultyTable(world, client), world.clock, { certificates })
  try {
    record.result = (await ledger.send(record.act)).drawdown
  } catch (error) {
    if (error instanceof Crash) return
    if (!(error instanceof RegistryError)) throw error
    if (error.code === 'store-unavailable' || error.code === 'conflict') return
    Object.assign(record, { result: 'refused', why: error.code })
  } finally {
    world.scheduler.forget(client)
  }
}

const drawdowns = ['drawdown-1', 'drawdown-2', 'drawdown-3', 'drawdown-4'] as const

function anyAct({ random, clock }: World): SentAct {
  const drawdown = random.pick(drawdowns)
  const at = clock.now()
  const base = { certificate: certificate.id, drawdown }
  const quantity = String(1 + random.below(6))
  switch (random.below(9)) {
    case 0:
      return anAct('release-drawdown', 'customs', base, { at })
    case 1:
    case 2:
      return anAct('confirm-drawdown', 'customs', { ...base, ...(random.chance(0.5) && { quantity }) }, { at })
    case 3:
      return anAct('return-goods', 'customs', { ...base, quantity, reason: 'refused' }, { at })
    case 4:
      return anAct('correct-drawdown', 'customs', { ...base, quantity, reason: 'counted' }, { at })
    default:
      return aReservation(random, at, quantity)
  }
}

function aReservation(random: Dice, at: number, quantity: string): SentAct {
  const number = `N${random.below(3)}`
  return anAct(
    'reserve-drawdown',
    'carrier',
    {
      certificate: certificate.id,
      sth: certificate.sth,
      drawdown: random.pick(drawdowns),
      line: 1,
      quantity,
      unit: 'NAR',
      document: { kind: 'CMR', carrier: 'Northern Lines', number },
      expiresAt: at + 60 + random.below(600),
    },
    { at },
  )
}

const connectionReset = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
const said = { message: '', $metadata: { httpStatusCode: 400 } }

/** What the SDK does: three attempts, each of which may be lost before or after it had its effect. */
function faultyTable(world: World, client: number) {
  const { random, scheduler, engine, clock, bug } = world
  const pause = () => scheduler.turn(client)
  return memoryTable(
    engine,
    async (command, original) => {
      const request = bug?.change?.(command, original) ?? original
      for (let attempt = 1; ; attempt++) {
        await scheduler.turn(client)
        clock.pass(random.below(12))
        try {
          return attemptOf(world, command, request)
        } catch (error) {
          if (!(error instanceof Error && 'code' in error) || attempt === 3) throw error
        }
      }
    },
    pause,
  )
}

/** Shares of all requests, and what befalls them. */
function attemptOf(world: World, command: string, request: Request) {
  const { random, engine } = world
  const fate = random.below(100)
  if (fate < 4) throw connectionReset()
  if (fate < 6) throw new Crash()
  const isWrite = command === 'TransactWriteCommand'
  if (isWrite && fate < 14)
    throw new TransactionCanceledException({ ...said, CancellationReasons: [{ Code: 'TransactionConflict' }] })
  if (fate < 16) throw new ThrottlingException(said)
  const answer = deliver(world, command, request)
  if (isWrite && fate < 24) {
    if (random.chance(0.5)) engine.forgetTokens()
    throw connectionReset()
  }
  if (isWrite && fate < 28) throw new Crash()
  // The same request arrives a second time, after its token was forgotten.
  if (isWrite && fate < 34) {
    engine.forgetTokens()
    try {
      engine.answer(command, request)
    } catch {
      // As it should.
    }
  }
  return answer
}

function deliver({ engine, random, bug }: World, command: string, request: Request) {
  if (bug?.torn !== true || command !== 'TransactWriteCommand') return engine.answer(command, request)
  for (const part of request.TransactItems ?? []) {
    engine.answer(command, { TransactItems: [part] })
    if (random.chance(0.02)) throw new Crash()
  }
  return {}
}

/**
 * Who was told yes finds the same answer again; what was refused is in no history; and once every reservation has ended,
 * exactly what the line says can still be drawn.
 */
async function checkAnswers({ engine, clock }: World, sent: readonly Sent[]): Promise<string[]> {
  const ledger = aLedger(memoryTable(engine), clock, { certificates })
  const { entries } = await ledger.ledger.read(certificate.id)
  const found = new Set(entries.map(({ act }) => act))
  const wrong: string[] = []
  for (const { act, result, why } of sent) {
    const recorded = found.has(act.request.body)
    if (result === 'refused' && recorded) wrong.push(`${act.name} was refused as ${why}, and done`)
    if (typeof result !== 'object') continue
    if (!recorded) wrong.push(`${act.name} was acknowledged, and not done`)
    const again = await ledger.send(act).then(({ drawdown }) => drawdown, String)
    if (canonicalJson(again) !== canonicalJson(result)) wrong.push(`${act.name} was answered otherwise later`)
  }
  return [...wrong, ...(await checkRest(ledger, clock))]
}

async function checkRest(ledger: ReturnType<typeof aLedger>, clock: World['clock']): Promise<string[]> {
  clock.pass(3_000)
  const draw = (drawdown: string, quantity: string) =>
    ledger
      .act('reserve-drawdown', 'carrier', {
        certificate: certificate.id,
        drawdown,
        line: 1,
        quantity,
        unit: 'NAR',
        document: { kind: 'CMR', carrier: 'Last Lines', number: drawdown },
      })
      .then(
        () => 'granted',
        (error: unknown) => (error instanceof RegistryError ? error.code : String(error)),
      )
  const rest = (await ledger.view(certificate.id)).lines[0]!.remaining
  const answers = [
    rest === '0' ? 'granted' : await draw('the-rest-of-it', rest),
    await draw('one-more-of-it', '0.000001'),
  ]
  return String(answers) === 'granted,quantity-exceeded' ? [] : [`of ${rest} left: ${String(answers)}`]
}
