import { fromBase64url, toBase64url, type Bytes } from '../bytes.ts'

/** Base 64 with padding (RFC 4648 section 4), as notes and checkpoints are written. */
export function toBase64(bytes: Uint8Array): string {
  const digits = toBase64url(bytes).replaceAll('-', '+').replaceAll('_', '/')
  return digits.padEnd(Math.ceil(digits.length / 4) * 4, '=')
}

/** Decodes base 64 that is written in its one right way, else undefined: padding complete, spare bits zero, no line breaks. */
export function fromBase64(text: string): Bytes | undefined {
  if (text.length % 4 !== 0 || /[-_]/.test(text)) return undefined
  const digits = text.endsWith('==') ? text.slice(0, -2) : text.endsWith('=') ? text.slice(0, -1) : text
  return fromBase64url(digits.replaceAll('+', '-').replaceAll('/', '_'))
}
