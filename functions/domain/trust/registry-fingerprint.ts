import type { Registry } from '#schemas/keys.ts'
import { sha256Base64url } from '../bytes.ts'
import { canonicalBytes } from '../canonical-json.ts'

/**
 * What two operators read to each other over another channel before one trusts the other: SHA-256, base64url, over the
 * canonical JSON of a registry without the time of reading, its keys in the order of their ids.
 */
export async function registryFingerprint({ issuer, name, verifierOrigins, keys }: Registry): Promise<string> {
  const ordered = keys.toSorted((a, b) => (a.kid < b.kid ? -1 : 1))
  return sha256Base64url(canonicalBytes({ issuer, keys: ordered, name, verifierOrigins }))
}
