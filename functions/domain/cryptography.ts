import type { PublicJwk } from '#schemas/keys.ts'
import type { RsaJwk } from '#schemas/person.ts'
import { sha256, type Bytes } from './bytes.ts'
import { verifyEs256 } from './es256.ts'
import { verifyRs256 } from './rs256.ts'

/**
 * The operations that a verification asks of its platform. WebCrypto is everywhere and the default; where it hands
 * every call to another thread and back, a server may give a quicker way to the same answers.
 */
export interface Cryptography {
  /** ES256 over `bytes`; the signature is r and s of 32 bytes each. Never throws: what is malformed is not verified. */
  verifyEs256(jwk: PublicJwk, bytes: Bytes, signature: Bytes): boolean | Promise<boolean>
  /** RS256 over `bytes`, by a key of 2048 bits or more. Never throws. */
  verifyRs256(jwk: RsaJwk, bytes: Bytes, signature: Bytes): boolean | Promise<boolean>
  sha256(bytes: Bytes): Uint8Array | Promise<Uint8Array>
}

export const webCryptography: Cryptography = { verifyEs256, verifyRs256, sha256 }
