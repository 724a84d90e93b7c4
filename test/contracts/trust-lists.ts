import { describe, expect, it } from 'vitest'
import type { TrustLists } from '#ports/trust-lists.ts'
import { aLeafOfEdition, anEdition } from '#test/builders/a-trust-list.ts'

/** What `ports/trust-lists.ts` promises; `open` gives an empty store. */
export function trustListsContract(open: () => Promise<TrustLists>) {
  describe('trust lists', () => {
    it('keep every edition, and know the newest', async () => {
      const lists = await open()
      expect(await lists.newest()).toBeUndefined()
      const editions = await Promise.all([1, 2, 3].map((version) => anEdition(version)))
      for (const edition of editions) expect(await lists.publish(edition, aLeafOfEdition(edition))).toBe(true)

      expect(await lists.newest()).toEqual(editions[2])
      expect(await Promise.all([1, 2, 3, 4].map((version) => lists.edition(version)))).toEqual([...editions, undefined])
    })

    it('take an edition only right after the one that stands', async () => {
      const lists = await open()
      const [first, second, third] = await Promise.all([1, 2, 3].map((version) => anEdition(version)))
      const publish = async (edition = first!) => lists.publish(edition, aLeafOfEdition(edition))
      expect(await publish(second)).toBe(false)
      expect(await publish(first)).toBe(true)
      expect(await publish(third)).toBe(false)
      expect(await publish(await anEdition(1, 'another'))).toBe(false)
      expect(await lists.newest()).toEqual(first)
    })

    it('take one of many that are published at once', async () => {
      const lists = await open()
      const editions = await Promise.all(Array.from({ length: 10 }, (_, nth) => anEdition(1, `nth-${nth}`)))
      const taken = await Promise.all(editions.map((edition) => lists.publish(edition, aLeafOfEdition(edition))))

      expect(taken.filter(Boolean)).toHaveLength(1)
      expect(await lists.newest()).toEqual(editions[taken.indexOf(true)])
    })
  })
}
