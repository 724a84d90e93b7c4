import { describe, expect, it } from 'vitest'
import type { AuditEvent } from '#schemas/approval.ts'
import type { Audit, AuditEntry } from '#ports/audit.ts'
import { aPlan } from '#test/builders/a-plan.ts'

let entries = 0
const anEntry = (over: Partial<AuditEvent> = {}, certificate?: AuditEntry['certificate']): AuditEntry => ({
  id: `entry-${entries++}`,
  event: {
    at: 1_793_500_000,
    operation: 'view-certificate',
    actor: { organisation: 'first' },
    subject: certificate?.id ?? 'first',
    outcome: 'read',
    ...over,
  },
  ...(certificate && { certificate }),
})
const eventsOf = (...told: AuditEntry[]) => told.map(({ event }) => event)

/** What `ports/audit.ts` promises; `open` gives an empty store. */
export function auditContract(open: () => Promise<Audit>) {
  describe('the audit', () => {
    it('tells what an organisation did, the newest first, page by page, and nothing of others', async () => {
      const audit = await open()
      const old = anEntry({ actor: { organisation: 'first', person: 'AAAAAAAAAAAAAAAAAAAAAA' } })
      const [middle, young] = [anEntry({ at: 1_793_500_001 }), anEntry({ at: 1_793_500_002, outcome: 'done' })]
      for (const entry of [middle, old, young, anEntry({ actor: { organisation: 'second' } })])
        await audit.record(entry)

      const page = await audit.ofOrganisation('first', { limit: 2 })
      expect(page.items).toEqual(eventsOf(young, middle))
      expect(await audit.ofOrganisation('first', { limit: 2, after: page.next })).toEqual({ items: eventsOf(old) })
    })

    it('tells an event once, however often it is recorded', async () => {
      const audit = await open()
      const entry = anEntry()
      await audit.record(entry)
      await audit.record(entry)

      expect(await audit.ofOrganisation('first', { limit: 9 })).toEqual({ items: eventsOf(entry) })
    })

    it('keeps two events of one second apart', async () => {
      const audit = await open()
      for (const entry of [anEntry(), anEntry()]) await audit.record(entry)

      expect((await audit.ofOrganisation('first', { limit: 9 })).items).toHaveLength(2)
    })

    it('tells all of a certificate, and to its holder what it may know: pages of that are full', async () => {
      const audit = await open()
      const { id } = aPlan()
      const shown = { id, shownToHolder: true }
      const looks = [0, 1, 2, 3, 4].map((second) =>
        anEntry(
          { at: 1_793_500_000 + second, actor: { organisation: second % 2 === 0 ? 'carrier' : 'customs' } },
          second % 2 === 0 ? shown : { id, shownToHolder: false },
        ),
      )
      for (const entry of [...looks, anEntry({}, { ...shown, id: aPlan().id })]) await audit.record(entry)

      expect(await audit.ofCertificate(id, { limit: 9 })).toEqual({ items: eventsOf(...looks.toReversed()) })
      const page = await audit.shownToHolder(id, { limit: 2 })
      expect(page.items).toEqual(eventsOf(looks[4]!, looks[2]!))
      expect(await audit.shownToHolder(id, { limit: 1, after: page.next })).toEqual({ items: eventsOf(looks[0]!) })
      expect(await audit.ofOrganisation('customs', { limit: 9 })).toEqual({ items: eventsOf(looks[3]!, looks[1]!) })
    })

    it.each(['#', '', 'A'.repeat(5000)])('tells nothing of what cannot be an id: %#', async (name) => {
      const audit = await open()
      const asked = { limit: 9 }
      expect([
        await audit.ofOrganisation(name, asked),
        await audit.ofCertificate(name, asked),
        await audit.shownToHolder(name, asked),
      ]).toEqual([{ items: [] }, { items: [] }, { items: [] }])
    })
  })
}
