import type { OrganisationKey } from '#schemas/keys.ts'
import type { Organisation } from '#schemas/organisation.ts'
import { RegistryError } from '../errors.ts'
import { readStrictJws, verifyStrictJws, type UnverifiedJws } from '../jws/strict-jws.ts'
import { CheckFailure } from '../verification/check-failure.ts'

/** Finds an organisation and its key by RFC 7638 thumbprint. */
export type FindByKey = (kid: string) => Promise<{ organisation: Organisation; key: OrganisationKey } | undefined>

/** What organisations sign here: its `typ`, what people call it, and what its payload holds. */
export interface SignedKind {
  readonly typ: string
  readonly noun: 'statement' | 'act'
  readonly members: string
}

/**
 * Finds out which organisation signed a token, and that its key is in force. What the payload says is not yet judged.
 * Throws RegistryError `request-token-invalid`, `signatory-unknown` or `signature-invalid`.
 */
export async function authenticateSignatory(
  token: string,
  kind: SignedKind,
  now: number,
  findByKey: FindByKey,
): Promise<{ organisation: Organisation; key: OrganisationKey; payloadBytes: Uint8Array<ArrayBuffer> }> {
  const jws = readOrRefuse(kind, () => readStrictJws(token, kind.typ))
  const found = await findByKey(jws.kid)
  if (found === undefined || !inForce(found, now)) {
    throw new RegistryError(
      'signatory-unknown',
      'Sign with a key that is registered here for your organisation and still in force, and name it by its RFC 7638 thumbprint in "kid".',
    )
  }
  await verified(jws, found.key, kind)
  return { ...found, payloadBytes: jws.payloadBytes }
}

/** Throws RegistryError `signatory-unknown` unless `iss` is the organisation whose key signed. */
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

function inForce({ organisation, key }: { organisation: Organisation; key: OrganisationKey }, now: number): boolean {
  return organisation.state === 'active' && key.state === 'active' && key.notBefore <= now && now <= key.notAfter
}

async function verified(jws: UnverifiedJws, key: OrganisationKey, { noun }: SignedKind): Promise<void> {
  try {
    await verifyStrictJws(jws, key.jwk)
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error
    throw new RegistryError(
      'signature-invalid',
      `The signature does not fit the ${noun}. Sign the exact bytes that you send, with ES256 and the key that "kid" names.`,
    )
  }
}

const remedies: Readonly<Record<string, string>> = {
  'too-large':
    'Send a smaller statement: at most 128 KiB signed. Put long papers into attachments, which are named by hash.',
  segments: 'Send a compact JWS: three base64url parts with two dots, and nothing else in the body.',
  'encoding-invalid': 'Write each part of the JWS in base64url without padding, spaces or spare bits.',
  'header-invalid':
    'The JWS header has exactly the members alg, kid and typ, in this order; kid is the RFC 7638 thumbprint of the key.',
  'alg-not-allowed': 'Sign with ES256.',
  'payload-invalid': 'The payload must be JSON in UTF-8, nested at most 32 deep.',
  'not-canonical':
    'Write header and payload in the canonical form of RFC 8785 before signing: members sorted, no white space, no member twice.',
  'signature-invalid': 'An ES256 signature has 64 bytes: r and s of 32 bytes each.',
}

/** Reads a part of a signed token; a fault of its form is refused as `request-token-invalid`, with the remedy. */
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
