import { describe, expect, it } from 'vitest'
import type { Partners } from '#ports/partners.ts'
import { aTrustedRegistry } from '#test/builders/a-trust-list.ts'

/** What `ports/partners.ts` promises; `open` gives an empty store. */
export function partnersContract(open: () => Promise<Partners>) {
  describe('partners', () => {
    it('are listed by issuer, with every field, as they were last put', async () => {
      const partners = await open()
      expect(await partners.list()).toEqual([])
      const b = await aTrustedRegistry({ issuer: 'https://b.example' })
      const a = await aTrustedRegistry({ issuer: 'https://a.example:8443' })
      await partners.put(b)
      await partners.put(a)
      await partners.put({ ...b, name: 'Another name' })

      expect(await partners.list()).toEqual([a, { ...b, name: 'Another name' }])
    })

    it('are gone once removed, and removing is safe to repeat', async () => {
      const partners = await open()
      const partner = await aTrustedRegistry()
      await partners.put(partner)
      await partners.remove(partner.issuer)
      await partners.remove(partner.issuer)

      expect(await partners.list()).toEqual([])
    })
  })
}
