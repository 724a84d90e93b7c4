import { describe, expect, it } from 'vitest'
import { dynamoLimits } from '#adapters/dynamodb/limits.ts'
import { openTable } from '#adapters/dynamodb/table.ts'
import type { Bucket } from '#domain/access/limits.ts'
import { aClock } from '#test/builders/a-registry.ts'
import { aTable, aTableAddress, everythingIn } from '#test/builders/a-table.ts'
import { aMoment } from '#test/builders/a-world.ts'
import { limitsContract } from '#test/contracts/limits.ts'

limitsContract(async (clock, doors) => {
  const address = await aTableAddress()
  return Array.from({ length: doors }, () => dynamoLimits(openTable(address), clock))
})

const bucket: Bucket = { kind: 'network', name: '192.0.2.0/24', capacity: 10, perSecond: 2 }

describe('limits in DynamoDB', () => {
  it('give a batch, and what is left of one', async () => {
    const limits = dynamoLimits(await aTable(), aClock())
    expect(await limits.take(bucket, 1, 7)).toEqual({ tokens: 7 })
    expect(await limits.take(bucket, 1, 7)).toEqual({ tokens: 3 })
    expect(await limits.take(bucket, 1, 7)).toEqual({ tokens: 0, retryAfter: 1 })
  })

  it('are one number for each bucket, that ends by itself', async () => {
    const table = await aTable()
    const limits = dynamoLimits(table, aClock())
    await limits.take(bucket, 3)
    await limits.take(bucket, 1)
    expect(await everythingIn(table)).toEqual([
      { PK: 'BUCKET#network#192.0.2.0/24', SK: 'BUCKET', fullAt: (aMoment + 2) * 1000, expiresAt: aMoment + 5 + 60 },
    ])
  })

  it('say when their store cannot be reached, soon', async () => {
    const limits = dynamoLimits(openTable({ name: 'none', endpoint: 'http://127.0.0.1:9' }), aClock())
    const start = performance.now()
    await expect(limits.take(bucket, 1)).rejects.toMatchObject({ code: 'store-unavailable' })
    expect(performance.now() - start).toBeLessThan(2_000)
  })
})
