import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LedgerActInput } from '#schemas/ledger.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import type { Table } from '#adapters/dynamodb/table.ts'
import { RegistryError } from '#domain/errors.ts'
import { aReservation } from '#test/builders/a-drawdown.ts'
import { aLedger, anIssuedCertificate, type ActorName } from '#test/builders/a-ledger.ts'
import { aClock } from '#test/builders/a-registry.ts'
import { aTable } from '#test/builders/a-table.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

let table: Table
let ledger: ReturnType<typeof aLedger>
let stock: string
let buyer: string

const aCertificate = async (change: (statement: Statement) => void) => (await anIssuedCertificate(table, change)).id
const aBuyer = (parent: string | undefined, quantity = '6') =>
  aCertificate((statement) => {
    statement.lines[0]!.quantity = quantity
    if (parent !== undefined) statement.parent = parent
  })

beforeEach(async () => {
  table = await aTable()
  ledger = aLedger(table, aClock())
  stock = await aCertificate((statement) => {
    statement.scope = 'STOCK'
    statement.lines[0]!.quantity = '10'
  })
  buyer = await aBuyer(stock)
})

/** Goods that customs saw arrive at the stock. */
async function stockUp(quantity: string): Promise<void> {
  const input = aReservation({ id: stock }, { quantity })
  const base = { certificate: stock, drawdown: input.drawdown }
  await ledger.act('reserve-drawdown', 'carrier', input)
  await ledger.act('confirm-drawdown', 'customs', base)
  const verification = { arrivedOn: '2026-11-20', office: 'Cat Lai', officer: 'Le Van Minh' }
  await ledger.act('deliver-drawdown', 'arrival', { ...base, document: input.document, verification })
}

type Input = LedgerActInput<'release-from-stock'>
const leave = (quantity: string, over: Partial<Input> = {}, by: ActorName = 'holder') =>
  ledger.act('release-from-stock', by, {
    certificate: stock,
    line: 1,
    quantity,
    unit: 'NAR',
    child: { certificate: buyer, line: 1, drawdown: randomUUID() },
    ...over,
  })
const child = (certificate: string, line = 1) => ({ child: { certificate, line, drawdown: randomUUID() } })
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof RegistryError ? error.code : error),
  )
const lineOf = async (certificate: string) => (await ledger.view(certificate)).lines[0]

describe('goods that leave a stock', () => {
  it('are drawn on the buyer’s certificate by as much, both or neither', async () => {
    await stockUp('8')
    const { drawdown } = await leave('5')

    expect(drawdown).toMatchObject({ certificate: buyer, state: 'delivered', stock: { certificate: stock, line: 1 } })
    expect(await lineOf(stock)).toMatchObject({ shipped: '8', delivered: '8', withdrawn: '5', inHand: '3' })
    expect(await lineOf(buyer)).toMatchObject({ shipped: '5', delivered: '5', remaining: '1' })
    expect((await ledger.view(stock)).entries.at(-1)).toMatchObject({ change: { withdrawn: '5', inHand: '-5' } })
    expect(await checkRegistry(table)).toEqual([])
  })

  it('are only what customs verified as delivered, and what is still there', async () => {
    expect(await codeOf(leave('1'))).toBe('quantity-exceeded')
    await stockUp('2')
    await leave('2')
    expect(await codeOf(leave('1'))).toBe('quantity-exceeded')
    expect(await lineOf(buyer)).toMatchObject({ shipped: '2', remaining: '4' })
    expect(await checkRegistry(table)).toEqual([])
  })

  it('are no more than the buyer’s statement allows', async () => {
    await stockUp('10')
    await leave('6')
    expect(await codeOf(leave('1'))).toBe('quantity-exceeded')
    expect(await codeOf(leave('7'))).toBe('quantity-exceeded')
    expect(await lineOf(stock)).toMatchObject({ withdrawn: '6', inHand: '4' })
  })

  it('never leave twice, however many buyers ask at once', async () => {
    await stockUp('10')
    const buyers = await Promise.all(Array.from({ length: 8 }, () => aBuyer(stock)))
    const codes = await Promise.all(buyers.map((each) => codeOf(leave('3', child(each)))))

    expect(codes.filter((code) => code === 'done')).toHaveLength(3)
    expect(await lineOf(stock)).toMatchObject({ withdrawn: '9', inHand: '1' })
    expect(await checkRegistry(table)).toEqual([])
  })

  it('go to the buyer of a statement that names this stock, and to nobody else', async () => {
    await stockUp('10')
    const stranger = await aBuyer(undefined)
    const ofAnother = await aBuyer(stranger)

    expect(await codeOf(leave('1', child(stranger)))).toBe('child-statement-needed')
    expect(await codeOf(leave('1', child(ofAnother)))).toBe('child-statement-needed')
    expect(await codeOf(leave('1', child(stock)))).toBe('child-statement-needed')
    expect(await codeOf(leave('1', child('0'.repeat(28))))).toBe('certificate-unknown')
    expect(await codeOf(leave('1', { certificate: buyer, ...child(buyer) }))).toBe('child-statement-needed')
    expect(await codeOf(leave('1', {}, 'otherImporter'))).toBe('certificate-unknown')
    expect(await lineOf(stock)).toMatchObject({ withdrawn: '0', inHand: '10' })
  })

  it('stay in their unit and in their line', async () => {
    await stockUp('10')
    expect(await codeOf(leave('1', { unit: 'KGM' }))).toBe('unit-not-convertible')
    expect(await codeOf(leave('1', child(buyer, 2)))).toBe('unit-not-convertible')
    expect(await codeOf(leave('1', { line: 7 }))).toBe('line-unknown')
  })
})
