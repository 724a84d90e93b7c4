import { Tag } from 'cbor2'
import type { Bytes } from '../bytes.ts'
import { CheckFailure } from '../verification/check-failure.ts'
import { decodeCbor, encodeCbor } from './deterministic-cbor.ts'

/** COSE header labels and values: RFC 9052 section 3.1, RFC 9596 (typ), RFC 9864 (ESP256). */
const label = { alg: 1, kid: 4, typ: 16 } as const
const esp256 = -9
const sign1Tag = 18
export const qrType = 'euc+cwt'
export const hintLength = 8

export interface UnverifiedSign1 {
  /** First 8 bytes of the RFC 7638 thumbprint: where to look, not whom to trust. */
  readonly keyHint: Bytes
  readonly payload: Bytes
  readonly signature: Bytes
  readonly signingInput: Bytes
}

export function protectedHeader(kidBytes: Uint8Array): Bytes {
  return encodeCbor(
    new Map<number, unknown>([
      [label.alg, esp256],
      [label.kid, kidBytes.slice(0, hintLength)],
      [label.typ, qrType],
    ]),
  )
}

/** `Sig_structure` of RFC 9052 section 4.4, without external data. */
export function sign1Input(header: Uint8Array, payload: Uint8Array): Bytes {
  return encodeCbor(['Signature1', header, new Uint8Array(), payload])
}

export function assembleSign1(header: Uint8Array, payload: Uint8Array, signature: Uint8Array): Bytes {
  return encodeCbor(new Tag(sign1Tag, [header, new Map(), payload, signature]))
}

/**
 * Takes a tagged COSE_Sign1 apart: empty unprotected header, exactly alg, kid and typ protected, all deterministic.
 * Throws CheckFailure `not-canonical`, `segments`, `header-invalid`, `alg-not-allowed`, `typ-not-allowed` or `signature-invalid`.
 */
export function readSign1(bytes: Uint8Array): UnverifiedSign1 {
  const value = decodeCbor(bytes)
  if (
    !(value instanceof Tag) ||
    value.tag !== sign1Tag ||
    !Array.isArray(value.contents) ||
    value.contents.length !== 4
  )
    throw new CheckFailure('segments')
  const [header, unprotected, payload, signature] = value.contents as unknown[]
  if (!(unprotected instanceof Map) || unprotected.size !== 0) throw new CheckFailure('header-invalid')
  if (!(header instanceof Uint8Array) || !(payload instanceof Uint8Array)) throw new CheckFailure('segments')
  if (!(signature instanceof Uint8Array) || signature.length !== 64) throw new CheckFailure('signature-invalid')
  return {
    keyHint: readHeader(header),
    payload: new Uint8Array(payload),
    signature: new Uint8Array(signature),
    signingInput: sign1Input(header, payload),
  }
}

function readHeader(bytes: Uint8Array): Bytes {
  const header = decodeCbor(bytes)
  if (!(header instanceof Map) || header.size !== 3) throw new CheckFailure('header-invalid')
  if (header.get(label.alg) !== esp256) throw new CheckFailure('alg-not-allowed')
  if (header.get(label.typ) !== qrType) throw new CheckFailure('typ-not-allowed')
  const hint: unknown = header.get(label.kid)
  if (!(hint instanceof Uint8Array) || hint.length !== hintLength) throw new CheckFailure('header-invalid')
  return new Uint8Array(hint)
}
