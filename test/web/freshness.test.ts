import { describe, expect, test } from 'vitest'
import { aMoment } from '#test/builders/a-world.ts'
import { freshnessOf } from '#web/verifier/device/freshness.ts'
import { nothingHeld, type HeldData } from '#web/verifier/device/held-data.ts'

const day = 86_400

function held(keysAsOf: number, ...lists: number[]): HeldData {
  return {
    ...nothingHeld,
    registries: [{ issuer: 'https://registry.example', name: 'R', verifierOrigins: [], keys: [], asOf: keysAsOf }],
    lists: lists.map((issuedAt, list) => ({
      list,
      token: '',
      seq: 1,
      issuedAt,
      expiresAt: issuedAt + 7 * day,
      fetchedAt: issuedAt,
    })),
    newestTime: Math.max(...lists),
  }
}

describe('the data of a device', () => {
  test('is as old as the oldest of its lists', () => {
    expect(freshnessOf(held(aMoment - 5, aMoment - 10, aMoment - 700), aMoment)).toEqual({
      keysAsOf: aMoment - 5,
      listsAsOf: aMoment - 700,
      state: 'fresh',
    })
  })

  test.each([
    ['fresh', held(aMoment - day, aMoment - day)],
    ['old', held(aMoment - 5, aMoment - day - 1)],
    ['old', held(aMoment - day - 1, aMoment - 5)],
    ['expired', held(aMoment - 5, aMoment - 7 * day)],
    ['clock-behind', held(aMoment - 5, aMoment + 301)],
    ['fresh', held(aMoment - 5, aMoment + 300)],
  ] as const)('is %s', (state, data) => {
    expect(freshnessOf(data, aMoment).state).toBe(state)
  })

  test('is nothing to rely on where keys or lists are missing', () => {
    expect(freshnessOf(nothingHeld, aMoment)).toEqual({ keysAsOf: undefined, listsAsOf: undefined, state: 'empty' })
    expect(freshnessOf({ ...held(aMoment, aMoment), lists: [] }, aMoment).state).toBe('empty')
  })
})
