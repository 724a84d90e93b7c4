import { fromBase64url, toBase64url } from '../bytes.ts'
import { canonicalBytes } from '../canonical-json.ts'

/**
 * HMAC-SHA-256 over the canonical form of an event, under 32 bytes of salt (base64url): it binds whoever wrote it, tells
 * nothing, and means nothing once the salt is erased.
 */
export async function commitment(salt: string, event: object): Promise<string> {
  const secret = fromBase64url(salt)!
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return toBase64url(new Uint8Array(await crypto.subtle.sign('HMAC', key, canonicalBytes(event))))
}
