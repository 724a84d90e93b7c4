import type { PublicJwk } from '#schemas/keys.ts'
import type { RsaJwk } from '#schemas/person.ts'
import type { Bytes } from '../bytes.ts'
import type { Cryptography } from '../cryptography.ts'
import { readStrictJws, type UnverifiedJws } from '../jws/strict-jws.ts'
import { assertionPrefix, readAssertion, type Assertion } from '../webauthn/assertion.ts'
import { assertionFault, type AssertionFault } from '../webauthn/verify-assertion.ts'

/** Something that was signed, in one of its two forms; nothing in it is trusted yet. */
export type SignedText = { readonly payloadBytes: Bytes } & (
  | { readonly by: 'key'; readonly kid: string; readonly jws: UnverifiedJws }
  | { readonly by: 'passkey'; readonly credentialId: string; readonly assertion: Assertion }
)

const maxLength = 200_000

/**
 * Takes a signed text apart: a compact JWS by an organisation's key, or the text form of a WebAuthn assertion by a person's
 * passkey. `typ` is that of the JWS; the other form has none, and its payload's members tell what it is.
 * Throws CheckFailure: of `readStrictJws`, or `too-large`, `segments`, `encoding-invalid`.
 */
export function readSignedText(text: string, typ: string): SignedText {
  if (!text.startsWith(assertionPrefix)) {
    const jws = readStrictJws(text, typ, maxLength)
    return { by: 'key', kid: jws.kid, payloadBytes: jws.payloadBytes, jws }
  }
  const assertion = readAssertion(text, maxLength)
  return { by: 'passkey', credentialId: assertion.credentialId, payloadBytes: assertion.payloadBytes, assertion }
}

/**
 * Whether `jwk` signed it; a passkey's assertion must have been made for `origin`, too. Undefined if so, else what is
 * wrong. Never rejects for hostile input.
 */
export async function signedTextFault(
  text: SignedText,
  jwk: PublicJwk | RsaJwk,
  origin: string,
  cryptography: Cryptography,
): Promise<AssertionFault | undefined> {
  if (text.by === 'passkey') return assertionFault(text.assertion, { origin, jwk }, cryptography)
  const { signingInput, signature } = text.jws
  // An organisation's keys are P-256; one of another kind verifies nothing.
  const good = jwk.kty === 'EC' && (await cryptography.verifyEs256(jwk, signingInput, signature))
  return good ? undefined : 'signature-invalid'
}
