import { beforeEach, describe, expect, it } from 'vitest'
import type { IssuedCertificate } from '#schemas/operations.ts'
import type { TrustedRegistry } from '#schemas/trust-list.ts'
import type { PartnerRegistries } from '#ports/partner-registries.ts'
import { RegistryError } from '#domain/errors.ts'
import { aRegistry, type RegistryUnderTest } from '#test/builders/a-registry.ts'

const ofB = { issuer: 'https://registry.b.example', verifierOrigin: 'https://verify.b.example' }
const ofC = { issuer: 'https://registry.c.example', verifierOrigin: 'https://verify.c.example' }

async function asTrusted({ ports }: RegistryUnderTest): Promise<TrustedRegistry> {
  return { country: 'DE', ...ports.registry, keys: await ports.keys.list() }
}

/** A trusts B and not C; `network` is how A reaches others. */
let a: RegistryUnderTest
let b: RegistryUnderTest
let c: RegistryUnderTest
let issued: IssuedCertificate
let network: PartnerRegistries['evidence']
let asked: string[]

beforeEach(async () => {
  ;[b, c] = await Promise.all([aRegistry({ as: ofB }), aRegistry({ as: ofC })])
  const partner = await asTrusted(b)
  asked = []
  network = async (_, presented) => b.gather(presented)
  const registries: PartnerRegistries = {
    evidence: (issuer, presented) => {
      asked.push(issuer)
      return network(issuer, presented)
    },
  }
  a = await aRegistry({ trusted: { partners: { list: async () => [partner] }, registries } })
  issued = await b.issue(await b.request())
})

const codeOf = async (registry: RegistryUnderTest, presented: Parameters<RegistryUnderTest['verify']>[0]) => {
  const { verdict, checks } = await registry.verify(presented)
  return [verdict, checks.find(({ outcome }) => outcome === 'fail')?.code]
}

describe('a certificate of a trusted registry', () => {
  it('is valid here, as credential and as QR code, and its registry is the one asked', async () => {
    expect(await codeOf(a, { credential: issued.credential })).toEqual(['valid', undefined])
    expect(await codeOf(a, { qr: issued.qr })).toEqual(['valid', undefined])
    expect(asked).toEqual([ofB.issuer, ofB.issuer])
  })

  it('is no longer valid here once its registry has revoked it', async () => {
    await b.change(issued.id, await b.act('revoke', issued.id))
    expect((await codeOf(a, { credential: issued.credential }))[0]).toBe('invalid')
    expect(await codeOf(a, { qr: issued.qr })).toEqual(['invalid', 'revoked'])
  })

  it.each<[string, PartnerRegistries['evidence']]>([
    ['does not answer', async () => undefined],
    [
      'knows nothing',
      async () => ({ registries: [], record: { found: 'not-reached' }, signatory: { found: 'not-reached' } }),
    ],
  ])('could not be checked if its registry %s', async (_, answer) => {
    network = answer
    expect((await codeOf(a, { credential: issued.credential }))[0]).toBe('undetermined')
    expect((await codeOf(a, { qr: issued.qr }))[0]).toBe('undetermined')
  })

  it('is forged if its registry does not know it', async () => {
    const asOf = a.clock.now()
    network = async () => ({ registries: [], record: { found: 'no', asOf }, signatory: { found: 'no', asOf } })
    expect(await codeOf(a, { credential: issued.credential })).toEqual(['invalid', 'certificate-unknown'])
  })

  it('cannot bring keys of its own choice: what the partner says of registries is not believed', async () => {
    const fromC = await c.issue(await c.request())
    network = async (_, presented) => c.gather(presented)
    expect(await codeOf(a, { credential: fromC.credential })).toEqual(['invalid', 'kid-unknown'])
    expect((await a.gather({ credential: issued.credential })).registries.map(({ issuer }) => issuer)).toEqual([
      'https://registry.example',
      ofB.issuer,
    ])
  })
})

describe('a certificate of a registry that is not trusted', () => {
  it('is refused, and nobody is asked about it', async () => {
    const fromC = await c.issue(await c.request())
    expect(await codeOf(a, { credential: fromC.credential })).toEqual(['invalid', 'kid-unknown'])
    expect((await codeOf(a, { qr: fromC.qr }))[0]).toBe('invalid')
    expect(asked).toEqual([])
  })
})

describe('a certificate of this registry', () => {
  it('is no matter for its partners', async () => {
    const own = await a.issue(await a.request())
    expect(await codeOf(a, { credential: own.credential })).toEqual(['valid', undefined])
    expect(asked).toEqual([])
  })

  it('could not be checked, rather than looking forged, while the partners cannot be read', async () => {
    const down = () => Promise.reject(new RegistryError('store-unavailable', 'down'))
    const blind = await aRegistry({ trusted: { partners: { list: down }, registries: { evidence: down } } })
    const own = await blind.issue(await blind.request())
    expect((await codeOf(blind, { credential: own.credential }))[0]).toBe('undetermined')
  })
})
