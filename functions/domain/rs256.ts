import type { RsaJwk } from '#schemas/person.ts'
import { fromBase64url, type Bytes } from './bytes.ts'

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const

/**
 * Whether a key is one that RS256 may be verified with: a modulus of 2048 to 4096 bits (RFC 7518 section 3.3; larger ones
 * cost a verifier too much), and an odd exponent above two.
 */
export function isStrongRsa({ n, e }: RsaJwk): boolean {
  const modulus = fromBase64url(n)
  const exponent = fromBase64url(e)
  if (modulus === undefined || exponent === undefined) return false
  // RFC 7518 section 6.3.1: no leading zeros, so the length in bytes tells that in bits.
  const wide =
    modulus.length >= 256 && modulus.length <= 512 && (modulus.length > 256 ? modulus[0]! > 0 : modulus[0]! >= 0x80)
  const odd = (modulus.at(-1)! & 1) === 1 && (exponent.at(-1)! & 1) === 1
  return wide && odd && exponent.length <= 4 && exponent[0]! > 0 && (exponent.length > 1 || exponent[0]! > 2)
}

/** RS256 (RFC 7518 section 3.3). Never throws: what is malformed, and a weak key, verify nothing. */
export async function verifyRs256(jwk: RsaJwk, bytes: Bytes, signature: Bytes): Promise<boolean> {
  if (!isStrongRsa(jwk)) return false
  try {
    const { e, kty, n } = jwk
    const key = await crypto.subtle.importKey('jwk', { e, kty, n }, algorithm, false, ['verify'])
    return await crypto.subtle.verify(algorithm, key, signature, bytes)
  } catch {
    return false
  }
}
