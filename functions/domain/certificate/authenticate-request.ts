import type { Organisation, OrganisationKey } from '#schemas/keys.ts'
import { sha256Base64url } from '../bytes.ts'
import { RegistryError } from '../errors.ts'
import { verifyStrictJws, type UnverifiedJws } from '../jws/strict-jws.ts'
import { CheckFailure } from '../verification/check-failure.ts'
import { readIssueRequest, readRequestEnvelope, type SignedRequest } from './issue-request.ts'

/** Finds an organisation and its key by RFC 7638 thumbprint. */
export type FindByKey = (kid: string) => Promise<{ organisation: Organisation; key: OrganisationKey } | undefined>

/**
 * Finds out who signed an issue request. Throws RegistryError `request-token-invalid`, `signatory-unknown`,
 * `signature-invalid`, `request-for-other-registry` or `not-an-importer`.
 */
export async function authenticateRequest(
  token: string,
  issuer: string,
  now: number,
  findByKey: FindByKey,
): Promise<SignedRequest> {
  const jws = await asRefusal(() => readIssueRequest(token))
  const found = await findByKey(jws.kid)
  if (found === undefined || !inForce(found, now)) {
    throw new RegistryError(
      'signatory-unknown',
      'Sign with a key that is registered here for your organisation and still in force, and name it by its RFC 7638 thumbprint in "kid".',
    )
  }
  await verified(jws, found.key)
  const envelope = await asRefusal(() => readRequestEnvelope(jws.payloadBytes))
  const { organisation } = found
  if (envelope.iss !== organisation.id) {
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
  if (envelope.aud !== issuer) {
    throw new RegistryError(
      'request-for-other-registry',
      `Sign the statement with "aud" set to ${issuer}; a statement for one registry cannot be issued by another.`,
      [{ pointer: '/aud', rule: 'audience', detail: `Write ${issuer} here.` }],
    )
  }
  if (!organisation.roles.includes('importer')) {
    throw new RegistryError(
      'not-an-importer',
      'Only organisations registered as importers may issue end-use statements. Ask the operator of this registry for that role.',
    )
  }
  return {
    token,
    digest: await sha256Base64url(jws.payloadBytes),
    organisation: organisation.id,
    signedAt: envelope.iat,
    key: found.key,
    statement: envelope.statement,
  }
}

function inForce({ organisation, key }: { organisation: Organisation; key: OrganisationKey }, now: number): boolean {
  return organisation.active && key.state === 'active' && key.notBefore <= now && now <= key.notAfter
}

async function verified(jws: UnverifiedJws, key: OrganisationKey): Promise<void> {
  try {
    await verifyStrictJws(jws, key.jwk)
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error
    throw new RegistryError(
      'signature-invalid',
      'The signature does not fit the statement. Sign the exact bytes that you send, with ES256 and the key that "kid" names.',
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
  'typ-not-allowed': 'Set "typ" in the JWS header to euc-req+jwt.',
  'payload-invalid': 'The payload must be JSON in UTF-8, nested at most 32 deep.',
  'not-canonical':
    'Write header and payload in the canonical form of RFC 8785 before signing: members sorted, no white space, no member twice.',
  'schema-invalid':
    'The payload has exactly the members aud (this registry), iat (seconds), iss (your organisation) and statement.',
  'signature-invalid': 'An ES256 signature has 64 bytes: r and s of 32 bytes each.',
}

async function asRefusal<T>(read: () => T): Promise<T> {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error
    const remedy = remedies[error.code] ?? 'Sign the statement again.'
    throw new RegistryError('request-token-invalid', remedy, [{ pointer: '', rule: error.code, detail: remedy }])
  }
}
