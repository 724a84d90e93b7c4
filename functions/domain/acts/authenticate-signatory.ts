import type { Organisation } from '#schemas/organisation.ts'
import type { Bytes } from '../bytes.ts'
import { webCryptography } from '../cryptography.ts'
import { RegistryError } from '../errors.ts'
import { CheckFailure } from '../verification/check-failure.ts'
import type { AssertionFault } from '../webauthn/verify-assertion.ts'
import {
  inForce,
  signerOf,
  windowOf,
  type ActSigner,
  type FindSigner,
  type FoundSigner,
  type SigningWindow,
} from './find-signer.ts'
import { readSignedText, signedTextFault } from './signed-text.ts'

/** What organisations sign here: its `typ`, what people call it, and what its payload holds. */
export interface SignedKind {
  readonly typ: string
  readonly noun: 'statement' | 'act'
  readonly members: string
}

/** Where and when a signature is looked at, and by whom signers are found. */
export interface SigningPlace {
  /** Origin of this registry. */
  readonly issuer: string
  readonly now: number
  readonly findSigner: FindSigner
}

/** Who signed. What the payload says is not yet judged. */
export interface Signatory {
  readonly organisation: Organisation
  readonly signer: ActSigner
  /** When its key or passkey may sign. */
  readonly window: SigningWindow
  readonly payloadBytes: Bytes
}

/**
 * Finds out which organisation signed a text, by which key or person, and that these are in force. What the payload says is
 * not yet judged. Throws RegistryError `request-token-invalid`, `signatory-unknown` or `signature-invalid`.
 */
export async function authenticateSignatory(
  text: string,
  kind: SignedKind,
  { issuer, now, findSigner }: SigningPlace,
): Promise<Signatory> {
  const signed = readOrRefuse(kind, () => readSignedText(text, kind.typ))
  const found = await findSigner(signed)
  if (found === undefined || found.by !== signed.by || !inForce(found, now)) throw signatoryUnknown(signed.by)
  const fault = await signedTextFault(signed, jwkOf(found), issuer, webCryptography)
  if (fault !== undefined) throw signatureInvalid(fault, signed.by, kind, issuer)
  return {
    organisation: found.organisation,
    signer: signerOf(found),
    window: windowOf(found),
    payloadBytes: signed.payloadBytes,
  }
}

const jwkOf = (found: FoundSigner) => (found.by === 'key' ? found.key.jwk : found.passkey.jwk)

function signatoryUnknown(by: FoundSigner['by']): RegistryError {
  return new RegistryError(
    'signatory-unknown',
    by === 'key'
      ? 'Sign with a key that is registered here for your organisation and still in force, and name it by its RFC 7638 thumbprint in "kid".'
      : 'Sign with a passkey that is registered here for you and was not removed. If you lost yours, another person of your organisation can invite you anew.',
  )
}

function signatureInvalid(
  fault: AssertionFault,
  by: FoundSigner['by'],
  { noun }: SignedKind,
  issuer: string,
): RegistryError {
  if (by === 'key')
    return new RegistryError(
      'signature-invalid',
      `The signature does not fit the ${noun}. Sign the exact bytes that you send, with ES256 and the key that "kid" names.`,
    )
  const detail = `${assertionRemedies(issuer)[fault]} Then sign the ${noun} again.`
  return new RegistryError('signature-invalid', detail, [{ pointer: '', rule: fault, detail }])
}

const assertionRemedies = (issuer: string): Readonly<Record<AssertionFault, string>> => ({
  'client-data-invalid': 'Send the clientDataJSON as the browser gave it.',
  'type-not-get': 'Sign with navigator.credentials.get().',
  'challenge-differs': 'Use the SHA-256 of the exact payload bytes as the challenge.',
  'origin-differs': `Open the page at ${issuer}.`,
  'cross-origin': `Open the page at ${issuer} itself, not inside another page.`,
  'authenticator-data-invalid': 'Send the authenticatorData as the browser gave it.',
  'domain-differs': `Use a passkey that was made for ${issuer}.`,
  'user-not-present': 'Touch the authenticator when it asks.',
  'user-not-verified': 'Ask for userVerification "required", and unlock the passkey by fingerprint, face or PIN.',
  'signature-invalid': 'The signature does not fit the passkey. Send what the browser gave, unchanged.',
})

/** Throws RegistryError `signatory-unknown` unless `iss` is the organisation that signed. */
export function requireOwnName(iss: string, organisation: Organisation): void {
  if (iss === organisation.id) return
  throw new RegistryError(
    'signatory-unknown',
    'Name your own organisation in "iss": the signing key belongs to another one.',
    [
      {
        pointer: '/iss',
        rule: 'issuer-key-mismatch',
        detail: 'The key that signed this is registered for another organisation.',
      },
    ],
  )
}

/** Throws RegistryError `request-for-other-registry` unless it was signed for this registry. */
export function requireAudience(aud: string, issuer: string, { noun }: SignedKind): void {
  if (aud === issuer) return
  const why =
    noun === 'statement' ? 'a statement for one registry cannot be issued by another' : 'an act holds at one registry'
  throw new RegistryError('request-for-other-registry', `Sign the ${noun} with "aud" set to ${issuer}; ${why}.`, [
    { pointer: '/aud', rule: 'audience', detail: `Write ${issuer} here.` },
  ])
}

/** Throws RegistryError `signatory-unknown` for what was signed while its key was not in force: no verifier would accept it. */
export function requireInWindow(signedAt: number, { notBefore, notAfter }: SigningWindow): void {
  if (notBefore <= signedAt && signedAt <= notAfter) return
  const detail = 'The signing key was not in force at this time.'
  throw new RegistryError(
    'signatory-unknown',
    'The key that signed this was not in force at the time in "iat". Set the clock of the signing machine right and sign again.',
    [{ pointer: '/iat', rule: 'key-not-in-force', detail }],
  )
}

const remedies: Readonly<Record<string, string>> = {
  'too-large':
    'Send a smaller statement: at most 128 KiB signed. Put long papers into attachments, which are named by hash.',
  segments:
    'Send a compact JWS (three base64url parts with two dots) or the text form of a WebAuthn assertion ("webauthn1" and five base64url parts), and nothing else in the body.',
  'encoding-invalid': 'Write each part in base64url without padding, spaces or spare bits.',
  'header-invalid':
    'The JWS header has exactly the members alg, kid and typ, in this order; kid is the RFC 7638 thumbprint of the key.',
  'alg-not-allowed': 'Sign with ES256.',
  'payload-invalid': 'The payload must be JSON in UTF-8, nested at most 32 deep.',
  'not-canonical':
    'Write header and payload in the canonical form of RFC 8785 before signing: members sorted, no white space, no member twice.',
  'signature-invalid': 'An ES256 signature has 64 bytes: r and s of 32 bytes each.',
}

/** Reads a part of a signed text; a fault of its form is refused as `request-token-invalid`, with the remedy. */
export function readOrRefuse<T>(kind: SignedKind, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error
    const remedy = remedyFor(error.code, kind)
    throw new RegistryError('request-token-invalid', remedy, [{ pointer: '', rule: error.code, detail: remedy }])
  }
}

function remedyFor(code: string, { typ, noun, members }: SignedKind): string {
  if (code === 'typ-not-allowed') return `Set "typ" in the JWS header to ${typ}.`
  if (code === 'schema-invalid') return `The payload has exactly the members ${members}.`
  return remedies[code] ?? `Sign the ${noun} again.`
}
