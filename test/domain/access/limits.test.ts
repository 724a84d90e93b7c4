import { aMember } from '#test/builders/a-member.ts'
import { describe, expect, it } from 'vitest'
import { bucketsOf, bucketSizes, requireTokens } from '#domain/access/limits.ts'
import { networkOf } from '#domain/access/network.ts'
import { operations } from '#schemas/operations.ts'
import { policies } from '#schemas/policy.ts'
import { anonymous } from '#schemas/principal.ts'

describe('the network of an address', () => {
  it.each([
    ['192.0.2.77', '192.0.2.0/24'],
    ['::ffff:192.0.2.77', '192.0.2.0/24'],
    ['2001:db8:85a3::8a2e:370:7334', '2001:db8:85a3::/48'],
    ['2001:0DB8:85A3:0001:0000:8a2e:0370:7334', '2001:db8:85a3::/48'],
    ['2001:db8::1', '2001:db8:0::/48'],
    ['1::2:3:4:5:6:7', '1:0:2::/48'],
    ['::1', '0:0:0::/48'],
  ])('%s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })

  it.each([
    '',
    'localhost',
    '192.0.2.77:443',
    '1:2:3',
    '1::2::3',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    'fe80::1%eth0',
    '12345::',
    '#',
    '192.0.2.1#x',
  ])('%j is that of all that cannot be read', (address) => {
    expect(networkOf(address)).toBe('unknown')
  })
})

describe('the buckets of a call', () => {
  const machine = { kind: 'machine', organisation: 'a-bank', roles: ['bank'], kid: 'k' } as const
  const person = aMember('a-bank', 'bank', 'p')
  const names = (...call: Parameters<typeof bucketsOf>) => bucketsOf(...call).map(({ kind, name }) => `${kind} ${name}`)

  it('are that of the network for who says nothing, and else those of caller and organisation', () => {
    expect(names(anonymous, '192.0.2.1')).toEqual(['network 192.0.2.0/24'])
    expect(names(machine, '192.0.2.1')).toEqual(['principal a-bank/k', 'organisation a-bank'])
    expect(names(person, '192.0.2.1')).toEqual(['principal a-bank/p', 'organisation a-bank'])
  })

  it('hold what any operation costs', () => {
    const costs = Object.values(policies).map(({ cost }) => cost)
    expect(costs).toHaveLength(Object.keys(operations).length)
    for (const { capacity } of Object.values(bucketSizes)) expect(capacity).toBeGreaterThan(Math.max(...costs))
  })

  it('must all have the tokens; the longest wait is told', async () => {
    const waits: Record<string, number> = { 'a-bank/k': 2, 'a-bank': 7 }
    const buckets = bucketsOf(machine, '')
    await expect(
      requireTokens({ take: async ({ name }) => ({ tokens: 0, retryAfter: waits[name]! }) }, buckets, 1),
    ).rejects.toMatchObject({ code: 'too-many-requests', retryAfter: 7 })
    expect(await requireTokens({ take: async () => ({ tokens: 1 }) }, buckets, 1)).toBeUndefined()
  })
})
