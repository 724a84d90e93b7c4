import type { CredentialPayload } from '#schemas/certificate.ts'
import { RegistryError } from '../errors.ts'
import { fromBase64url, type Bytes } from '../bytes.ts'
import { assembleSign1, protectedHeader } from './cose-sign1.ts'
import { digitsOf } from './qr-digits.ts'
import { decodeSummary, encodeSummary, summarise } from './qr-summary.ts'

/**
 * Data codewords of a version 22 symbol at level Q (ISO/IEC 18004 table 7). Larger symbols are hard to read at 40 mm,
 * and version 23 is misread by a common decoder (formats.md 2).
 */
const dataBits = 568 * 8
const modeBits = 4
const byteCountBits = 16
const numericCountBits = 12

/** Most digits that fit behind `#` in a version 22-Q symbol whose text begins with this verifier's address. */
export function digitsThatFit(verifierOrigin: string): number {
  const bits = dataBits - (modeBits + byteCountBits + 8 * `${verifierOrigin}/#`.length) - (modeBits + numericCountBits)
  const [triples, rest] = [Math.floor(bits / 10), bits % 10]
  return triples * 3 + (rest >= 7 ? 2 : rest >= 4 ? 1 : 0)
}

export function qrText(verifierOrigin: string, digits: string): string {
  return `${verifierOrigin}/#${digits}`
}

/**
 * The part of a QR code that is signed: as many goods lines as leave the symbol readable; all are covered by `sth`.
 * Throws RegistryError `statement-too-large-for-qr` if the code does not fit even without lines.
 */
export function qrPayloadOf(
  payload: CredentialPayload,
  sth: string,
  kid: string,
  verifierOrigin: string,
): { header: Bytes; payload: Bytes } {
  const header = protectedHeader(fromBase64url(kid) ?? new Uint8Array())
  const limit = digitsThatFit(verifierOrigin)
  for (let lines = Math.min(payload.statement.lines.length, 20); lines >= 0; lines--) {
    const encoded = encodeSummary(summarise(payload, sth, lines))
    if (digitsOf(assembleSign1(header, encoded, largestSignature)).length > limit) continue
    // Nothing is signed that our own verifier would refuse.
    decodeSummary(encoded)
    return { header, payload: encoded }
  }
  throw new RegistryError(
    'statement-too-large-for-qr',
    'Shorten the legal names of the end user and the consignee (and use Latin letters there, the native spelling has its own member); together they do not fit in the printed code.',
  )
}

// Digits depend on the value of the last bytes by at most one; the largest signature is the longest number.
const largestSignature = new Uint8Array(64).fill(255)
