import { describe, expect, it } from 'vitest'
import { lives, liveThrough, liveThroughAll, only, type PlantedBug } from './ledger-life.ts'
import type { Part, Request } from './memory-engine.ts'

describe('a ledger whose clients, network and store fail', () => {
  it(`keeps its word and its balance in ${lives / 2} lives`, async () => {
    expect(only === undefined ? await liveThroughAll(1, lives / 2) : await liveThroughAll(only, only)).toEqual([])
  }, 3_600_000)
})

const without =
  (condition: string) =>
  (part: Part): Part => {
    const { Put: put, Update: update } = part
    if (put?.ConditionExpression === condition)
      return { Put: { ...put, ConditionExpression: 'attribute_not_exists(nothing)' } }
    if (update?.ConditionExpression?.includes(condition) === true)
      return { Update: { ...update, ConditionExpression: 'attribute_not_exists(nothing)' } }
    return part
  }
const inTransactions =
  (change: (part: Part) => Part) =>
  (command: string, request: Request): Request =>
    command === 'TransactWriteCommand' ? { ...request, TransactItems: request.TransactItems!.map(change) } : request

const unlessEarlier = (key: Record<string, unknown>) =>
  /^(IDEM|ENTRY)#/.test(String(key['SK'])) ? { PK: 'nothing', SK: 'nothing' } : key

const bugs: PlantedBug[] = [
  {
    name: 'puts acts and drawdowns over those that stand',
    change: inTransactions(without('attribute_not_exists(PK)')),
  },
  { name: 'moves a drawdown whatever became of it', change: inTransactions(without('#version = :version')) },
  { name: 'takes without asking what remains', change: inTransactions(without('#remaining >= :taken')) },
  {
    name: 'never looks whether it was itself that did it',
    change: (command, request) =>
      command === 'TransactGetCommand'
        ? {
            ...request,
            TransactItems: request.TransactItems!.map(({ Get }) => ({ Get: { Key: unlessEarlier(Get!.Key!) } })),
          }
        : command === 'GetCommand'
          ? { ...request, Key: unlessEarlier(request.Key!) }
          : request,
  },
  { name: 'writes one after the other', torn: true },
  {
    name: 'forgets the Idempotency-Key',
    change: inTransactions((part) =>
      String(part.Put?.Item?.['SK']).startsWith('IDEM#') ? { ConditionCheck: { Key: { PK: 'a', SK: 'b' } } } : part,
    ),
  },
]

describe('the simulation', () => {
  it.each(bugs)(
    'notices a store that $name',
    async (bug) => {
      let seed = 1
      while (seed < 500 && (await noticed(seed, bug)) === false) seed += 1
      expect(seed).toBeLessThan(500)
    },
    60_000,
  )

  it('is the same life each time', async () => {
    const [one] = bugs
    const lives = await Promise.allSettled([7, 7].map((seed) => liveThrough(seed, one)))
    expect(lives[1]).toEqual(lives[0])
  })
})

/** A defect counts: the adapters refuse to go on with what cannot be. */
async function noticed(seed: number, bug: PlantedBug): Promise<boolean> {
  try {
    return (await liveThrough(seed, bug)).length > 0
  } catch {
    return true
  }
}
