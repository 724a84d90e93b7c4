import { beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#schemas/principal.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { readLedger } from '#use-cases/read-ledger.ts'
import { aReservation, aTransportDocument, type Reservation } from '#test/builders/a-drawdown.ts'
import { aLedger } from '#test/builders/a-ledger.ts'
import { aRegistry, type RegistryUnderTest } from '#test/builders/a-registry.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { aMoment } from '#test/builders/a-world.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

let registry: RegistryUnderTest
let ledger: ReturnType<typeof aLedger>

beforeEach(async () => {
  registry = await aRegistry()
  ledger = aLedger(registry.table, registry.clock)
})

const member = (organisation: string, ...roles: Member['roles']): Member => ({
  kind: 'machine',
  organisation,
  roles,
  kid: 'a key of it',
})
const holder = member('mekong-precision', 'importer')
const customs = member('customs-hamburg', 'customs')
const carrier = member('northern-lines', 'carrier')

/** Its own goods under its own order: nothing of it clashes with another. */
const goods = (own: string, over?: (statement: Statement) => void) =>
  aStatement((statement) => {
    statement.lines[0]!.serialNumbers = [`${own}-1`, `${own}-2`]
    statement.transaction = { contractNumber: own }
    over?.(statement)
  })
const issue = async (statement: Statement) => (await registry.issue(await registry.request(statement))).id
const draw = async (certificate: string, over: Partial<Reservation> = {}) =>
  (await ledger.act('reserve-drawdown', 'carrier', aReservation({ id: certificate }, over))).drawdown
const read = (id: string, caller: Member = holder) => readLedger(registry.ports)({ id }, caller)

describe('the ledger as it is read', () => {
  it('is told to its holder, customs and authorities, and to nobody else', async () => {
    const id = await issue(goods('A'))
    const [first, second, third] = await Promise.all(
      [holder, customs, member('bafa', 'authority')].map((caller) => read(id, caller)),
    )
    expect([second, third]).toEqual([first, first])
    for (const stranger of [carrier, member('another', 'importer'), member('a-bank', 'bank')])
      await expect(read(id, stranger)).rejects.toMatchObject({ code: 'certificate-unknown' })
    await expect(read('0'.repeat(28), customs)).rejects.toMatchObject({ code: 'certificate-unknown' })
  })

  it('says what stands, line by line, with its history', async () => {
    const id = await issue(goods('A'))
    const drawdown = await draw(id, { quantity: '1' })
    registry.clock.set(aMoment + 60)
    await ledger.act('confirm-drawdown', 'customs', { certificate: id, drawdown: drawdown.id })

    const { lines, drawdowns, entries, ...rest } = await read(id)
    expect(lines.map(({ line, unit, quantity, limit, remaining }) => [line, quantity, limit, remaining, unit])).toEqual(
      [
        [1, '2', '2', '1', 'NAR'],
        [2, '1250.5', '1281.7625', '1281.7625', 'KGM'],
      ],
    )
    expect(drawdowns.map(({ id: drawn, state }) => [drawn, state])).toEqual([[drawdown.id, 'confirmed']])
    expect(entries.map(({ name, by, change, at }) => [name, by.organisation, change, at])).toEqual([
      ['reserve-drawdown', 'northern-lines', { reserved: '1' }, aMoment],
      ['confirm-drawdown', 'customs-hamburg', { reserved: '-1', shipped: '1' }, aMoment + 60],
    ])
    expect(rest).toEqual({
      certificate: id,
      ledger: id,
      standing: 'active',
      exhausted: false,
      conflicts: [],
      asOf: aMoment + 60,
    })
  })

  it('knows what time has ended, though nothing ran', async () => {
    const id = await issue(goods('A'))
    const { expiresAt } = await draw(id, { quantity: '2' })

    registry.clock.set(expiresAt - 1)
    expect((await read(id)).lines[0]).toMatchObject({ reserved: '2', remaining: '0' })
    registry.clock.set(expiresAt)
    const { lines, drawdowns } = await read(id)
    expect([lines[0]!.remaining, drawdowns[0]!.state]).toEqual(['2', 'expired'])
    registry.clock.set(aMoment + 400 * 86_400)
    expect((await read(id)).standing).toBe('expired')
  })

  it('says that nothing is left once all has left', async () => {
    const id = await issue(goods('A', ({ lines }) => void lines.pop()))
    await draw(id, { quantity: '2' })
    expect((await read(id)).standing).toBe('active')
    const [drawn] = (await read(id)).drawdowns
    await ledger.act('confirm-drawdown', 'customs', { certificate: id, drawdown: drawn!.id })
    expect((await read(id)).standing).toBe('exhausted')
  })
})

describe('goods, papers and documents that are used twice', () => {
  const paper = { kind: 'CONTRACT', mediaType: 'application/pdf', sha256: 'ab'.repeat(32), bytes: 1_000 } as const
  const letterhead = { ...paper, kind: 'LETTERHEAD', sha256: 'cd'.repeat(32) } as const
  const kinds = async (id: string) => (await read(id)).conflicts.map(({ kind, own, first }) => [kind, own, first])

  it('are shown to both sides, each its own side of it', async () => {
    const one = await issue(goods('A', (statement) => Object.assign(statement, { attachments: [paper, letterhead] })))
    registry.clock.set(aMoment + 10)
    const other = await issue(
      goods('B', (statement) => {
        statement.lines[0]!.serialNumbers = ['a 1', 'B-2']
        Object.assign(statement, { attachments: [paper, letterhead] })
      }),
    )
    expect(await kinds(one)).toEqual([
      ['document', `CONTRACT ${paper.sha256}`, true],
      ['serial-number', 'A-1', true],
    ])
    expect(await kinds(other)).toEqual([
      ['document', `CONTRACT ${paper.sha256}`, false],
      ['serial-number', 'a 1', false],
    ])
    expect(JSON.stringify((await read(one)).conflicts)).not.toContain(other)
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('are the same line of the same order', async () => {
    const [one, other] = [
      await issue(goods('A')),
      await issue(goods('A', (s) => void (s.lines[0]!.serialNumbers = ['Z']))),
    ]
    expect(await kinds(one)).toEqual([
      ['goods-line', 'line 1 of A', expect.any(Boolean)],
      ['goods-line', 'line 2 of A', expect.any(Boolean)],
    ])
    expect(await kinds(other)).toHaveLength(2)
  })

  it('are one transport document under two certificates, until one gives it up', async () => {
    const [one, other] = [await issue(goods('A')), await issue(goods('B'))]
    const document = aTransportDocument()
    const drawdown = await draw(one, { document })
    expect(await kinds(one)).toEqual([])
    await draw(other, { document: { ...document, number: ` ${document.number}`.trim().toLowerCase() } })
    expect(await kinds(one)).toEqual([['transport-document', expect.any(String), expect.any(Boolean)]])
    expect(await kinds(other)).toHaveLength(1)

    await ledger.act('release-drawdown', 'carrier', { certificate: one, drawdown: drawdown.id })
    expect(await kinds(other)).toEqual([])
  })

  it('do not clash with the version that takes their place, nor with what was refused', async () => {
    const one = await issue(goods('A'))
    const next = await issue(goods('A', (statement) => void (statement.supersedes = one)))
    expect([await kinds(one), await kinds(next)]).toEqual([[], []])

    const document = aTransportDocument()
    await expect(draw(next, { document, quantity: '3' })).rejects.toMatchObject({ code: 'quantity-exceeded' })
    const other = await issue(goods('B'))
    await draw(other, { document })
    expect([await kinds(next), await kinds(other)]).toEqual([[], []])
  })
})
