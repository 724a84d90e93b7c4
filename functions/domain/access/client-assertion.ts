import * as z from 'zod'
import { keyId, organisationId, seconds } from '#schemas/certificate.ts'
import type { OrganisationKey } from '#schemas/keys.ts'
import type { Organisation } from '#schemas/organisation.ts'
import { fromBase64url, toUtf8, type Bytes } from '../bytes.ts'
import { readText } from '../canonical-json.ts'
import { RegistryError } from '../errors.ts'
import { verifyEs256 } from '../es256.ts'

/** Seconds that an assertion may live, and that clocks may differ. */
const longestLife = 300
const skew = 60

/** RFC 7515 as client libraries write it: members in any order, but none that names a key or changes what is signed. */
const header = z.strictObject({
  alg: z.literal('ES256'),
  kid: keyId,
  typ: z.enum(['JWT', 'client-authentication+jwt']).optional(),
})

/** RFC 7523 section 3: all of these, one audience, and nothing beside `nbf`. */
const payload = z.strictObject({
  iss: organisationId,
  sub: organisationId,
  aud: z.union([z.string().max(300), z.tuple([z.string().max(300)])]),
  exp: seconds,
  iat: seconds,
  jti: z.string().min(8).max(128),
  nbf: seconds.optional(),
})

/** An assertion taken apart; nothing of it is believed yet. */
export interface ReadAssertion {
  readonly kid: string
  readonly claims: z.infer<typeof payload>
  readonly signingInput: Bytes
  readonly signature: Bytes
}

/** Reads a client assertion by its form. Throws RegistryError `assertion-invalid`. */
export function readClientAssertion(assertion: string): ReadAssertion {
  const [head = '', body = '', signed = '', ...rest] = assertion.split('.')
  const [headBytes, bodyBytes, signature] = [head, body, signed].map(fromBase64url)
  if (rest.length > 0 || signature?.length !== 64) throw invalid(howItIsWritten)
  const readHead = header.safeParse(jsonOf(headBytes))
  if (!readHead.success) throw invalid(howItIsWritten)
  const claims = payload.safeParse(jsonOf(bodyBytes))
  if (!claims.success) throw invalid('The assertion has exactly the claims iss, sub, aud, exp, iat and jti.')
  return { kid: readHead.data.kid, claims: claims.data, signingInput: toUtf8(`${head}.${body}`), signature }
}

const howItIsWritten =
  'Send a JWT signed with ES256 by a registered key of your organisation, its header with alg, kid (RFC 7638 thumbprint) and no other member but typ.'

function jsonOf(bytes: Uint8Array | undefined): unknown {
  if (bytes === undefined) return undefined
  try {
    return JSON.parse(readText(bytes))
  } catch {
    return undefined
  }
}

export interface AssertionFacts {
  /** Addresses that an assertion for this registry may name: its token endpoint and its origin. */
  readonly audiences: readonly string[]
  readonly now: number
  /** Whose key `kid` is, if anybody's. */
  readonly signer: { readonly organisation: Organisation; readonly key: OrganisationKey } | undefined
}

/**
 * That the organisation `iss` asks, here and now. Who has no key here, another's, one out of force or a wrong signature
 * learns only that the assertion is not good. Throws RegistryError `assertion-invalid`.
 */
export async function verifyClientAssertion(
  read: ReadAssertion,
  { audiences, now, signer }: AssertionFacts,
): Promise<void> {
  const { iss, sub, aud, exp, iat, nbf } = read.claims
  const inForce =
    signer !== undefined &&
    signer.organisation.state === 'active' &&
    signer.organisation.id === iss &&
    signer.key.state === 'active' &&
    signer.key.notBefore <= now &&
    now <= signer.key.notAfter
  if (!inForce || sub !== iss || !(await verifyEs256(signer.key.jwk, read.signingInput, read.signature)))
    throw invalid('Sign with a key that is registered here for your organisation and in force; iss and sub are its id.')
  if (!audiences.includes(typeof aud === 'string' ? aud : aud[0])) throw invalid(`Set aud to ${audiences[0]}.`)
  if (iat > now + skew || (nbf ?? iat) > now + skew)
    throw invalid('The assertion is from the future. Set the clock of the signing machine right.')
  if (exp <= now - skew || exp > iat + longestLife || iat < now - longestLife - skew)
    throw invalid('An assertion lives for five minutes at most; sign a new one for each token.')
}

/** Until when its `jti` has to be remembered, in seconds: nothing accepts the assertion after this. */
export const assertionEnds = ({ claims }: ReadAssertion): number => claims.exp + skew + 1

function invalid(detail: string): RegistryError {
  return new RegistryError('assertion-invalid', detail)
}
