import { describe, expect, it } from 'vitest'
import type { Bucket } from '#domain/access/limits.ts'
import type { Clock } from '#ports/clock.ts'
import type { Limits } from '#ports/limits.ts'
import { aClock } from '#test/builders/a-registry.ts'
import { aMoment } from '#test/builders/a-world.ts'

const bucket: Bucket = { kind: 'network', name: '192.0.2.0/24', capacity: 10, perSecond: 2 }

/** What `ports/limits.ts` promises; `open` gives as many doors to one empty store as asked for. */
export function limitsContract(open: (clock: Clock, doors: number) => Promise<readonly Limits[]>) {
  describe('limits', () => {
    const one = async (clock: Clock) => (await open(clock, 1))[0]!

    it('give what a bucket holds, then say when to come back', async () => {
      const clock = aClock()
      const limits = await one(clock)
      const answers = []
      for (let call = 0; call < 6; call++) answers.push(await limits.take(bucket, 2))

      const given = { tokens: 2 }
      expect(answers).toEqual([given, given, given, given, given, { tokens: 0, retryAfter: 1 }])
      clock.set(aMoment + 1)
      expect(await limits.take(bucket, 2)).toEqual(given)
      expect(await limits.take(bucket, 1)).toEqual({ tokens: 0, retryAfter: 1 })
      clock.set(aMoment + 100)
      expect(await limits.take(bucket, 10)).toEqual({ tokens: 10 })
      expect(await limits.take(bucket, 6)).toEqual({ tokens: 0, retryAfter: 3 })
    })

    it('keep buckets apart, by name and by kind', async () => {
      const limits = await one(aClock())
      expect(await limits.take(bucket, 10)).toEqual({ tokens: 10 })
      expect(await limits.take({ ...bucket, name: '198.51.100.0/24' }, 10)).toEqual({ tokens: 10 })
      expect(await limits.take({ ...bucket, kind: 'organisation' }, 10)).toEqual({ tokens: 10 })
      expect(await limits.take(bucket, 1)).toEqual({ tokens: 0, retryAfter: 1 })
    })

    it('never give more together than the bucket holds, however many ask at once, in however many processes', async () => {
      const doors = await open(aClock(), 4)
      const answers = await Promise.all(Array.from({ length: 40 }, (_, call) => doors[call % 4]!.take(bucket, 1)))
      expect(answers.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(10)
    })
  })
}
