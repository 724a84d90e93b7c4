import { describe, expect, it } from 'vitest'
import { fromUtf8 } from '#domain/bytes.ts'
import { readTrustList } from '#domain/trust/trust-list.ts'
import { dynamoPartners } from '#adapters/dynamodb/partners.ts'
import { dynamoTrustLists } from '#adapters/dynamodb/trust-lists.ts'
import { getTrustList } from '#use-cases/get-trust-list.ts'
import { publishKeys } from '#use-cases/publish-keys.ts'
import { publishTrustList } from '#use-cases/publish-trust-list.ts'
import { aRegistry } from '#test/builders/a-registry.ts'
import { everythingIn } from '#test/builders/a-table.ts'
import { aTrustedRegistry } from '#test/builders/a-trust-list.ts'
import { aKeyPair, aMoment, issuer } from '#test/builders/a-world.ts'

const day = 86_400

async function aTrustingRegistry() {
  const registry = await aRegistry()
  const trustLists = dynamoTrustLists(registry.table)
  const partners = dynamoPartners(registry.table)
  const needs = {
    ...registry.ports,
    trustLists,
    partners,
    registry: { ...registry.ports.registry, country: 'VN' },
  }
  const get = getTrustList({ trustLists })
  const read = async (newest?: { version: number; digest: string }) => {
    const { mediaType, body } = await get()
    expect(mediaType).toBe('application/jwt')
    const anchors = [registry.signingKeys['trust-list'].jwk]
    return readTrustList(fromUtf8(body), anchors, registry.clock.now(), newest)
  }
  return { registry, trustLists, partners, needs, get, read, publish: publishTrustList(needs) }
}

describe('the trust list', () => {
  it('is not there before it was published', async () => {
    const { get } = await aTrustingRegistry()
    await expect(get()).rejects.toMatchObject({ code: 'not-published' })
  })

  it('names this registry first, then its partners, and is read by the key that the registry publishes', async () => {
    const { partners, publish, read } = await aTrustingRegistry()
    const partner = await aTrustedRegistry()
    await partners.put(partner)

    expect(await publish()).toEqual({ published: 1 })
    expect(await read()).toMatchObject({
      issuer,
      version: 1,
      issuedAt: aMoment,
      expiresAt: aMoment + 30 * day,
      registries: [
        { issuer, name: 'Registry of tests' },
        { issuer: partner.issuer, keys: partner.keys },
      ],
    })
  })

  it('has a new edition when it changes or is a day old, each with the hash of the one before', async () => {
    const { registry, needs, partners, publish, read } = await aTrustingRegistry()
    await publish()
    const first = await read()
    expect(await publish()).toEqual({ published: 0 })

    await partners.put(await aTrustedRegistry())
    expect(await publish()).toEqual({ published: 1 })
    const second = await read(first)
    expect(second.version).toBe(2)

    registry.clock.set(aMoment + day - 1)
    expect(await publish()).toEqual({ published: 0 })
    registry.clock.set(aMoment + day)
    expect(await publish()).toEqual({ published: 1 })
    const third = await read(second)
    expect(third.version).toBe(3)

    registry.signingKeys.qr = await aKeyPair()
    await publishKeys(needs)()
    expect(await publish()).toEqual({ published: 1 })
    expect((await read(third)).version).toBe(4)
  })

  it('is published once by many publishers, with one leaf for each edition', async () => {
    const { registry, publish, read } = await aTrustingRegistry()
    const published = await Promise.all(Array.from({ length: 8 }, publish))

    expect(published.filter((each) => each.published === 1)).toHaveLength(1)
    expect((await read()).version).toBe(1)
    const leaves = (await everythingIn(registry.table)).filter((item) => String(item.PK).startsWith('OUTBOX#'))
    expect(leaves).toEqual([
      expect.objectContaining({
        id: 'trust-list.1',
        bytes: expect.stringMatching(
          /^\{"digest":"[\w-]{43}","edition":1,"event":"trust-list-published","version":1\}$/,
        ),
      }),
    ])
  })

  it('is not signed with a key that is not published or that somebody else holds', async () => {
    const { registry, needs, publish, get } = await aTrustingRegistry()
    await needs.keys.compromise(registry.signingKeys['trust-list'].kid, aMoment - 5)
    await expect(publish()).rejects.toMatchObject({ code: 'signer-unavailable' })
    registry.signingKeys['trust-list'] = await aKeyPair()
    await expect(publish()).rejects.toMatchObject({ code: 'signer-unavailable' })
    await expect(get()).rejects.toMatchObject({ code: 'not-published' })
  })
})
