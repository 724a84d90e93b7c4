import { CompactSign, importJWK } from 'jose'
import type * as z from 'zod'
import { digest } from '#schemas/certificate.ts'
import { type PublicJwk, publicJwk } from '#schemas/keys.ts'
import type { StatusAct } from '#schemas/status-act.ts'
import { canonicalJson } from '#domain/canonical-json.ts'
import { keyIdOf } from '#domain/key-id.ts'

/** A P-256 private key as RFC 7517 JWK. */
export const privateJwk = publicJwk.extend({ d: digest })
export type PrivateJwk = z.infer<typeof privateJwk>

export interface Signatory {
  readonly organisation: string
  readonly key: PrivateJwk
}

/** What an importer's organisation sends to have a statement issued: a JWS over canonical JSON. `now` in seconds. */
export async function signRequest(
  { organisation, key }: Signatory,
  registry: string,
  statement: unknown,
  now: number,
): Promise<string> {
  return sign(key, 'euc-req+jwt', { aud: registry, iat: now, iss: organisation, statement })
}

/** What an organisation sends to change the status of a certificate of its own. `now` in seconds. */
export async function signAct(
  { organisation, key }: Signatory,
  registry: string,
  { act, id, reason }: Pick<StatusAct, 'act' | 'id' | 'reason'>,
  now: number,
): Promise<string> {
  return sign(key, 'euc-act+jwt', { act, aud: registry, iat: now, id, iss: organisation, reason })
}

/** With what a machine asks the registry for an access token (RFC 7523): a client assertion of two minutes. `now` in seconds. */
export async function signAssertion({ organisation, key }: Signatory, registry: string, now: number): Promise<string> {
  const claims = {
    aud: `${registry}/oauth2/token`,
    exp: now + 120,
    iat: now,
    iss: organisation,
    jti: crypto.randomUUID(),
    sub: organisation,
  }
  return sign(key, 'JWT', claims)
}

async function sign(key: PrivateJwk, typ: string, payload: object): Promise<string> {
  return new CompactSign(new TextEncoder().encode(canonicalJson(payload)))
    .setProtectedHeader({ alg: 'ES256', kid: await keyIdOf(publicHalf(key)), typ })
    .sign(await importJWK({ ...key }, 'ES256'))
}

export async function newPrivateKey(): Promise<PrivateJwk> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
  const { crv, kty, x, y, d } = await crypto.subtle.exportKey('jwk', pair.privateKey)
  return privateJwk.parse({ crv, kty, x, y, d })
}

export const publicHalf = ({ crv, kty, x, y }: PrivateJwk): PublicJwk => ({ crv, kty, x, y })
