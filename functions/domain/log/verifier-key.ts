import { concatBytes, sha256, toHex, toUtf8, type Bytes } from '../bytes.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { LogFailure } from './log-failure.ts'
import { isKeyName } from './note.ts'

/** How a key signs, by the byte that C2SP signed-note assigns. */
export const signatureTypes = {
  /** Over the text of the note. */
  ed25519: 0x01,
  /** Over a time and the text (tlog-cosignature). */
  ed25519Cosignature: 0x04,
  /** Over a time and the tree (tlog-cosignature), also good against quantum computers. */
  mlDsa44Cosignature: 0x06,
} as const
export type SignatureType = (typeof signatureTypes)[keyof typeof signatureTypes]

const keyLengths: Readonly<Record<SignatureType, number>> = { 0x01: 32, 0x04: 32, 0x06: 1312 }

/** A public key with the name and the number that its signatures bear. */
export interface VerifierKey {
  readonly name: string
  /** Four bytes in hexadecimal. */
  readonly keyId: string
  readonly type: SignatureType
  readonly publicKey: Bytes
}

/** Throws RangeError for a name that no key may have, or a key of the wrong length. */
export async function verifierKey(name: string, type: SignatureType, publicKey: Bytes): Promise<VerifierKey> {
  if (!isKeyName(name)) throw new RangeError('a key cannot be called so')
  if (publicKey.length !== keyLengths[type]) throw new RangeError('keys of this type have another length')
  const named = concatBytes(toUtf8(`${name}\n`), Uint8Array.of(type), publicKey)
  return { name, keyId: toHex((await sha256(named)).subarray(0, 4)), type, publicKey }
}

/** `<name>+<key id>+<base64 of type and key>` (signed-note, "Verifier keys"). */
export function printVerifierKey({ name, keyId, type, publicKey }: VerifierKey): string {
  return `${name}+${keyId}+${toBase64(concatBytes(Uint8Array.of(type), publicKey))}`
}

const longestKey = 4_000

/**
 * Reads a verifier key and computes its number anew. Throws LogFailure `verifier-key-malformed`, or
 * `verifier-key-unsupported` for a kind of signature that is not read here.
 */
export async function parseVerifierKey(text: string): Promise<VerifierKey> {
  // The base64 may have plus signs of its own, a name may not.
  const [, name, keyId, digits] = (text.length <= longestKey && /^([^+]+)\+([0-9a-f]{8})\+(.+)$/su.exec(text)) || []
  if (name === undefined || keyId === undefined || digits === undefined || !isKeyName(name)) throw malformed()
  const bytes = fromBase64(digits)
  if (bytes === undefined) throw malformed()
  const type = bytes[0] as SignatureType
  if (!Object.values(signatureTypes).includes(type))
    throw new LogFailure('verifier-key-unsupported', 'Only keys of the types 1, 4 and 6 are read here.')
  if (bytes.length !== 1 + keyLengths[type]) throw malformed()
  const key = await verifierKey(name, type, bytes.slice(1))
  if (key.keyId !== keyId) throw malformed()
  return key
}

function malformed(): LogFailure {
  return new LogFailure('verifier-key-malformed', 'This is not a verifier key: a name, its number, and a key.')
}
