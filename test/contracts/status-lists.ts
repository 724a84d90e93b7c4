import { describe, expect, it } from 'vitest'
import type { StatusLists } from '#ports/status-lists.ts'
import type { Issuances } from '#ports/issuances.ts'
import { aCertificateFor, aChangeFor, aLeafFor, anEdition, aPlan } from '#test/builders/a-plan.ts'

interface Store {
  statusLists: StatusLists
  /** Writes a change of an entry, by issuing a certificate. */
  issuances: Issuances
}

const list = 27_392

/** What `ports/status-lists.ts` promises; `open` gives an empty store. */
export function statusListsContract(open: () => Promise<Store>) {
  const issue = async ({ issuances }: Store) => {
    const plan = aPlan()
    const certificate = aCertificateFor(plan)
    await issuances.plan(plan)
    await issuances.finish(plan, certificate, aLeafFor(certificate), aChangeFor(certificate))
    return aChangeFor(certificate)
  }

  describe('status lists', () => {
    it('stand as the last edition that followed the one before it', async () => {
      const { statusLists } = await open()
      expect(await statusLists.find(list)).toBeUndefined()
      for (const seq of [1, 2, 3]) expect(await statusLists.publish(...anEdition(list, seq))).toBe(true)
      const [last, leaf] = anEdition(list, 4)

      expect(await statusLists.publish(last, leaf)).toBe(true)
      expect(await statusLists.find(list)).toEqual(last)
      expect(await statusLists.find(list + 1)).toBeUndefined()
    })

    it.each([1, 2, 4, 9])('never go back or skip: edition %i does not follow edition 2', async (seq) => {
      const { statusLists } = await open()
      await statusLists.publish(...anEdition(list, 1))
      const [stands, leaf] = anEdition(list, 2)
      await statusLists.publish(stands, leaf)

      expect(await statusLists.publish(...anEdition(list, seq))).toBe(false)
      expect(await statusLists.find(list)).toEqual(stands)
    })

    it('take one of twenty editions that come at once', async () => {
      const { statusLists } = await open()
      const editions = Array.from({ length: 20 }, () => anEdition(list, 1))
      const stored = await Promise.all(editions.map((each) => statusLists.publish(...each)))

      expect(stored.filter(Boolean)).toHaveLength(1)
      expect(await statusLists.find(list)).toEqual(editions[stored.indexOf(true)]![0])
    })

    it('are known before a position is given, in order', async () => {
      const { statusLists, issuances } = await open()
      expect(await statusLists.all()).toEqual([])
      for (const each of [27_648, 1, 27_392, 27_392]) await issuances.takeStatusIndex(each)

      expect(await statusLists.all()).toEqual([1, 27_392, 27_648])
    })

    it('tell what waits to be published, no more than asked for, until it is settled', async () => {
      const store = await open()
      const changes = [await issue(store), await issue(store), await issue(store)]

      expect(await store.statusLists.pending(list, 10)).toEqual(changes)
      expect(await store.statusLists.pending(list, 2)).toEqual(changes.slice(0, 2))
      expect(await store.statusLists.pending(list + 1, 10)).toEqual([])
      await store.statusLists.settle(changes.slice(1))
      await store.statusLists.settle(changes.slice(1))
      expect(await store.statusLists.pending(list, 10)).toEqual([changes[0]])
    })

    it('do not forget a change that is not the one to be settled', async () => {
      const store = await open()
      const change = await issue(store)
      await store.statusLists.settle([{ ...change, version: change.version + 1 }])

      expect(await store.statusLists.pending(list, 10)).toEqual([change])
    })
  })
}
