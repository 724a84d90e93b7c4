import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BucketSize, fullAfter, secondsUntil, tokensIn } from '#domain/access/token-bucket.ts'

const size: BucketSize = { capacity: 10, perSecond: 2 }
const now = 1_794_268_800_000

describe('a token bucket', () => {
  it('is full when nobody has touched it, and at most full after any time', () => {
    expect([tokensIn(size, 0, now), tokensIn(size, now, now), tokensIn(size, now, now + 1e9)]).toEqual([10, 10, 10])
  })

  it('loses what is taken, and gets it back as time goes', () => {
    const fullAt = fullAfter(size, 0, now, 10)
    expect(fullAt).toBe(now + 5_000)
    expect([0, 499, 500, 4_999, 5_000].map((later) => tokensIn(size, fullAt, now + later))).toEqual([0, 0, 1, 9, 10])
  })

  it('says in how many seconds it will hold so many, never in none', () => {
    const fullAt = fullAfter(size, 0, now, 10)
    expect([1, 2, 3, 10].map((tokens) => secondsUntil(size, fullAt, now, tokens))).toEqual([1, 1, 2, 5])
    expect(secondsUntil(size, 0, now, 1)).toBe(1)
  })

  it('never lets more through than it held and what flowed in, whatever is asked when', () => {
    const sizes = fc.record({ capacity: fc.integer({ min: 5, max: 50 }), perSecond: fc.constantFrom(1, 2, 5, 10, 50) })
    const asked = fc.array(fc.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 5 })), {
      maxLength: 200,
    })
    fc.assert(
      fc.property(sizes, asked, (any, calls) => {
        let [fullAt, time, passed] = [0, now, 0]
        for (const [pause, tokens] of calls) {
          time += pause
          if (tokensIn(any, fullAt, time) < tokens) {
            // What it promises for later is true.
            const later = time + secondsUntil(any, fullAt, time, tokens) * 1000
            expect(tokensIn(any, fullAt, later)).toBeGreaterThanOrEqual(tokens)
            continue
          }
          fullAt = fullAfter(any, fullAt, time, tokens)
          passed += tokens
        }
        expect(passed).toBeLessThanOrEqual(any.capacity + ((time - now) * any.perSecond) / 1000)
      }),
    )
  })
})
