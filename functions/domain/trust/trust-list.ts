import type { PublicJwk, Registry, RegistryKey } from '#schemas/keys.ts'
import { trustListPayload, trustListTyp, type TrustedRegistry, type TrustListPayload } from '#schemas/trust-list.ts'
import { toBase64url, toUtf8, type Bytes } from '../bytes.ts'
import { canonicalBytes, readCanonicalJson } from '../canonical-json.ts'
import { webCryptography, type Cryptography } from '../cryptography.ts'
import { readStrictJws, type UnverifiedJws } from '../jws/strict-jws.ts'
import { keyIdOf } from '../key-id.ts'
import { CheckFailure } from '../verification/check-failure.ts'
import { TrustListFailure } from './trust-list-failure.ts'

const lifetime = 30 * 86_400

/** One edition by number and content: what a verifier remembers of the newest one that it saw. */
export interface TrustListEdition {
  readonly version: number
  /** SHA-256 of the payload bytes, base64url. */
  readonly digest: string
}

/** A trust list whose signature verified, and that may be used. */
export interface ReadTrustList extends TrustListEdition {
  readonly issuer: string
  /** As evidence wants them; `asOf` of each is when the list was signed. */
  readonly registries: Registry[]
  readonly issuedAt: number
  readonly expiresAt: number
}

/** What the trust-list key signs for one edition; `before` is the edition that stands. */
export function trustListPayloadOf(edition: {
  issuer: string
  now: number
  before: TrustListEdition | undefined
  registries: readonly TrustedRegistry[]
}): TrustListPayload {
  const { issuer, now, before, registries } = edition
  return {
    exp: now + lifetime,
    iat: now,
    iss: issuer,
    previous: before?.digest ?? null,
    registries: [...registries],
    version: (before?.version ?? 0) + 1,
  }
}

export function trustListSigningInput(kid: string, payload: TrustListPayload): Bytes {
  const header = toBase64url(canonicalBytes({ alg: 'ES256', kid, typ: trustListTyp }))
  return toUtf8(`${header}.${toBase64url(canonicalBytes(payload))}`)
}

/**
 * Reads a trust list by the same strict profile as a credential, signed by one of the `anchors`: the trust-list keys that
 * the verifier already believes. `newest` is the newest edition it has seen of this list.
 *
 * 1. Form, then the signature by an anchor.
 * 2. The list names its own publisher with that very key, for this use and in force; no key stands for two registries.
 * 3. It has not expired at `now` (seconds).
 * 4. It does not go back, does not differ from the edition of the same number, and follows the one it claims to follow.
 *
 * Throws TrustListFailure.
 */
export async function readTrustList(
  token: string,
  anchors: readonly PublicJwk[],
  now: number,
  newest?: TrustListEdition,
  cryptography: Cryptography = webCryptography,
): Promise<ReadTrustList> {
  const { jws, payload } = await withOwnFailures(() => authenticTrustList(token, anchors, cryptography))
  await requireSound(payload, jws.kid)
  if (now > payload.exp) throw new TrustListFailure('trust-list-expired')
  const digest = toBase64url(await cryptography.sha256(jws.payloadBytes))
  requireFollows(payload, digest, newest)
  return {
    issuer: payload.iss,
    version: payload.version,
    digest,
    registries: payload.registries.map((trusted) => registryOf(trusted, payload.iat)),
    issuedAt: payload.iat,
    expiresAt: payload.exp,
  }
}

/** A registry of the list as evidence has it. */
export function registryOf({ issuer, name, verifierOrigins, keys }: TrustedRegistry, asOf: number): Registry {
  return { issuer, name, verifierOrigins, keys, asOf }
}

async function authenticTrustList(
  token: string,
  anchors: readonly PublicJwk[],
  cryptography: Cryptography,
): Promise<{ jws: UnverifiedJws; payload: TrustListPayload }> {
  const jws = readStrictJws(token, trustListTyp)
  const kids = await Promise.all(anchors.map(keyIdOf))
  const anchor = anchors[kids.indexOf(jws.kid)]
  if (anchor === undefined) throw new CheckFailure('kid-unknown')
  if (!(await cryptography.verifyEs256(anchor, jws.signingInput, jws.signature)))
    throw new CheckFailure('signature-invalid')
  const parsed = trustListPayload.safeParse(readCanonicalJson(jws.payloadBytes))
  if (!parsed.success) throw new TrustListFailure('trust-list-invalid')
  return { jws, payload: parsed.data }
}

async function withOwnFailures<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof CheckFailure) throw new TrustListFailure(error.code)
    throw error
  }
}

async function requireSound({ iss, iat, exp, previous, version, registries }: TrustListPayload, kid: string) {
  const keys = registries.flatMap((registry) => registry.keys)
  const own = registries.find(({ issuer }) => issuer === iss)?.keys.find((key) => key.kid === kid)
  if (own === undefined) throw new TrustListFailure('issuer-key-mismatch')
  requireMaySign(own, iat)
  // With one key for two registries nobody could say which of them a certificate comes from.
  const unique = isUnique(registries.map(({ issuer }) => issuer)) && isUnique(keys.map((key) => key.kid))
  const first = (version === 1) === (previous === null)
  if (!unique || !first || exp <= iat || !(await haveTheirNames(keys))) throw new TrustListFailure('trust-list-invalid')
}

function requireMaySign({ use, state, notBefore, notAfter }: RegistryKey, iat: number): void {
  if (use !== 'trust-list') throw new TrustListFailure('key-use-not-allowed')
  if (state === 'compromised') throw new TrustListFailure('key-revoked')
  if (iat < notBefore || iat > notAfter) throw new TrustListFailure('key-expired')
}

function requireFollows({ version, previous }: TrustListPayload, digest: string, newest: TrustListEdition | undefined) {
  if (newest === undefined) return
  if (version < newest.version) throw new TrustListFailure('trust-list-rolled-back')
  if (version === newest.version && digest !== newest.digest) throw new TrustListFailure('trust-list-forked')
  if (version === newest.version + 1 && previous !== newest.digest)
    throw new TrustListFailure('trust-list-chain-broken')
}

const isUnique = (names: readonly string[]) => new Set(names).size === names.length

async function haveTheirNames(keys: readonly RegistryKey[]): Promise<boolean> {
  const kids = await Promise.all(keys.map(({ jwk }) => keyIdOf(jwk)))
  return keys.every(({ kid }, index) => kid === kids[index])
}
