import type { KeyUse, PublicJwk, RegistryKey } from '#schemas/keys.ts'
import { trustListTyp, type TrustedRegistry, type TrustListPayload } from '#schemas/trust-list.ts'
import { sha256Base64url } from '#domain/bytes.ts'
import { canonicalBytes } from '#domain/canonical-json.ts'
import { trustListPayloadOf } from '#domain/trust/trust-list.ts'
import type { OutboxLeaf } from '#ports/outbox-leaf.ts'
import type { PublishedTrustList } from '#ports/trust-lists.ts'
import { aJws, aKeyPair, aMoment, issuer, type KeyPair } from './a-world.ts'

export async function aKeyOf(
  use: KeyUse,
  over: Partial<RegistryKey> = {},
): Promise<{ pair: KeyPair; key: RegistryKey }> {
  const pair = await aKeyPair()
  const window = { notBefore: aMoment - 86_400, notAfter: aMoment + 30_000_000, state: 'active' } as const
  return { pair, key: { kid: pair.kid, jwk: pair.jwk, use, ...window, ...over } }
}

/** A registry that others may trust, with one key for certificates. */
export async function aTrustedRegistry(over: Partial<TrustedRegistry> = {}): Promise<TrustedRegistry> {
  return {
    country: 'DE',
    issuer: 'https://registry.other.example',
    keys: [(await aKeyOf('credential')).key],
    name: 'Registry of another country',
    verifierOrigins: ['https://verify.other.example'],
    ...over,
  }
}

/** A registry that publishes a trust list, and one that it trusts. */
export async function aTrustListPublisher(change: (own: RegistryKey) => RegistryKey = (own) => own) {
  const { pair, key } = await aKeyOf('trust-list')
  const own = await aTrustedRegistry({ issuer, keys: [change(key)], country: 'VN' })
  const registries = [own, await aTrustedRegistry()]
  const anchor: PublicJwk = pair.jwk
  const payload = (over: Partial<TrustListPayload> = {}): TrustListPayload => ({
    ...trustListPayloadOf({ issuer, now: aMoment, before: undefined, registries }),
    ...over,
  })
  return {
    pair,
    anchor,
    registries,
    payload,
    token: (over: Partial<TrustListPayload> = {}) => aJws(pair, trustListTyp, payload(over)),
    digestOf: (over: Partial<TrustListPayload> = {}) => sha256Base64url(canonicalBytes(payload(over))),
  }
}

/** An edition as the store keeps it; nothing in it is signed. */
export async function anEdition(version: number, mark = ''): Promise<PublishedTrustList> {
  const digest = await sha256Base64url(canonicalBytes({ mark, version }))
  return { version, digest, token: `edition.${version}.${mark}`, publishedAt: aMoment + version }
}

export function aLeafOfEdition({ version, publishedAt, digest }: PublishedTrustList): OutboxLeaf {
  return { id: `trust-list.${version}`, at: publishedAt, bytes: `{"digest":"${digest}"}` }
}
