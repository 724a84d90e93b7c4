import type { CryptoKey } from 'jose'
import type { PublicJwk } from '#schemas/keys.ts'
import type { Bytes } from './bytes.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

// Importing a key costs as much as a third of a verification (performance.md). Keyed by value: the same key list is
// parsed anew for each verification.
const imported = new Map<string, Promise<CryptoKey>>()
const mostKept = 500

function importKey({ crv, kty, x, y }: PublicJwk): Promise<CryptoKey> {
  const name = `${x}.${y}`
  const known = imported.get(name)
  if (known !== undefined) return known
  if (imported.size >= mostKept) imported.clear()
  const key = crypto.subtle.importKey('jwk', { crv, kty, x, y }, algorithm, false, ['verify'])
  imported.set(name, key)
  return key
}

/** ES256 (RFC 7518 section 3.4): the signature is r and s, 32 bytes each. A key that is no point of the curve verifies nothing. */
export async function verifyEs256(jwk: PublicJwk, bytes: Bytes, signature: Bytes): Promise<boolean> {
  if (signature.length !== 64) return false
  try {
    return await crypto.subtle.verify(algorithm, await importKey(jwk), signature, bytes)
  } catch {
    return false
  }
}
