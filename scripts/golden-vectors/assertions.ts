import { createHash } from 'node:crypto'
import { p256 } from '@noble/curves/nist.js'
import type { SignatoryPerson } from '#schemas/certificate.ts'
import type { SignatoryPasskey } from '#schemas/person.ts'
import { concatBytes, fromBase64url, toBase64url, toUtf8, type Bytes } from '#domain/bytes.ts'
import { writeAssertion } from '#domain/webauthn/assertion.ts'
import { passkeyDomain } from '#domain/webauthn/verify-assertion.ts'
import { deterministicKey, otherSignature } from './deterministic-key.ts'
import { deterministicRsaKey } from './deterministic-rsa-key.ts'
import { day, issuedAt, issuer } from './golden-world.ts'

// Flags of WebAuthn Level 3, section 6.1.
export const present = 0x01
export const verified = 0x04
export const attested = 0x40
export const extended = 0x80
const synced = 0x18

export type Sign = (bytes: Bytes) => Bytes

/** What an authenticator or a browser says otherwise than it should. */
export interface Otherwise {
  readonly origin?: string
  readonly domain?: string
  readonly flags?: number
  readonly extensions?: Bytes
  /** Client data as text, from what a browser would write. */
  readonly client?: (text: string) => string
  readonly sign?: Sign
  readonly credentialId?: string
}

export const sha256 = (bytes: Uint8Array): Bytes => new Uint8Array(createHash('sha256').update(bytes).digest())
export const signedAt = issuedAt - 900

export const person: SignatoryPerson = {
  id: toBase64url(sha256(toUtf8('end-use-registry golden vectors: person')).slice(0, 16)),
  name: 'Nguyen Van Hai',
  title: 'General Director',
  mandate: { kind: 'LEGAL_REP' },
}

export async function passkeys(organisation: string) {
  const [key, other] = await Promise.all([
    deterministicKey('end-use-registry golden vectors: passkey'),
    deterministicKey('end-use-registry golden vectors: passkey of another person'),
  ])
  const rsa = deterministicRsaKey('end-use-registry golden vectors: RSA passkey')
  const short = deterministicRsaKey('end-use-registry golden vectors: short RSA passkey', 512)
  const passkey = (name: string, jwk: SignatoryPasskey['jwk']): SignatoryPasskey => ({
    id: toBase64url(sha256(toUtf8(`end-use-registry golden vectors: ${name}`))),
    person: person.id,
    organisation,
    jwk,
    notBefore: issuedAt - 10 * day,
    synced: true,
  })
  const der =
    (sign: Sign): Sign =>
    (bytes) =>
      new Uint8Array(p256.Signature.fromBytes(sign(bytes)).toBytes('der'))
  return {
    held: passkey('passkey', key.jwk),
    heldRsa: passkey('RSA passkey', rsa.jwk),
    heldShort: passkey('short RSA passkey', { ...short.jwk, n: withZeros(short.jwk.n) }),
    sign: der((bytes) => key.sign(bytes)),
    signRaw: (bytes: Bytes) => key.sign(bytes),
    signOtherS: der((bytes) => otherSignature(key.sign(bytes))),
    signRsa: (bytes: Bytes) => rsa.sign(bytes),
    signShort: (bytes: Bytes) => short.sign(bytes),
    signOther: der((bytes) => other.sign(bytes)),
  }
}

/** The same number, written with zeros in front up to 2048 bits. */
function withZeros(modulus: string): string {
  const bytes = fromBase64url(modulus)!
  return toBase64url(concatBytes(new Uint8Array(256 - bytes.length), bytes))
}

/** A WebAuthn assertion over a payload, as text. */
export function assertionOver(payloadBytes: Bytes, { id }: SignatoryPasskey, sign: Sign, otherwise: Otherwise): string {
  const { origin = issuer, flags = present | verified | synced, extensions = new Uint8Array() } = otherwise
  const told = { type: 'webauthn.get', challenge: toBase64url(sha256(payloadBytes)), origin, crossOrigin: false }
  const text = JSON.stringify(told)
  const clientDataJson = toUtf8(otherwise.client?.(text) ?? text)
  const domain = sha256(toUtf8(otherwise.domain ?? passkeyDomain(issuer)))
  const authenticatorData = concatBytes(domain, Uint8Array.of(flags, 0, 0, 0, 0), extensions)
  const signature = (otherwise.sign ?? sign)(concatBytes(authenticatorData, sha256(clientDataJson)))
  return writeAssertion({
    credentialId: otherwise.credentialId ?? id,
    payloadBytes,
    authenticatorData,
    clientDataJson,
    signature,
  })
}
