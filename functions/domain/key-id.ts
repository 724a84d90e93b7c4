import { calculateJwkThumbprint } from 'jose'
import type { PublicJwk } from '#schemas/keys.ts'

/** RFC 7638 thumbprint with SHA-256, base64url. */
export function keyIdOf(jwk: PublicJwk): Promise<string> {
  return calculateJwkThumbprint(jwk, 'sha256')
}
