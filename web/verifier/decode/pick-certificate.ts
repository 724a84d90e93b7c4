/** A QR text that may be a certificate: digits, alone or behind `#` of some address. The verdict says if it is one. */
const likely = /^(https?:\/\/[^#]*#)?\d{20,}$/i

/** Of several codes on a page, the one that is worth judging. */
export function pickCertificate(texts: readonly string[]): string | undefined {
  return texts.find((text) => likely.test(text.trim()))?.trim()
}
