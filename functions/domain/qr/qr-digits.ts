import { fromHex, toHex, type Bytes } from '../bytes.ts'
import { CheckFailure } from '../verification/check-failure.ts'

/**
 * Bytes as decimal digits, behind a format number: "1" and the number `0x01 || bytes`. Digits survive every URL parser
 * and take a QR code's numeric segment, which is denser than base45 (formats.md 2). The leading 01 keeps zero bytes.
 */
export function digitsOf(bytes: Uint8Array): string {
  return `1${BigInt(`0x01${toHex(bytes)}`)}`
}

/** Throws CheckFailure `qr-version-unknown` for another format number, `qr-invalid` for digits that are no such bytes. */
export function bytesOfDigits(digits: string): Bytes {
  if (!/^[0-9]{21,2001}$/.test(digits)) throw new CheckFailure('qr-invalid')
  if (digits[0] !== '1') throw new CheckFailure('qr-version-unknown', { version: digits[0]! })
  // A leading zero would give one number two spellings.
  if (digits[1] === '0') throw new CheckFailure('qr-invalid')
  const hex = BigInt(digits.slice(1)).toString(16)
  if (hex.length % 2 === 0 || !hex.startsWith('1')) throw new CheckFailure('qr-invalid')
  return fromHex(hex.slice(1))
}
