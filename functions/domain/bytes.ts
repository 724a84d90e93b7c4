import { base64url } from 'jose'

/** Bytes that WebCrypto accepts: never over shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function toUtf8(text: string): Bytes {
  return encoder.encode(text)
}

/** Throws TypeError if the bytes are not UTF-8; a byte order mark stays and so is seen. */
export function fromUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}

export function toBase64url(bytes: Uint8Array): string {
  return base64url.encode(bytes)
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const noDigit = 0xff
const digitOf = new Uint8Array(256).fill(noDigit)
for (let digit = 0; digit < alphabet.length; digit++) digitOf[alphabet.charCodeAt(digit)] = digit

/**
 * Decodes base64url that is written in its one right way, else undefined. Padding, spaces and spare bits in the last
 * character would give one value several spellings; decoders commonly accept them (security.md 0.3), hence our own.
 */
export function fromBase64url(text: string): Bytes | undefined {
  const digits = encoder.encode(text)
  const { length } = digits
  if (length % 4 === 1) return undefined
  let wrong = 0
  for (let index = 0; index < length; index++) wrong |= digits[index] = digitOf[digits[index]!]!
  if (wrong > 63) return undefined

  const bytes = new Uint8Array(Math.floor((length * 3) / 4))
  let at = 0
  let index = 0
  for (; index + 4 <= length; index += 4) {
    bytes[at++] = (digits[index]! << 2) | (digits[index + 1]! >> 4)
    bytes[at++] = (digits[index + 1]! << 4) | (digits[index + 2]! >> 2)
    bytes[at++] = (digits[index + 2]! << 6) | digits[index + 3]!
  }
  return readLast(digits.subarray(index), bytes, at) ? bytes : undefined
}

/** What is left over: two digits for one byte, or three for two; their spare bits must be zero. */
function readLast([a, b, c]: Uint8Array, bytes: Bytes, at: number): boolean {
  if (a === undefined || b === undefined) return true
  bytes[at] = (a << 2) | (b >> 4)
  if (c === undefined) return (b & 15) === 0
  bytes[at + 1] = (b << 4) | (c >> 2)
  return (c & 3) === 0
}

export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

/** SHA-256 as base64url, as digests are written everywhere here. */
export async function sha256Base64url(bytes: Bytes): Promise<string> {
  return toBase64url(await sha256(bytes))
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Takes an even number of hexadecimal digits. */
export function fromHex(hex: string): Bytes {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
