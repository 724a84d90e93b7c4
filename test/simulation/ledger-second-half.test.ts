import { expect, it } from 'vitest'
import { lives, liveThroughAll, only } from './ledger-life.ts'

// A file of its own, for the second processor core.
it.skipIf(only !== undefined)(
  `a ledger keeps its word and its balance in ${lives / 2} more lives`,
  async () => {
    expect(await liveThroughAll(lives / 2 + 1, lives)).toEqual([])
  },
  3_600_000,
)
