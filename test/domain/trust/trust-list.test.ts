import { beforeAll, describe, expect, it } from 'vitest'
import { trustListTyp } from '#schemas/trust-list.ts'
import { readTrustList } from '#domain/trust/trust-list.ts'
import { aKeyOf, aTrustedRegistry, aTrustListPublisher } from '#test/builders/a-trust-list.ts'
import { aJws, aKeyPair, aMoment, issuer } from '#test/builders/a-world.ts'

let publisher: Awaited<ReturnType<typeof aTrustListPublisher>>
beforeAll(async () => {
  publisher = await aTrustListPublisher()
})

describe('a trust list', () => {
  it('gives its registries, its edition and its time', async () => {
    const [own, other] = publisher.registries
    const read = await readTrustList(await publisher.token(), [publisher.anchor], aMoment + 60)
    const asEvidence = ({ issuer: of, keys, name, verifierOrigins }: NonNullable<typeof own>) => ({
      issuer: of,
      name,
      verifierOrigins,
      keys,
      asOf: aMoment,
    })
    expect(read).toEqual({
      issuer,
      version: 1,
      digest: await publisher.digestOf(),
      registries: [asEvidence(own!), asEvidence(other!)],
      issuedAt: aMoment,
      expiresAt: aMoment + 30 * 86_400,
    })
  })

  it('is good up to the second in which it expires', async () => {
    const token = await publisher.token()
    const at = (now: number) => readTrustList(token, [publisher.anchor], now)
    await expect(at(aMoment + 30 * 86_400)).resolves.toMatchObject({ version: 1 })
    await expect(at(aMoment + 30 * 86_400 + 1)).rejects.toMatchObject({ code: 'trust-list-expired' })
  })

  const refused: [string, string, () => Promise<string>][] = [
    ['of another type', 'typ-not-allowed', () => aJws(publisher.pair, 'statuslist+jwt', publisher.payload())],
    ['without a signature', 'segments', async () => (await publisher.token()).split('.').slice(0, 2).join('.')],
    ['padded', 'encoding-invalid', async () => `${await publisher.token()}=`],
    ['too large', 'too-large', async () => `${await publisher.token()}${'A'.repeat(200_000)}`],
    [
      'by a key that is no anchor',
      'kid-unknown',
      async () => aJws(await aKeyPair(), trustListTyp, publisher.payload()),
    ],
    [
      'with the name of an anchor, by another key',
      'signature-invalid',
      async () => {
        const header = { alg: 'ES256', kid: publisher.pair.kid, typ: trustListTyp }
        return aJws(await aKeyPair(), trustListTyp, publisher.payload(), header)
      },
    ],
    [
      'with a further header member',
      'header-invalid',
      () => {
        const header = { alg: 'ES256', jku: 'https://evil.example', kid: publisher.pair.kid, typ: trustListTyp }
        return aJws(publisher.pair, trustListTyp, publisher.payload(), header)
      },
    ],
    [
      'with a member that is not known',
      'trust-list-invalid',
      () => aJws(publisher.pair, trustListTyp, { ...publisher.payload(), more: 1 }),
    ],
    ['of an issuer that it does not name', 'issuer-key-mismatch', () => publisher.token({ iss: 'https://c.example' })],
    [
      'that does not name the key it is signed with',
      'issuer-key-mismatch',
      () => publisher.token({ registries: publisher.registries.slice(1) }),
    ],
    [
      'that names a registry twice',
      'trust-list-invalid',
      async () => publisher.token({ registries: [...publisher.registries, await aTrustedRegistry()] }),
    ],
    [
      'that gives one key to two registries',
      'trust-list-invalid',
      async () => {
        const [own, other] = publisher.registries
        const copycat = await aTrustedRegistry({ issuer: 'https://copycat.example', keys: other!.keys })
        return publisher.token({ registries: [own!, other!, copycat] })
      },
    ],
    [
      'that gives a key the name of another',
      'trust-list-invalid',
      async () => {
        const [one, two] = [await aKeyOf('credential'), await aKeyOf('credential')]
        const renamed = await aTrustedRegistry({ keys: [{ ...one.key, kid: two.key.kid }] })
        return publisher.token({ registries: [publisher.registries[0]!, renamed] })
      },
    ],
    ['that is first and has one before', 'trust-list-invalid', () => publisher.token({ previous: 'A'.repeat(43) })],
    ['that is second and has none before', 'trust-list-invalid', () => publisher.token({ version: 2 })],
    ['that expires before it was made', 'trust-list-invalid', () => publisher.token({ exp: aMoment - 1 })],
  ]

  it.each(refused)('%s is refused: %s', async (_, code, token) => {
    await expect(readTrustList(await token(), [publisher.anchor], aMoment)).rejects.toMatchObject({
      name: 'TrustListFailure',
      code,
    })
  })

  it.each([
    ['for another use', 'key-use-not-allowed', { use: 'status' }],
    ['that is compromised', 'key-revoked', { state: 'compromised', compromisedSince: aMoment + 5 }],
    ['after its window', 'key-expired', { notAfter: aMoment - 1 }],
    ['before its window', 'key-expired', { notBefore: aMoment + 1 }],
  ] as const)('signed by a key %s is refused: %s', async (_, code, over) => {
    const { token, anchor } = await aTrustListPublisher((own) => ({ ...own, ...over }))
    await expect(readTrustList(await token(), [anchor], aMoment)).rejects.toMatchObject({ code })
  })

  it('with any single bit of its text changed is refused', async () => {
    const token = await publisher.token()
    const step = process.env.SLOW === '1' ? 1 : 97
    for (let at = 0; at < token.length * 7; at += step) {
      const index = Math.floor(at / 7)
      const flipped = String.fromCharCode(token.charCodeAt(index) ^ (1 << (at % 7)))
      const changed = token.slice(0, index) + flipped + token.slice(index + 1)
      await expect(readTrustList(changed, [publisher.anchor], aMoment)).rejects.toHaveProperty(
        'name',
        'TrustListFailure',
      )
    }
  })
})

describe('the newest edition seen', () => {
  const previous = 'A'.repeat(43)
  const read = async (version: number, newest: { version: number; digest: string }) =>
    readTrustList(await publisher.token({ version, previous }), [publisher.anchor], aMoment, newest)

  it('is followed by the one that names its hash, and by later ones', async () => {
    await expect(read(5, { version: 4, digest: previous })).resolves.toMatchObject({ version: 5 })
    await expect(read(9, { version: 4, digest: 'B'.repeat(42) + 'A' })).resolves.toMatchObject({ version: 9 })
  })

  it('may be read again', async () => {
    const digest = await publisher.digestOf({ version: 5, previous })
    await expect(read(5, { version: 5, digest })).resolves.toMatchObject({ version: 5, digest })
  })

  it.each([
    ['an older one', 3, 'trust-list-rolled-back'],
    ['another one of the same number', 4, 'trust-list-forked'],
    ['a next one that follows another', 5, 'trust-list-chain-broken'],
  ])('refuses %s', async (_, version, code) => {
    await expect(read(version, { version: 4, digest: 'B'.repeat(42) + 'A' })).rejects.toMatchObject({ code })
  })
})
