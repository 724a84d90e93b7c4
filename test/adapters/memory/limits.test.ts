import { describe, expect, it } from 'vitest'
import { dynamoLimits } from '#adapters/dynamodb/limits.ts'
import { batchedLimits } from '#adapters/memory/limits.ts'
import { openTable } from '#adapters/dynamodb/table.ts'
import type { Bucket } from '#domain/access/limits.ts'
import { RegistryError } from '#domain/errors.ts'
import type { Limits } from '#ports/limits.ts'
import { aClock } from '#test/builders/a-registry.ts'
import { aTable, aTableAddress } from '#test/builders/a-table.ts'
import { aMoment } from '#test/builders/a-world.ts'
import { limitsContract } from '#test/contracts/limits.ts'

limitsContract(async (clock, doors) => {
  const address = await aTableAddress()
  return Array.from({ length: doors }, () => batchedLimits(dynamoLimits(openTable(address), clock), clock))
})

const bucket: Bucket = { kind: 'organisation', name: 'a-bank', capacity: 400, perSecond: 40 }

function counting(limits: Limits) {
  const asked: number[] = []
  const counted: Limits = {
    take: (...call) => {
      asked.push(call[2] ?? call[1])
      return limits.take(...call)
    },
  }
  return { asked, counted }
}

describe('limits in batches', () => {
  it('ask the store seldom, and for more the busier a caller is', async () => {
    const clock = aClock()
    const { asked, counted } = counting(dynamoLimits(await aTable(), clock))
    const limits = batchedLimits(counted, clock)
    for (let call = 0; call < 100; call++) expect(await limits.take(bucket, 1)).toEqual({ tokens: 1 })
    expect(asked).toEqual([1, 2, 4, 8, 16, 32, 40])

    clock.set(aMoment + 60)
    await limits.take(bucket, 1)
    expect(asked.at(-1)).toBe(1)
  })

  it('ask once for all who call at the same time, and answer each', async () => {
    const clock = aClock()
    const { asked, counted } = counting(dynamoLimits(await aTable(), clock))
    const limits = batchedLimits(counted, clock)
    const answers = await Promise.all(Array.from({ length: 500 }, () => limits.take(bucket, 1)))
    expect(answers.filter(({ tokens }) => tokens === 1)).toHaveLength(400)
    expect(asked.length).toBeLessThan(20)
  })

  it('ask nothing more for who was refused, until the refusal ends', async () => {
    const clock = aClock()
    const { asked, counted } = counting(dynamoLimits(await aTable(), clock))
    const limits = batchedLimits(counted, clock)
    await limits.take(bucket, 400)
    expect(await limits.take(bucket, 5)).toEqual({ tokens: 0, retryAfter: 1 })
    for (let call = 0; call < 1_000; call++) await limits.take(bucket, 5)
    expect(asked).toHaveLength(2)

    clock.set(aMoment + 1)
    expect(await limits.take(bucket, 5)).toEqual({ tokens: 5 })
  })

  it('let a tenth through by themselves while the store cannot be reached, and ask it again after a while', async () => {
    const clock = aClock()
    let reachable = false
    const store = dynamoLimits(await aTable(), clock)
    const { asked, counted } = counting({
      take: (...call) =>
        reachable ? store.take(...call) : Promise.reject(new RegistryError('store-unavailable', 'down')),
    })
    const limits = batchedLimits(counted, clock)
    const answers = []
    for (let call = 0; call < 100; call++) answers.push(await limits.take(bucket, 1))
    expect(answers.filter(({ tokens }) => tokens === 1)).toHaveLength(40)
    expect(answers.at(-1)).toEqual({ tokens: 0, retryAfter: 1 })
    expect(asked).toHaveLength(1)

    reachable = true
    clock.set(aMoment + 6)
    expect(await limits.take(bucket, 1)).toEqual({ tokens: 1 })
    expect(asked).toHaveLength(2)
  })
})
