import type { PublicJwk } from '#schemas/keys.ts'
import type { RsaJwk } from '#schemas/person.ts'
import { concatBytes, equalBytes, toBase64url, toUtf8, type Bytes } from '../bytes.ts'
import type { Cryptography } from '../cryptography.ts'
import { rawFromDer } from '../ecdsa-der.ts'
import type { Assertion } from './assertion.ts'
import { readAuthenticatorData } from './authenticator-data.ts'
import { isFramed, readClientData } from './client-data.ts'

/** Why an assertion proves nothing. */
export const assertionFaults = [
  'client-data-invalid',
  'type-not-get',
  'challenge-differs',
  'origin-differs',
  'cross-origin',
  'authenticator-data-invalid',
  'domain-differs',
  'user-not-present',
  'user-not-verified',
  'signature-invalid',
] as const
export type AssertionFault = (typeof assertionFaults)[number]

/** What an assertion must have been made for. */
export interface Expected {
  /** Origin of the page that asked for it; its host is the domain that the key belongs to. */
  readonly origin: string
  readonly jwk: PublicJwk | RsaJwk
}

/** The domain that the passkeys of a registry belong to (WebAuthn "RP ID"): the host of its origin, without a port. */
export function passkeyDomain(origin: string): string {
  return origin.replace(/^https?:\/\//, '').replace(/:\d+$/, '')
}

/**
 * Verifies that a key of the registry's domain signed the payload, with its owner present and verified, on a page of the
 * registry itself and in no frame of another (WebAuthn Level 3, section 7.2, steps 10 to 21). The counter of signatures is
 * not judged: an act has its effect once anyhow, and years later nobody knows what the counter was.
 * Undefined if all holds, else the first thing that does not. Never rejects for hostile input.
 */
export async function assertionFault(
  { payloadBytes, authenticatorData, clientDataJson, signature }: Assertion,
  { origin, jwk }: Expected,
  cryptography: Cryptography,
): Promise<AssertionFault | undefined> {
  const client = readClientData(clientDataJson)
  if (client === undefined) return 'client-data-invalid'
  if (client.type !== 'webauthn.get') return 'type-not-get'
  if (client.challenge !== toBase64url(await cryptography.sha256(payloadBytes))) return 'challenge-differs'
  if (client.origin !== origin) return 'origin-differs'
  if (isFramed(client)) return 'cross-origin'

  const data = readAuthenticatorData(authenticatorData)
  if (data === undefined) return 'authenticator-data-invalid'
  if (!equalBytes(data.rpIdHash, await cryptography.sha256(toUtf8(passkeyDomain(origin))))) return 'domain-differs'
  if (!data.userPresent) return 'user-not-present'
  if (!data.userVerified) return 'user-not-verified'

  const signed = concatBytes(authenticatorData, await cryptography.sha256(clientDataJson))
  return (await verified(jwk, signed, signature, cryptography)) ? undefined : 'signature-invalid'
}

async function verified(
  jwk: PublicJwk | RsaJwk,
  bytes: Bytes,
  signature: Bytes,
  cryptography: Cryptography,
): Promise<boolean> {
  if (jwk.kty === 'RSA') return cryptography.verifyRs256(jwk, bytes, signature)
  const raw = rawFromDer(signature)
  return raw !== undefined && cryptography.verifyEs256(jwk, bytes, raw)
}
