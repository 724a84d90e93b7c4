import { describe, expect, it } from 'vitest'
import type { Certificate } from '#schemas/certificate.ts'
import type { Certificates, ListedCertificate } from '#ports/certificates.ts'
import type { Issuances } from '#ports/issuances.ts'
import type { StatusActs } from '#ports/status-acts.ts'
import { aCertificateFor, aChangeFor, aLeafFor, anActOn, aPlan } from '#test/builders/a-plan.ts'

/** What `ports/certificates.ts` promises; `open` gives an empty store. */
export function certificatesContract(
  open: () => Promise<{ certificates: Certificates; issuances: Issuances; statusActs: StatusActs }>,
) {
  describe('certificates', () => {
    it('finds a certificate as it was issued, every field of it', async () => {
      const { certificates, issuances } = await open()
      const plan = aPlan()
      const issued = aCertificateFor(plan)
      await issuances.plan(plan)
      await issuances.finish(plan, issued, aLeafFor(issued), aChangeFor(issued))

      expect(await certificates.find(issued.id)).toEqual(issued)
    })

    it('knows nothing of a certificate that is planned only', async () => {
      const { certificates, issuances } = await open()
      const plan = aPlan()
      await issuances.plan(plan)

      expect(await certificates.find(plan.id)).toBeUndefined()
    })

    it('lists those of an organisation, the newest first, page by page, as they stand now', async () => {
      const { certificates, issuances, statusActs } = await open()
      const issued = []
      for (const [at, organisation] of [
        [1_793_500_000, 'first'],
        [1_793_500_020, 'first'],
        [1_793_500_010, 'second'],
        [1_793_500_010, 'first'],
      ] as const) {
        const plan = aPlan({ organisation, plannedAt: at })
        const certificate = aCertificateFor(plan)
        await issuances.plan(plan)
        await issuances.finish(plan, certificate, aLeafFor(certificate), aChangeFor(certificate))
        issued.push(certificate)
      }
      const act = anActOn(issued[3]!, 'suspended')
      await statusActs.apply(...act)

      const first = await certificates.listOf('first', { limit: 2 })
      expect(first.items).toEqual([issued[1]!, act[1]].map(listedOf))
      const second = await certificates.listOf('first', { limit: 2, after: first.next })
      expect(second).toEqual({ items: [listedOf(issued[0]!)] })
      expect(await certificates.listOf('third', { limit: 2 })).toEqual({ items: [] })
      expect(await certificates.listOf('#', { limit: 2 })).toEqual({ items: [] })
    })

    it.each([
      ['an id that nobody has', aPlan().id],
      ['no id', ''],
      ['a part of a key', '#'],
      ['a long text', 'A'.repeat(5000)],
    ])('finds nothing for %s', async (_, id) => {
      const { certificates } = await open()

      expect(await certificates.find(id)).toBeUndefined()
    })
  })
}

function listedOf(whole: Certificate): ListedCertificate {
  const { id, organisation, status, statusSince, issuedAt, validFrom, validUntil } = whole
  return { id, organisation, status, statusSince, issuedAt, validFrom, validUntil }
}
