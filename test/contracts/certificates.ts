import { describe, expect, it } from 'vitest'
import type { Certificates } from '#ports/certificates.ts'
import type { Issuances } from '#ports/issuances.ts'
import { aCertificateFor, aChangeFor, aLeafFor, aPlan } from '#test/builders/a-plan.ts'

/** What `ports/certificates.ts` promises; `open` gives an empty store. */
export function certificatesContract(open: () => Promise<{ certificates: Certificates; issuances: Issuances }>) {
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
