import { fromBase64url, toBase64url, type Bytes } from '../bytes.ts'
import { CheckFailure } from '../verification/check-failure.ts'

/** What a person's authenticator signed (WebAuthn Level 3, section 7.2), with the payload that it was asked to sign. */
export interface Assertion {
  /** As the authenticator names its key, base64url. */
  readonly credentialId: string
  /** What was signed: its SHA-256 is the challenge. */
  readonly payloadBytes: Bytes
  readonly authenticatorData: Bytes
  readonly clientDataJson: Bytes
  /** ECDSA in DER, or RSASSA-PKCS1-v1_5. */
  readonly signature: Bytes
}

const version = 'webauthn1'

/** What tells this form from a compact JWS, whose first part is the base64url of a JSON object. */
export const assertionPrefix = `${version}.`

/** Bytes that each part may have; real ones are far smaller, but for the payload. */
const most = { credentialId: 1_023, authenticatorData: 1_024, clientDataJson: 4_096, signature: 512 } as const

/**
 * Takes the text form `webauthn1.<credential id>.<payload>.<authenticator data>.<client data>.<signature>` apart; each
 * part is base64url in its one right spelling. Nothing in it is trusted yet.
 * Throws CheckFailure `too-large`, `segments` or `encoding-invalid`.
 */
export function readAssertion(text: string, limit: number): Assertion {
  if (text.length > limit) throw new CheckFailure('too-large', { length: text.length, limit })
  const parts = text.split('.')
  if (parts.length !== 6 || parts[0] !== version || parts.includes('')) throw new CheckFailure('segments')
  const [credentialId, payloadBytes, authenticatorData, clientDataJson, signature] = parts.slice(1).map(decoded)
  if (
    credentialId!.length > most.credentialId ||
    authenticatorData!.length > most.authenticatorData ||
    clientDataJson!.length > most.clientDataJson ||
    signature!.length > most.signature
  )
    throw new CheckFailure('too-large')
  return {
    credentialId: parts[1]!,
    payloadBytes: payloadBytes!,
    authenticatorData: authenticatorData!,
    clientDataJson: clientDataJson!,
    signature: signature!,
  }
}

function decoded(part: string): Bytes {
  const bytes = fromBase64url(part)
  if (bytes === undefined) throw new CheckFailure('encoding-invalid')
  return bytes
}

/** The text form of an assertion. */
export function writeAssertion({
  credentialId,
  payloadBytes,
  authenticatorData,
  clientDataJson,
  signature,
}: Assertion): string {
  const parts = [payloadBytes, authenticatorData, clientDataJson, signature].map(toBase64url)
  return [version, credentialId, ...parts].join('.')
}
