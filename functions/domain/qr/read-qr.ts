import type { Bytes } from '../bytes.ts'
import { CheckFailure } from '../verification/check-failure.ts'
import { readSign1, type UnverifiedSign1 } from './cose-sign1.ts'
import { bytesOfDigits } from './qr-digits.ts'

const shape = /^(?:(https?:\/\/[a-z0-9.-]+(?::\d{1,5})?)\/#)?([0-9]+)$/

/**
 * Finds the signed digits in the text of a QR code: behind `#` of a verifier's address, or the digits alone.
 * The address is never opened. Throws CheckFailure `qr-untrusted-url` for an address that no trusted registry names
 * (a look-alike site would show a green tick of its own), `not-a-certificate` for any other text.
 */
export function digitsOfQr(text: string, verifierOrigins: readonly string[]): string {
  if (text.length > 4000) throw new CheckFailure('too-large')
  const match = shape.exec(text)
  if (match === null) throw new CheckFailure(/^https?:/i.test(text) ? foreign(text) : 'not-a-certificate')
  const [, origin, digits] = match
  if (origin !== undefined && !verifierOrigins.includes(origin)) throw new CheckFailure('qr-untrusted-url', { origin })
  return digits!
}

/** An address with a long number behind `#` imitates a certificate; any other address is just not one. */
function foreign(text: string): 'qr-untrusted-url' | 'not-a-certificate' {
  return /#\s*\d{20,}/.test(text) ? 'qr-untrusted-url' : 'not-a-certificate'
}

/** Throws CheckFailure by form; nothing in the result is trusted yet. */
export function readQrDigits(digits: string): UnverifiedSign1 {
  const bytes: Bytes = bytesOfDigits(digits)
  return readSign1(bytes)
}
