/** Crockford's base 32: no I, L, O or U, so that it can be read aloud and typed. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

// The largest prime below 32²: a wrong character or two swapped neighbours always change the remainder, because no
// difference of digits times a power of 32 is a multiple of it.
const checkModulus = 1021n

/**
 * Prints 16 random bytes as a certificate id: 26 characters for the number and 2 check characters.
 * The first character is at most 7, since 26 characters hold 130 bits.
 */
export function certificateIdFrom(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new TypeError(`a certificate id is made of 16 bytes, not ${bytes.length}`)
  const number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  return base32(number, 26) + base32(number % checkModulus, 2)
}

/**
 * Reads an id as people write it: any case, with spaces or dashes, O for 0 and I or L for 1.
 * Returns the 28 characters as they stand in data, or undefined if the check characters do not fit.
 */
export function parseCertificateId(text: string): string | undefined {
  const characters = text
    .toUpperCase()
    .replace(/[\s\u2010-\u2015-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  if (!/^[0-7][0-9A-HJKMNP-TV-Z]{27}$/.test(characters)) return undefined
  const number = numberOf(characters.slice(0, 26))
  return base32(number % checkModulus, 2) === characters.slice(26) ? characters : undefined
}

/**
 * A well-formed id that no certificate has. What cannot be read as an id is looked up under this one, so that a malformed
 * number takes as long to refuse as an unknown one.
 */
export const nobodysId = '0'.repeat(28)

/** The 16 bytes of an id that `parseCertificateId` accepted. */
export function bytesOfCertificateId(id: string): Uint8Array<ArrayBuffer> {
  let number = numberOf(id.slice(0, 26))
  const bytes = new Uint8Array(16)
  for (let at = 15; at >= 0; at--) {
    bytes[at] = Number(number & 255n)
    number >>= 8n
  }
  return bytes
}

/** For people: seven groups of four. */
export function printCertificateId(id: string): string {
  return id.match(/.{1,4}/g)?.join('-') ?? id
}

function base32(number: bigint, length: number): string {
  let text = ''
  for (let rest = number; text.length < length; rest >>= 5n) text = alphabet[Number(rest & 31n)]! + text
  return text
}

function numberOf(characters: string): bigint {
  return [...characters].reduce((sum, character) => sum * 32n + BigInt(alphabet.indexOf(character)), 0n)
}
