import { describe, expect, it } from 'vitest'
import type { LogHead, LogStore } from '#ports/log-store.ts'

const root = (nth: number) => `${String(nth).padStart(42, 'r')}A`
const staged = (nth: number, name = 'd'): LogHead => ({
  step: 'staged',
  size: nth,
  root: root(nth),
  stage: { size: nth - 1, digest: `${name.repeat(42)}A` },
})
const signed = (nth: number): LogHead =>
  ({ ...staged(nth), step: 'signed', checkpoint: `checkpoint ${nth}` }) as LogHead
const published = (nth: number): LogHead => ({
  step: 'published',
  size: nth,
  root: root(nth),
  checkpoint: `checkpoint ${nth}`,
})

/** What `ports/log-store.ts` promises; `open` gives an empty store. */
export function logStoreContract(open: () => Promise<LogStore>) {
  describe('the store of the log', () => {
    it('moves the head from step to step', async () => {
      const store = await open()
      expect(await store.head()).toBeUndefined()
      const moves = [undefined, staged(1), signed(1), published(1), staged(2)]
      for (const [at, after] of moves.entries()) {
        if (after === undefined) continue
        expect(await store.replaceHead(moves[at - 1], after)).toBe(true)
        expect(await store.head()).toEqual(after)
      }
    })

    it('refuses a move from anywhere else, and says of one that stands already that it stands', async () => {
      const store = await open()
      await store.replaceHead(undefined, staged(1))
      for (const before of [undefined, staged(2), signed(1), { ...staged(1), root: root(9) }])
        expect(await store.replaceHead(before, staged(3))).toBe(false)
      expect(await store.replaceHead(undefined, staged(1))).toBe(true)
      expect(await store.replaceHead(undefined, staged(1, 'e'))).toBe(false)
      expect(await store.head()).toEqual(staged(1))
    })

    it('lets one of many at once move it', async () => {
      const store = await open()
      const wanted = Array.from({ length: 10 }, (_, nth) => ({ ...staged(1), root: root(nth) }))
      const moved = await Promise.all(wanted.map((after) => store.replaceHead(undefined, after)))
      expect(moved.filter(Boolean)).toHaveLength(1)
      expect(await store.head()).toEqual(wanted[moved.indexOf(true)])
    })

    it('keeps what is staged, until the tree is larger', async () => {
      const store = await open()
      const name = (size: number, digit: string) => ({ size, digest: `${digit.repeat(42)}A` })
      const names = [name(0, 'a'), name(9, 'a'), name(9, 'b'), name(10, 'a'), name(100, 'a')]
      const bytes = (nth: number) => new Uint8Array(1000).fill(nth)
      for (const [nth, each] of names.entries()) await store.stage(each, bytes(nth))
      await store.stage(names[1]!, bytes(1))
      const held = () => Promise.all(names.map((each) => store.staged(each)))
      expect(await held()).toEqual(names.map((_, nth) => bytes(nth)))
      expect(await store.staged(name(9, 'c'))).toBeUndefined()

      await store.unstage(10)
      expect(await held()).toEqual([undefined, undefined, undefined, bytes(3), bytes(4)])
      await store.unstage(10)
      expect(await store.staged(names[3]!)).toEqual(bytes(3))
    })
  })
}
