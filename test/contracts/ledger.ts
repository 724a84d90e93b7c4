import { describe, expect, it } from 'vitest'
import type { Certificate } from '#schemas/certificate.ts'
import type { Drawdown } from '#schemas/ledger.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { remainingOf } from '#domain/ledger/amounts.ts'
import { confirmed, expired, released } from '#domain/ledger/drawdown-moves.ts'
import type { LedgerWrite } from '#domain/ledger/ledger-write.ts'
import { scaled } from '#domain/quantity/decimal.ts'
import type { Issuances } from '#ports/issuances.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { StatusActs } from '#ports/status-acts.ts'
import { aCustomsOffice, aLedgerWrite, aReserveWrite, aTransportDocument } from '#test/builders/a-drawdown.ts'
import { aCertificateFor, aChangeFor, aLeafFor, anActOn, aPlanFor } from '#test/builders/a-plan.ts'
import { aStatement } from '#test/builders/a-statement.ts'

interface Store {
  ledger: Ledger
  issuances: Issuances
  statusActs: StatusActs
  /** A sentence for each thing in the store that must not be. */
  readonly violations: () => Promise<string[]>
}

/** What `ports/ledger.ts` promises; `open` gives an empty store. */
export function ledgerContract(open: () => Promise<Store>) {
  const opened = async (change?: (statement: Statement) => void) => {
    const store = await open()
    const planned = aPlanFor(aStatement(change))
    const certificate = aCertificateFor(planned)
    await store.issuances.plan(planned)
    await store.issuances.finish(planned, certificate, aLeafFor(certificate), aChangeFor(certificate))
    return { ...store, certificate }
  }
  const thousand = (statement: Statement) => void (statement.lines[0]!.quantity = '1000')
  const drawn = (write: LedgerWrite): Drawdown => write.steps[0]!.after
  const later = (certificate: Certificate, seconds: number) => certificate.issuedAt + seconds
  const confirmation = (certificate: Certificate, before: Drawdown, quantity?: string) => {
    const at = later(certificate, 120)
    const input = { certificate: certificate.id, drawdown: before.id, ...(quantity !== undefined && { quantity }) }
    const moved = confirmed(before, input, { by: aCustomsOffice, at })
    return aLedgerWrite(certificate, { before, ...moved }, { by: aCustomsOffice, at, draws: true })
  }
  const remaining = async (ledger: Ledger, { id }: Certificate, line = 1) => {
    const totals = await ledger.line(id, line)
    return totals && remainingOf(totals)
  }

  describe('the ledger', () => {
    it('records a draw with its line, its act and its key', async () => {
      const { ledger, certificate, violations } = await opened(thousand)
      const write = aReserveWrite(certificate, { quantity: '7.5' })
      const [entry] = write.entries

      expect(await ledger.record(write)).toEqual({ outcome: 'recorded', entry })
      expect(await ledger.drawdown(certificate.id, drawn(write).id)).toEqual(drawn(write))
      expect(await ledger.find(write.organisation, entry.name, write.idempotencyKey)).toEqual(entry)
      expect(await ledger.line(certificate.id, 1)).toEqual({
        line: 1,
        unit: 'NAR',
        limit: scaled('1000'),
        reserved: scaled('7.5'),
        shipped: 0n,
        returned: 0n,
        delivered: 0n,
        withdrawn: 0n,
        inHand: 0n,
      })
      expect(await ledger.read(certificate.id)).toEqual({
        lines: [await ledger.line(certificate.id, 1)],
        drawdowns: [drawn(write)],
        entries: [entry],
      })
      expect(await violations()).toEqual([])
    })

    it('knows nothing of what was never drawn', async () => {
      const { ledger, certificate } = await opened()
      expect(await ledger.line(certificate.id, 1)).toBeUndefined()
      expect(await ledger.drawdown(certificate.id, 'a-drawdown')).toBeUndefined()
      expect(await ledger.find('northern-lines', 'reserve-drawdown', 'a-key-of-somebody')).toBeUndefined()
      expect(await ledger.read(certificate.id)).toEqual({ lines: [], drawdowns: [], entries: [] })
    })

    it('answers the same act with the same entry, and does it once', async () => {
      const { ledger, certificate, violations } = await opened(thousand)
      const write = aReserveWrite(certificate, { quantity: '7' })
      const first = await ledger.record(write)

      expect(await ledger.record(write)).toEqual(first)
      expect(await remaining(ledger, certificate)).toBe(scaled('993'))
      expect(await violations()).toEqual([])
    })

    it('tells a key of another act, and an act under another key', async () => {
      const { ledger, certificate, violations } = await opened(thousand)
      const write = aReserveWrite(certificate)
      await ledger.record(write)
      const other = aReserveWrite(certificate, {}, { idempotencyKey: write.idempotencyKey })
      const again = { ...write, idempotencyKey: 'another-key-of-theirs' }

      expect(await ledger.record(other)).toEqual({ outcome: 'key-used' })
      expect(await ledger.record(again)).toEqual({ outcome: 'act-used' })
      expect(await remaining(ledger, certificate)).toBe(scaled('999'))
      expect(await violations()).toEqual([])
    })

    it('never lets more be taken than the line allows, to the last millionth', async () => {
      const { ledger, certificate, violations } = await opened((statement) => {
        statement.lines[0]!.quantity = '99999999999999.999999'
        statement.lines[0]!.tolerancePct = '99.9999'
      })
      const [half, rest, millionth] = ['99999999999999.999999', '99999899999999.999998', '0.000001'].map((quantity) =>
        aReserveWrite(certificate, { quantity }),
      )

      expect(await ledger.record(half!)).toMatchObject({ outcome: 'recorded' })
      expect(await ledger.record(rest!)).toMatchObject({ outcome: 'recorded' })
      expect(await ledger.line(certificate.id, 1)).toMatchObject({
        limit: 199_999_899_999_999_999_998n,
        reserved: 199_999_899_999_999_999_997n,
      })
      expect(await ledger.record(millionth!)).toMatchObject({ outcome: 'recorded' })
      expect(await remaining(ledger, certificate)).toBe(0n)
      expect(await ledger.record(aReserveWrite(certificate, { quantity: '0.000001' }))).toEqual({
        outcome: 'short',
        ledger: certificate.id,
        line: 1,
      })
      expect(await violations()).toEqual([])
    })

    it('lets exactly as many of a hundred draws at once win as fit', async () => {
      const { ledger, certificate, violations } = await opened((statement) => {
        statement.lines[0]!.quantity = '100'
        statement.lines[0]!.tolerancePct = '5'
      })
      const draws = Array.from({ length: 100 }, () => aReserveWrite(certificate, { quantity: '3' }))
      const outcomes = await Promise.all(draws.map((draw) => ledger.record(draw)))

      expect(outcomes.filter(({ outcome }) => outcome === 'recorded')).toHaveLength(35)
      expect(outcomes.filter(({ outcome }) => outcome === 'short')).toHaveLength(65)
      expect(await remaining(ledger, certificate)).toBe(0n)
      expect(await violations()).toEqual([])
    })

    it('lets one of twenty win that confirm a drawdown at once', async () => {
      const { ledger, certificate, violations } = await opened(thousand)
      const write = aReserveWrite(certificate, { quantity: '10' })
      await ledger.record(write)
      const confirmations = Array.from({ length: 20 }, (_, nth) =>
        confirmation(certificate, drawn(write), String(nth + 1)),
      )
      const outcomes = await Promise.all(confirmations.map((each) => ledger.record(each)))
      const won = outcomes.findIndex(({ outcome }) => outcome === 'recorded')

      expect(outcomes.filter(({ outcome }) => outcome === 'moved')).toHaveLength(19)
      expect(await remaining(ledger, certificate)).toBe(scaled('1000') - scaled(String(won + 1)))
      expect(await violations()).toEqual([])
    })

    it('refuses a drawdown id that stands for another', async () => {
      const { ledger, certificate, violations } = await opened(thousand)
      const write = aReserveWrite(certificate)
      await ledger.record(write)

      expect(await ledger.record(aReserveWrite(certificate, { drawdown: drawn(write).id }))).toEqual({
        outcome: 'moved',
      })
      expect(await violations()).toEqual([])
    })

    it('gives a transport document to one drawdown of a line', async () => {
      const { ledger, certificate, violations } = await opened(thousand)
      const document = aTransportDocument()
      const draws = Array.from({ length: 10 }, () => aReserveWrite(certificate, { document }))
      const outcomes = await Promise.all(draws.map((draw) => ledger.record(draw)))

      expect(outcomes.filter(({ outcome }) => outcome === 'recorded')).toHaveLength(1)
      expect(outcomes.filter(({ outcome }) => outcome === 'document-used')).toHaveLength(9)
      const otherLine = aReserveWrite(certificate, { document, line: 2, unit: 'KGM' })
      expect(await ledger.record(otherLine)).toMatchObject({ outcome: 'recorded' })
      expect(await violations()).toEqual([])
    })

    it('frees a transport document when its drawdown is released, and when its time is over', async () => {
      const { ledger, certificate, violations } = await opened(thousand)
      const document = aTransportDocument()
      const first = aReserveWrite(certificate, { document })
      await ledger.record(first)
      const release = released(drawn(first), { by: aCustomsOffice, at: later(certificate, 70) })
      await ledger.record(aLedgerWrite(certificate, { before: drawn(first), ...release }, { by: aCustomsOffice }))
      const until = later(certificate, 100)
      const second = aReserveWrite(certificate, { document, expiresAt: until })
      const early = aReserveWrite(certificate, { document }, { at: until - 1 })
      const third = aReserveWrite(certificate, { document }, { at: until })

      expect(await ledger.record(second)).toMatchObject({ outcome: 'recorded' })
      expect(await ledger.record(early)).toEqual({ outcome: 'document-used', line: 1 })
      expect(await ledger.record(third)).toMatchObject({ outcome: 'recorded' })
      expect(await violations()).toEqual([])
    })

    it('frees what a reservation held once, however many write its end down', async () => {
      const { ledger, certificate, violations } = await opened(thousand)
      const until = later(certificate, 200)
      const write = aReserveWrite(certificate, { quantity: '600', expiresAt: until })
      await ledger.record(write)
      const before = drawn(write)
      const ended = expired(before)
      const [line] = write.lines

      expect(await ledger.overdue(certificate.id, until - 1)).toEqual([])
      expect(await ledger.overdue(certificate.id, until)).toEqual([before])
      const step = { before, after: ended.after, at: until, oneShipment: false }
      const all = Array.from({ length: 10 }, () => ledger.expire({ ...line!, change: ended.change }, step))
      expect(await Promise.all(all)).toContain(true)
      expect(await remaining(ledger, certificate)).toBe(scaled('1000'))
      expect(await ledger.overdue(certificate.id, until)).toEqual([])
      expect(await ledger.record(confirmation(certificate, before))).toEqual({ outcome: 'moved' })
      expect(await violations()).toEqual([])
    })

    it('draws nothing on a certificate that was suspended', async () => {
      const { ledger, statusActs, certificate, violations } = await opened(thousand)
      await statusActs.apply(...anActOn(certificate, 'suspended'))

      expect(await ledger.record(aReserveWrite(certificate))).toEqual({
        outcome: 'not-active',
        certificate: certificate.id,
      })
      expect(await ledger.line(certificate.id, 1)).toBeUndefined()
      expect(await violations()).toEqual([])
    })

    it('keeps a single shipment to one transport document, until nothing is under it any more', async () => {
      const { ledger, certificate, violations } = await opened((statement) => {
        statement.scope = 'SINGLE'
        statement.lines[0]!.quantity = '10'
      })
      const document = aTransportDocument()
      const first = aReserveWrite(certificate, { document })
      const sameDocument = aReserveWrite(certificate, { document, line: 2, unit: 'KGM' })
      const other = () => aReserveWrite(certificate)
      await ledger.record(first)

      expect(await ledger.record(sameDocument)).toMatchObject({ outcome: 'recorded' })
      expect(await ledger.record(other())).toEqual({ outcome: 'other-shipment', ledger: certificate.id })
      for (const write of [first, sameDocument]) {
        const release = released(drawn(write), { by: aCustomsOffice, at: later(certificate, 70) })
        await ledger.record(aLedgerWrite(certificate, { before: drawn(write), ...release }, { by: aCustomsOffice }))
      }
      expect(await ledger.record(other())).toMatchObject({ outcome: 'recorded' })
      expect(await violations()).toEqual([])
    })

    it('reads one moment, while others write', async () => {
      const { ledger, certificate } = await opened(thousand)
      const writing = Promise.all(Array.from({ length: 40 }, () => ledger.record(aReserveWrite(certificate))))
      const seen = await Promise.allSettled(Array.from({ length: 10 }, () => ledger.read(certificate.id)))
      await writing
      const contents = seen.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
      const last = await ledger.read(certificate.id)

      for (const { lines, drawdowns, entries } of [...contents, last]) {
        expect(drawdowns).toHaveLength(Number((lines[0]?.reserved ?? 0n) / scaled('1')))
        expect(entries).toHaveLength(drawdowns.length)
      }
      expect(last.drawdowns).toHaveLength(40)
    })

    it('is a defect when act, drawdown and line disagree', async () => {
      const { ledger, certificate, violations } = await opened(thousand)
      const write = aReserveWrite(certificate)
      const [step, line] = [write.steps[0]!, write.lines[0]!]

      for (const wrong of [
        { ...write, organisation: 'another' },
        { ...write, lines: [{ ...line, line: 2 }] },
        { ...write, steps: [{ ...step, after: { ...step.after, version: 2 } }] },
        { ...write, steps: [{ ...step, before: { ...step.after, id: 'another-id' } }] },
      ])
        await expect(ledger.record(wrong)).rejects.toBeInstanceOf(TypeError)
      expect(await violations()).toEqual([])
    })
  })
}
