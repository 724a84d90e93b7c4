import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto'
import type { PublicJwk } from '#schemas/keys.ts'
import type { Bytes } from '#domain/bytes.ts'
import type { Cryptography } from '#domain/cryptography.ts'
import { isStrongRsa } from '#domain/rs256.ts'

const imported = new Map<string, KeyObject>()
const mostKept = 500

/** Throws for a key that is no point of the curve. */
function keyObject({ crv, kty, x, y }: PublicJwk): KeyObject {
  const name = `${x}.${y}`
  const known = imported.get(name)
  if (known !== undefined) return known
  if (imported.size >= mostKept) imported.clear()
  const key = createPublicKey({ key: { crv, kty, x, y }, format: 'jwk' })
  imported.set(name, key)
  return key
}

/** Writes 32 bytes as a DER INTEGER: without leading zeros, but with one if the number would else look negative. */
function writeInteger(der: Uint8Array, at: number, number: Uint8Array): number {
  let start = 0
  while (start < 31 && number[start] === 0) start++
  const sign = number[start]! >= 0x80 ? 1 : 0
  der[at] = 0x02
  der[at + 1] = 32 - start + sign
  der.set(number.subarray(start), at + 2 + sign)
  return at + 2 + sign + 32 - start
}

/** OpenSSL verifies ECDSA signatures in DER half as fast again as those in r and s, which it converts by a slow way. */
function derSignature(signature: Uint8Array): Uint8Array {
  const der = new Uint8Array(72)
  const end = writeInteger(der, writeInteger(der, 2, signature.subarray(0, 32)), signature.subarray(32))
  der[0] = 0x30
  der[1] = end - 2
  return der.subarray(0, end)
}

/** Node's own cryptography, on the calling thread: the change of threads that WebCrypto makes costs more than a verification. */
export const nodeCryptography: Cryptography = {
  verifyEs256(jwk, bytes: Bytes, signature: Bytes) {
    if (signature.length !== 64) return false
    try {
      return verify('sha256', bytes, keyObject(jwk), derSignature(signature))
    } catch {
      return false
    }
  },
  verifyRs256({ e, kty, n }, bytes, signature) {
    if (!isStrongRsa({ e, kty, n })) return false
    try {
      return verify('sha256', bytes, createPublicKey({ key: { e, kty, n }, format: 'jwk' }), signature)
    } catch {
      return false
    }
  },
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
}
