import type { Bytes } from './bytes.ts'

/**
 * r and s of an ECDSA P-256 signature in DER (RFC 3279 section 2.2.3), as 32 bytes each; undefined for anything that is not
 * strict DER of two such numbers. Own code, because the packages that do this bring a whole curve into each Lambda; the
 * result is verified with the public key before anybody uses it.
 */
export function rawFromDer(der: Uint8Array): Bytes | undefined {
  if (der[0] !== 0x30 || der[1] !== der.length - 2 || der.length > 72) return undefined
  const raw = new Uint8Array(64)
  const afterR = readInteger(der, 2, raw.subarray(0, 32))
  const end = afterR === undefined ? undefined : readInteger(der, afterR, raw.subarray(32))
  return end === der.length ? raw : undefined
}

/** Writes the number at `at`, right-aligned, and returns where it ends; undefined if it is negative, padded or too large. */
function readInteger(der: Uint8Array, at: number, into: Uint8Array): number | undefined {
  const length = der[at + 1]
  if (der[at] !== 0x02 || length === undefined || length < 1) return undefined
  const number = der.subarray(at + 2, at + 2 + length)
  const [first = 0, second = 0] = number
  if (number.length !== length || first >= 0x80) return undefined
  if (first === 0 && length > 1 && second < 0x80) return undefined
  const digits = first === 0 ? number.subarray(1) : number
  if (digits.length > into.length) return undefined
  into.set(digits, into.length - digits.length)
  return at + 2 + length
}
