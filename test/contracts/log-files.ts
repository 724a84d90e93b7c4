import { describe, expect, it } from 'vitest'
import type { LogFiles } from '#ports/log-files.ts'

/** What `ports/log-files.ts` promises; `open` gives an empty log. */
export function logFilesContract(open: () => Promise<LogFiles>) {
  describe('the files of the log', () => {
    const path = 'tile/0/x001/234.p/5'
    const bytes = Uint8Array.from({ length: 8192 }, (_, at) => at % 256)

    it('are read as they were published, once or twice', async () => {
      const files = await open()
      expect(await files.read(path)).toBeUndefined()
      await files.publish({ path, bytes })
      await files.publish({ path, bytes })
      expect(await files.read(path)).toEqual(bytes)
      expect(await files.read('tile/0/x001/234')).toBeUndefined()
    })

    it('never say something else', async () => {
      const files = await open()
      await files.publish({ path, bytes })
      for (const other of [bytes.with(3, 9), bytes.subarray(1), new Uint8Array()])
        await expect(files.publish({ path, bytes: other as typeof bytes })).rejects.toThrow(path)
      expect(await files.read(path)).toEqual(bytes)
    })

    it('lose the partial ones of a full one, and no others', async () => {
      const files = await open()
      const paths = ['tile/0/001.p/5', 'tile/0/001.p/255', 'tile/0/001', 'tile/0/x001/001.p/5', 'tile/1/001.p/5']
      for (const each of paths) await files.publish({ path: each, bytes })
      await files.prune('tile/0/001')
      await files.prune('tile/0/001')
      await files.prune('tile/0/002')
      const left = await Promise.all(paths.map(async (each) => (await files.read(each)) !== undefined))
      expect(left).toEqual([false, false, true, true, true])
    })

    it('have the checkpoint of the largest tree, and of that the latest', async () => {
      const files = await open()
      expect(await files.checkpoint()).toBeUndefined()
      for (const [size, note, stands] of [
        [5, 'five', 'five'],
        [4, 'four', 'five'],
        [5, 'five, witnessed', 'five, witnessed'],
        [10, 'ten', 'ten'],
        [9, 'nine', 'ten'],
      ] as const) {
        await files.publishCheckpoint(size, note)
        expect(await files.checkpoint()).toBe(stands)
      }
    })

    it('have the largest of many that are published at once', async () => {
      const files = await open()
      const sizes = [3, 9, 1, 7, 5, 8, 2, 6, 4]
      await Promise.all(sizes.map((size) => files.publishCheckpoint(size, `of ${size}`)))
      expect(await files.checkpoint()).toBe('of 9')
    })
  })
}
