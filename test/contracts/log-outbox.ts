import { describe, expect, it } from 'vitest'
import type { LogOutbox } from '#ports/log-outbox.ts'
import type { OutboxLeaf } from '#ports/outbox-leaf.ts'
import { aLeaf } from '#test/builders/a-memory-log.ts'

export interface OpenOutbox {
  readonly outbox: LogOutbox
  readonly put: (leaf: OutboxLeaf) => Promise<void>
}

/** What `ports/log-outbox.ts` promises; `open` gives an empty outbox. */
export function logOutboxContract(open: () => Promise<OpenOutbox>) {
  const many = Array.from({ length: 250 }, (_, nth) => aLeaf(nth))

  describe('the outbox of the log', () => {
    it('hands out what waits, oldest first', async () => {
      const { outbox, put } = await open()
      expect(await outbox.waiting(10)).toEqual([])
      for (const leaf of many) await put(leaf)
      expect(await outbox.waiting(1_000)).toEqual(many)
      expect(await outbox.waiting(7)).toEqual(many.slice(0, 7))
    })

    it('remembers the place of each, and hands it out no more', async () => {
      const { outbox, put } = await open()
      for (const leaf of many) await put(leaf)
      const placed = many.slice(0, 230).map((leaf, index) => ({ leaf, index }))
      await outbox.settle(placed)
      await outbox.settle(placed)
      await outbox.settle([])
      expect(await outbox.waiting(1_000)).toEqual(many.slice(230))
      const known = await outbox.places([...many, many[0]!].map(({ id }) => id))
      expect([...known].toSorted(([, a], [, b]) => a - b)).toEqual(placed.map(({ leaf, index }) => [leaf.id, index]))
      expect(await outbox.places([])).toEqual(new Map())
    })

    it('gives no leaf a second place', async () => {
      const { outbox, put } = await open()
      await put(aLeaf(1))
      await outbox.settle([{ leaf: aLeaf(1), index: 4 }])
      await expect(outbox.settle([{ leaf: aLeaf(1), index: 5 }])).rejects.toThrow('event.1 has another place')
      expect(await outbox.places(['event.1'])).toEqual(new Map([['event.1', 4]]))
    })

    it('takes out what was delivered again', async () => {
      const { outbox, put } = await open()
      const again = { ...aLeaf(1), at: aLeaf(1).at + 60 }
      await put(aLeaf(1))
      await put(again)
      await outbox.settle([{ leaf: aLeaf(1), index: 0 }])
      expect(await outbox.waiting(10)).toEqual([again])
      await outbox.settle([{ leaf: again, index: 0 }])
      expect(await outbox.waiting(10)).toEqual([])
    })
  })
}
