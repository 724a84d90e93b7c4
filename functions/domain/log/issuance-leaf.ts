import type { Certificate } from '#schemas/certificate.ts'
import { fromBase64url, toBase64url, type Bytes } from '../bytes.ts'
import { canonicalBytes, canonicalJson } from '../canonical-json.ts'

/**
 * The log leaf of an issue: a commitment and no names. HMAC-SHA-256 over the event under the certificate's own salt, so
 * that who erases the salt erases the meaning while the tree still proves (security.md 4.3).
 */
export async function issuanceLeaf({ id, sth, status, issuedAt, leafSalt }: Certificate): Promise<string> {
  const salt = fromBase64url(leafSalt)!
  const commitment = await hmac(salt, canonicalBytes({ id, status, sth, time: issuedAt }))
  return canonicalJson({ commitment: toBase64url(commitment), event: 'certificate-issued', version: 1 })
}

async function hmac(secret: Bytes, bytes: Bytes): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes))
}
