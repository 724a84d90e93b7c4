import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RegistryError } from '#domain/errors.ts'
import { aClock } from '#test/builders/a-registry.ts'
import { aTable } from '#test/builders/a-table.ts'
import { aLedger, anIssuedCertificate } from '#test/builders/a-ledger.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

// The smallest thing that behaves as the ledger should: whole halves of a piece, one line, one after the other.

interface ModelDraw {
  state: 'reserved' | 'confirmed' | 'delivered' | 'released'
  quantity: number
  returned: number
  delivered: number
  inHand: number
  document: number
  expiresAt: number
}

interface Model {
  now: number
  readonly limit: number
  readonly draws: Map<string, ModelDraw>
}

/** 'done', or the code of the refusal. */
type Step = (model: Model) => string

const left = ({ state }: ModelDraw) => state === 'confirmed' || state === 'delivered'
const ended = (draw: ModelDraw, now: number) => draw.state === 'reserved' && now >= draw.expiresAt

function taken({ draws, now }: Model): number {
  const each = (draw: ModelDraw) =>
    draw.state === 'released' || ended(draw, now) ? 0 : draw.quantity - (left(draw) ? draw.returned : 0)
  return [...draws.values()].reduce((sum, draw) => sum + each(draw), 0)
}

const has = (model: Model, document: number) =>
  [...model.draws.values()].some(
    (draw) =>
      draw.document === document &&
      ((draw.state === 'reserved' && !ended(draw, model.now)) || (left(draw) && draw.quantity > 0)),
  )

/** What each command does to the model, and with which code it is refused. */
const steps = {
  reserve:
    (id: string, quantity: number, document: number, lasts: number): Step =>
    (model) => {
      if (quantity > model.limit) return 'quantity-exceeded'
      if (model.draws.has(id)) return 'drawdown-id-used'
      if (has(model, document)) return 'transport-document-used'
      if (taken(model) + quantity > model.limit) return 'quantity-exceeded'
      const expiresAt = model.now + lasts
      model.draws.set(id, { state: 'reserved', quantity, returned: 0, delivered: 0, inHand: 0, document, expiresAt })
      return 'done'
    },
  confirm:
    (id: string, quantity: number | undefined): Step =>
    (model) => {
      const draw = model.draws.get(id)
      if (draw === undefined) return 'drawdown-unknown'
      if (ended(draw, model.now)) return 'drawdown-expired'
      if (draw.state !== 'reserved') return 'drawdown-move-not-allowed'
      const shipped = quantity ?? draw.quantity
      if (taken(model) - draw.quantity + shipped > model.limit) return 'quantity-exceeded'
      Object.assign(draw, { state: 'confirmed', quantity: shipped })
      return 'done'
    },
  deliver:
    (id: string, quantity: number | undefined, document: number): Step =>
    (model) => {
      const draw = model.draws.get(id)
      if (draw === undefined) return 'drawdown-unknown'
      if (draw.state !== 'confirmed') return 'drawdown-move-not-allowed'
      if (draw.document !== document) return 'transport-document-differs'
      const arrived = quantity ?? draw.quantity - draw.returned
      if (arrived > draw.quantity - draw.returned) return 'quantity-exceeded'
      Object.assign(draw, { state: 'delivered', delivered: arrived, inHand: arrived })
      return 'done'
    },
  release:
    (id: string): Step =>
    (model) => {
      const draw = model.draws.get(id)
      // A carrier is not told whether it is certificate or drawdown that is unknown.
      if (draw === undefined) return 'certificate-unknown'
      if (draw.state !== 'reserved' || ended(draw, model.now)) return 'drawdown-move-not-allowed'
      draw.state = 'released'
      return 'done'
    },
  giveBack:
    (id: string, quantity: number): Step =>
    (model) => {
      const draw = model.draws.get(id)
      if (draw === undefined) return 'drawdown-unknown'
      if (!left(draw)) return 'drawdown-move-not-allowed'
      const most = draw.state === 'delivered' ? draw.inHand : draw.quantity - draw.returned
      if (quantity > most) return 'quantity-exceeded'
      draw.returned += quantity
      if (draw.state === 'delivered') draw.inHand -= quantity
      return 'done'
    },
  correct:
    (id: string, quantity: number, delivered: number | undefined): Step =>
    (model) => {
      const draw = model.draws.get(id)
      if (draw === undefined) return 'drawdown-unknown'
      if (!left(draw)) return 'drawdown-move-not-allowed'
      if (delivered !== undefined && draw.state !== 'delivered') return 'drawdown-move-not-allowed'
      const arrived = delivered ?? draw.delivered
      const cameBackFromHand = draw.delivered - draw.inHand
      if (quantity < arrived + draw.returned - cameBackFromHand || arrived < cameBackFromHand)
        return 'quantity-exceeded'
      if (draw.quantity === 0 && quantity > 0 && has(model, draw.document)) return 'transport-document-used'
      if (quantity > draw.quantity && taken(model) - draw.quantity + quantity > model.limit) return 'quantity-exceeded'
      draw.inHand += arrived - draw.delivered
      Object.assign(draw, { quantity, delivered: arrived })
      return 'done'
    },
}

const halves = (count: number) => (count % 2 === 0 ? String(count / 2) : `${Math.floor(count / 2)}.5`)
const names = ['drawdown-a', 'drawdown-b', 'drawdown-c', 'drawdown-d', 'drawdown-e']
const id = fc.constantFrom(...names)
const amount = fc.integer({ min: 1, max: 26 })
const document = fc.integer({ min: 1, max: 4 })
const paper = (nth: number) => ({ kind: 'CMR', carrier: 'Northern Lines', number: `NL-${nth}` }) as const

