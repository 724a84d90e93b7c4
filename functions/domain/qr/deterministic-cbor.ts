import { cdeDecodeOptions, cdeEncodeOptions, decode, encode } from 'cbor2'
import { equalBytes, type Bytes } from '../bytes.ts'
import { CheckFailure } from '../verification/check-failure.ts'

const maxDepth = 8

/** Deterministic encoding (RFC 8949 section 4.2, CBOR common deterministic encoding). */
export function encodeCbor(value: unknown): Bytes {
  return new Uint8Array(encode(value, cdeEncodeOptions))
}

/**
 * Reads CBOR that is written in the one deterministic way; maps become `Map`. Encoding it again and comparing is the
 * same rule as for JSON: one byte string, one meaning. Throws CheckFailure `not-canonical`.
 */
export function decodeCbor(bytes: Uint8Array): unknown {
  try {
    const value: unknown = decode(bytes, {
      ...cdeDecodeOptions,
      maxDepth,
      preferMap: true,
      ignoreGlobalTags: true,
      rejectFloats: true,
      rejectUndefined: true,
    })
    if (equalBytes(encodeCbor(value), bytes)) return value
  } catch {
    // Falls through: whatever the decoder disliked, the bytes are not deterministic CBOR of ours.
  }
  throw new CheckFailure('not-canonical')
}
