import { concatBytes, toUtf8, type Bytes } from '../bytes.ts'
import { parseCheckpoint } from './checkpoint.ts'
import type { SignatureAlgorithm } from './check-signature.ts'
import { signatureTypes, type VerifierKey } from './verifier-key.ts'

/** What a key has to sign, and how, for its line under a note. */
export interface SignedMessage {
  readonly algorithm: SignatureAlgorithm
  readonly message: Bytes
}

const timeLength = 8

/** Whether lines of this key say when they were made. */
export function isTimed({ type }: VerifierKey): boolean {
  return type !== signatureTypes.ed25519
}

/**
 * The message under a line of this key: the text itself (signed-note), or a time and the text, or a time and the tree
 * (tlog-cosignature). `time` is in seconds, 0 for a key that says none.
 * Throws LogFailure `checkpoint-malformed` if a tree is to be signed and the text is none, RangeError for a name too long.
 */
export function messageOf(key: VerifierKey, text: string, time: number): SignedMessage {
  switch (key.type) {
    case signatureTypes.ed25519:
      return { algorithm: 'Ed25519', message: toUtf8(text) }
    case signatureTypes.ed25519Cosignature:
      return { algorithm: 'Ed25519', message: toUtf8(`cosignature/v1\ntime ${time}\n${text}`) }
    case signatureTypes.mlDsa44Cosignature: {
      const { origin, size, root } = parseCheckpoint(text)
      const from = [toUtf8('subtree/v1\n\0'), shortText(key.name), eightBytes(time), shortText(origin)]
      return { algorithm: 'ML-DSA-44', message: concatBytes(...from, eightBytes(0), eightBytes(size), root) }
    }
  }
}

/** What stands in a line: the signature, after its time if it has one. */
export function withTime(key: VerifierKey, time: number, signature: Bytes): Bytes {
  return isTimed(key) ? concatBytes(eightBytes(time), signature) : signature
}

/** Takes time and signature apart, or undefined for a time that cannot be counted exactly. */
export function readTime(key: VerifierKey, line: Bytes): { time: number; signature: Bytes } | undefined {
  if (!isTimed(key)) return { time: 0, signature: line }
  if (line.length <= timeLength) return undefined
  const time = new DataView(line.buffer, line.byteOffset, timeLength).getBigUint64(0)
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) return undefined
  return { time: Number(time), signature: line.slice(timeLength) }
}

function eightBytes(number: number): Bytes {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(number))
  return bytes
}

function shortText(text: string): Bytes {
  const bytes = toUtf8(text)
  if (bytes.length === 0 || bytes.length > 255) throw new RangeError('a name of at most 255 bytes can be signed')
  return concatBytes(Uint8Array.of(bytes.length), bytes)
}
