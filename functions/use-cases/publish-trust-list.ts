import type { TrustedRegistry, TrustListPayload } from '#schemas/trust-list.ts'
import { fromBase64url, fromUtf8, sha256Base64url, toBase64url } from '#domain/bytes.ts'
import { canonicalBytes, canonicalJson } from '#domain/canonical-json.ts'
import { requirePublished } from '#domain/certificate/require-published.ts'
import { RegistryError } from '#domain/errors.ts'
import { trustListLeaf } from '#domain/log/trust-list-leaf.ts'
import { trustListPayloadOf, trustListSigningInput } from '#domain/trust/trust-list.ts'
import type { Clock } from '#ports/clock.ts'
import type { Partners } from '#ports/partners.ts'
import type { RegistryKeys } from '#ports/registry-keys.ts'
import type { Signer } from '#ports/signer.ts'
import type { PublishedTrustList, TrustLists } from '#ports/trust-lists.ts'

export interface PublishTrustListNeeds {
  readonly trustLists: TrustLists
  readonly partners: Pick<Partners, 'list'>
  readonly keys: RegistryKeys
  readonly signer: Signer
  readonly clock: Clock
  readonly registry: {
    readonly issuer: string
    readonly name: string
    readonly country: string
    readonly verifierOrigins: readonly string[]
  }
}

/** Verifiers without a network live on what they fetched: a young list lets them go on for longest. */
const renewAfter = 86_400

/**
 * Publishes the registries that this one trusts, itself the first.
 *
 * 1. Read the own keys and the partners.
 * 2. Leave the edition that stands if it says the same and is younger than a day.
 * 3. Sign the next one, which names the hash of the one that stands, and store it unless another was first.
 */
export function publishTrustList(needs: PublishTrustListNeeds) {
  return async (): Promise<{ published: number }> => {
    const registries = await trustedRegistries(needs)
    const now = needs.clock.now()
    const before = await needs.trustLists.newest()
    if (before !== undefined && now < before.publishedAt + renewAfter && saysTheSame(before, registries))
      return { published: 0 }
    const next = await signed(needs, trustListPayloadOf({ issuer: needs.registry.issuer, now, before, registries }))
    const leaf = { id: `trust-list.${next.version}`, at: now, bytes: trustListLeaf(next) }
    return { published: (await needs.trustLists.publish(next, leaf)) ? 1 : 0 }
  }
}

async function trustedRegistries({ keys, partners, registry }: PublishTrustListNeeds): Promise<TrustedRegistry[]> {
  const { issuer, name, country, verifierOrigins } = registry
  const [ownKeys, others] = await Promise.all([keys.list(), partners.list()])
  const own = { country, issuer, keys: ownKeys, name, verifierOrigins: [...verifierOrigins] }
  return [own, ...others.filter((partner) => partner.issuer !== issuer)]
}

function saysTheSame({ token }: PublishedTrustList, registries: readonly TrustedRegistry[]): boolean {
  const payload = JSON.parse(fromUtf8(fromBase64url(token.split('.')[1]!)!)) as TrustListPayload
  return canonicalJson(payload.registries) === canonicalJson(registries)
}

async function signed({ signer }: PublishTrustListNeeds, payload: TrustListPayload): Promise<PublishedTrustList> {
  const { kid } = await signer.publicKey('trust-list')
  // The list has to name the key that it is signed with, or nobody could read it.
  const own = payload.registries.find(({ issuer }) => issuer === payload.iss)!
  requirePublished(own.keys, 'trust-list', kid, { now: payload.iat, issuedAt: payload.iat })
  const input = trustListSigningInput(kid, payload)
  const made = await signer.sign('trust-list', input)
  if (made.kid !== kid)
    throw new RegistryError(
      'signer-unavailable',
      'The registry is changing its keys. The next run signs with the new one.',
    )
  return {
    version: payload.version,
    digest: await sha256Base64url(canonicalBytes(payload)),
    token: `${fromUtf8(input)}.${toBase64url(made.signature)}`,
    publishedAt: payload.iat,
  }
}
