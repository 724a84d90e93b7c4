import * as z from 'zod'
import { keyId, organisationId, origin, seconds } from '#schemas/certificate.ts'
import type { RegistryKey } from '#schemas/keys.ts'
import { fromUtf8, toBase64url, toUtf8, type Bytes } from '../bytes.ts'
import { canonicalJson, readCanonicalJson } from '../canonical-json.ts'
import type { Cryptography } from '../cryptography.ts'
import { RegistryError } from '../errors.ts'
import { readStrictJws } from '../jws/strict-jws.ts'
import { CheckFailure } from '../verification/check-failure.ts'

const typ = 'at+jwt'
const longestToken = 2_000

/** Seconds that an access token lives. */
export const accessTokenSeconds = 600
/** Registry functions run on several clocks. */
const skew = 30

/** RFC 9068, without roles: those stand in the registry's own record and are read on each call. */
const payload = z.strictObject({
  aud: origin,
  client_id: organisationId,
  exp: seconds,
  iat: seconds,
  iss: origin,
  jti: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  /** Thumbprint of the organisation's key that asked for the token: when that key ends, the token does. */
  key: keyId,
  sub: organisationId,
})

export interface AccessTokenFacts {
  readonly issuer: string
  readonly organisation: string
  readonly key: string
  /** 22 base64url characters. */
  readonly jti: string
  readonly now: number
}

/** The bytes to be signed with the registry's key `kid` of use `access`; the token is they, a dot and the signature. */
export function accessTokenInput(kid: string, { issuer, organisation, key, jti, now }: AccessTokenFacts): Bytes {
  const claims = {
    aud: issuer,
    client_id: organisation,
    exp: now + accessTokenSeconds,
    iat: now,
    iss: issuer,
    jti,
    key,
    sub: organisation,
  }
  const part = (value: object) => toBase64url(toUtf8(canonicalJson(value)))
  return toUtf8(`${part({ alg: 'ES256', kid, typ })}.${part(claims)}`)
}

export const accessTokenOf = (input: Bytes, signature: Bytes): string => `${fromUtf8(input)}.${toBase64url(signature)}`

/**
 * Who an access token was given to. It is one of ours or none: written in the one form that we write, so everything is
 * refused that could be written in two ways (docs/adr/0003), then its signature, its registry and its time.
 * Throws RegistryError `token-invalid`.
 */
export async function readAccessToken(
  token: string,
  issuer: string,
  now: number,
  keys: readonly RegistryKey[],
  { verifyEs256 }: Pick<Cryptography, 'verifyEs256'>,
): Promise<{ organisation: string; key: string }> {
  try {
    const jws = readStrictJws(token, typ, longestToken)
    const key = keys.find(({ kid, use }) => kid === jws.kid && use === 'access')
    if (key === undefined || key.state === 'compromised') throw new CheckFailure('kid-unknown')
    if (!(await verifyEs256(key.jwk, jws.signingInput, jws.signature))) throw new CheckFailure('signature-invalid')
    const read = payload.safeParse(readCanonicalJson(jws.payloadBytes))
    if (!read.success) throw new CheckFailure('schema-invalid')
    const { aud, iss, sub, client_id: client, iat, exp, key: asked } = read.data
    const ours = aud === issuer && iss === issuer && sub === client && exp - iat === accessTokenSeconds
    if (!ours || iat < key.notBefore - skew || iat > key.notAfter) throw new CheckFailure('issuer-key-mismatch')
    if (now >= exp + skew || now < iat - skew) throw new CheckFailure('expired')
    return { organisation: sub, key: asked }
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error
    throw error.code === 'expired'
      ? new RegistryError('token-invalid', 'The access token has ended. Ask for a new one at /oauth2/token.')
      : tokenInvalid()
  }
}

export function tokenInvalid(): RegistryError {
  return new RegistryError(
    'token-invalid',
    'Send the header "Authorization: Bearer <token>" with an access token of this registry; ask for one at /oauth2/token.',
  )
}