type Ledger = ReturnType<typeof aLedger>
interface Command {
  /** For the report of a failing sequence. */
  readonly told: string
  readonly step: Step
  readonly act: (ledger: Ledger, certificate: string, model: Model) => Promise<unknown>
}

const maybe = fc.option(amount, { nil: undefined })
const verification = { arrivedOn: '2026-12-01', office: 'Cat Lai', officer: 'Le Van Minh' }
const quantityOf = (count: number | undefined) => (count === undefined ? {} : { quantity: halves(count) })

const commands: fc.Arbitrary<Command>[] = [
  fc.tuple(id, amount, document, fc.constantFrom(100, 1_000, 100_000)).map(([drawdown, quantity, doc, lasts]) => ({
    told: `reserve ${drawdown} ${quantity} under ${doc} for ${lasts}`,
    step: steps.reserve(drawdown, quantity, doc, lasts),
    act: (ledger, certificate, { now }) =>
      ledger.act('reserve-drawdown', 'carrier', {
        certificate,
        drawdown,
        line: 1,
        quantity: halves(quantity),
        unit: 'NAR',
        document: paper(doc),
        expiresAt: now + lasts,
      }),
  })),
  fc.tuple(id, maybe).map(([drawdown, quantity]) => ({
    told: `confirm ${drawdown} ${quantity}`,
    step: steps.confirm(drawdown, quantity),
    act: (ledger, certificate) =>
      ledger.act('confirm-drawdown', 'customs', { certificate, drawdown, ...quantityOf(quantity) }),
  })),
  fc.tuple(id, maybe, document).map(([drawdown, quantity, doc]) => ({
    told: `deliver ${drawdown} ${quantity} under ${doc}`,
    step: steps.deliver(drawdown, quantity, doc),
    act: (ledger, certificate) =>
      ledger.act('deliver-drawdown', 'arrival', {
        certificate,
        drawdown,
        ...quantityOf(quantity),
        document: paper(doc),
        verification,
      }),
  })),
  id.map((drawdown) => ({
    told: `release ${drawdown}`,
    step: steps.release(drawdown),
    act: (ledger, certificate) => ledger.act('release-drawdown', 'carrier', { certificate, drawdown }),
  })),
  fc.tuple(id, amount).map(([drawdown, quantity]) => ({
    told: `return ${drawdown} ${quantity}`,
    step: steps.giveBack(drawdown, quantity),
    act: (ledger, certificate) =>
      ledger.act('return-goods', 'customs', { certificate, drawdown, quantity: halves(quantity), reason: 'refused' }),
  })),
  fc.tuple(id, fc.nat(26), fc.option(fc.nat(26), { nil: undefined })).map(([drawdown, quantity, delivered]) => ({
    told: `correct ${drawdown} ${quantity} ${delivered}`,
    step: steps.correct(drawdown, quantity, delivered),
    act: (ledger, certificate) =>
      ledger.act('correct-drawdown', 'customs', {
        certificate,
        drawdown,
        quantity: halves(quantity),
        ...(delivered !== undefined && { delivered: halves(delivered) }),
        reason: 'counted again',
      }),
  })),
  fc.constantFrom(60, 500, 50_000).map((seconds) => ({
    told: `wait ${seconds}`,
    step: () => 'done',
    act: async (_ledger, _certificate, model) => void (model.now += seconds),
  })),
]

const toldShortly = (command: Command) => ({ ...command, [fc.toStringMethod]: () => command.told })
const codeOf = (error: unknown) => (error instanceof RegistryError ? error.code : error)

function balanceOf(model: Model) {
  const draws = [...model.draws.values()]
  const sum = (of: (draw: ModelDraw) => number) => halves(draws.reduce((total, draw) => total + of(draw), 0))
  return {
    reserved: sum((draw) => (draw.state === 'reserved' && !ended(draw, model.now) ? draw.quantity : 0)),
    shipped: sum((draw) => (left(draw) ? draw.quantity : 0)),
    returned: sum((draw) => draw.returned),
    delivered: sum((draw) => draw.delivered),
    inHand: sum((draw) => draw.inHand),
    remaining: halves(model.limit - taken(model)),
  }
}

const runs = process.env['SLOW'] === '1' ? 2_000 : 60

describe('the ledger and its model', () => {
  it(
    'agree on every answer and every balance, whatever is asked in whatever order',
    async () => {
      const table = await aTable()
      await fc.assert(
        fc.asyncProperty(fc.array(fc.oneof(...commands).map(toldShortly), { maxLength: 40 }), async (sequence) => {
          const clock = aClock()
          const certificate = await anIssuedCertificate(table, (statement) => {
            statement.lines[0]!.quantity = '10'
            statement.lines[0]!.tolerancePct = '5'
          })
          const ledger = aLedger(table, clock)
          const model: Model = { now: clock.now(), limit: 21, draws: new Map() }
          for (const { told, step, act } of sequence) {
            const answer = await act(ledger, certificate.id, model).then(() => 'done', codeOf)
            clock.set(model.now)
            const { lines } = await ledger.view(certificate.id)
            expect([told, answer, lines[0]]).toEqual([told, step(model), expect.objectContaining(balanceOf(model))])
          }
        }),
        { numRuns: runs },
      )
      expect(await checkRegistry(table)).toEqual([])
    },
    runs * 2_000,
  )
})
