import { checkPrimeSync, createHash, createPrivateKey, sign } from 'node:crypto'
import type { RsaJwk } from '#schemas/person.ts'
import { toBase64url, type Bytes } from '#domain/bytes.ts'

export interface DeterministicRsaKey {
  readonly jwk: RsaJwk
  /** RSASSA-PKCS1-v1_5 with SHA-256, which has no randomness. */
  sign(bytes: Bytes): Bytes
}

const exponent = 65_537n

/**
 * An RSA key of 2048 bits, or of two primes of another length, that everybody can make again: for published examples and
 * nothing else.
 */
export function deterministicRsaKey(name: string, primeBits: 512 | 1024 = 1024): DeterministicRsaKey {
  const [p, q] = [primeFrom(`${name}, p`, primeBits), primeFrom(`${name}, q`, primeBits)]
  const [n, d] = [p * q, inverse(exponent, (p - 1n) * (q - 1n))]
  const jwk: RsaJwk = { e: text(exponent), kty: 'RSA', n: text(n) }
  const members = { d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) }
  const secret = Object.fromEntries(Object.entries(members).map(([member, value]) => [member, text(value)]))
  const key = createPrivateKey({ key: { ...jwk, ...secret }, format: 'jwk' })
  return { jwk, sign: (bytes) => new Uint8Array(sign('sha256', bytes, key)) }
}

/** The first prime at or after so many bits of SHA-256 over the name and a counter, the two highest bits and the lowest set. */
function primeFrom(name: string, bits: number): bigint {
  const counts = Array.from({ length: bits / 256 }, (_, count) => count)
  const hashes = counts.map((count) => createHash('sha256').update(`${name}, ${count}`).digest('hex'))
  let candidate = BigInt(`0x${hashes.join('')}`) | (3n << BigInt(bits - 2)) | 1n
  while ((candidate - 1n) % exponent === 0n || !checkPrimeSync(candidate)) candidate += 2n
  return candidate
}

/** By the extended algorithm of Euclid. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [value, modulus, 1n, 0n]
  while (b !== 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y]
  return ((x % modulus) + modulus) % modulus
}

function text(value: bigint): string {
  const hex = value.toString(16)
  return toBase64url(Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex'))
}
