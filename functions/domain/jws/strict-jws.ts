import type { PublicJwk } from '#schemas/keys.ts'
import { fromBase64url, toUtf8, type Bytes } from '../bytes.ts'
import { readCanonicalJson } from '../canonical-json.ts'
import { verifyEs256 } from '../es256.ts'
import { CheckFailure } from '../verification/check-failure.ts'

/** A compact JWS that has the one allowed form; nothing in it is trusted yet. */
export interface UnverifiedJws {
  readonly kid: string
  readonly payloadBytes: Bytes
  readonly signingInput: Bytes
  readonly signature: Bytes
}

const maxLength = 200_000
const maxHeaderLength = 400

/**
 * Takes a compact JWS apart by the strict profile of security.md sections 0 and 6. `jose` by itself accepts
 * re-encodings and extra header members (153 of 419 hostile tokens), so everything that could be written in two ways is
 * refused here, before the signature.
 *
 * Throws CheckFailure: `too-large`, `segments`, `encoding-invalid`, `header-invalid`, `not-canonical`, `alg-not-allowed`
 * or `typ-not-allowed`.
 */
export function readStrictJws(token: string, typ: string, limit = maxLength): UnverifiedJws {
  if (token.length > limit) throw new CheckFailure('too-large', { length: token.length, limit })
  const [header = '', payload = '', signature = '', ...rest] = token.split('.')
  if (rest.length > 0 || header === '' || payload === '' || signature === '') throw new CheckFailure('segments')

  const headerBytes = fromBase64url(header)
  const payloadBytes = fromBase64url(payload)
  const signatureBytes = fromBase64url(signature)
  if (headerBytes === undefined || payloadBytes === undefined || signatureBytes === undefined)
    throw new CheckFailure('encoding-invalid')
  if (header.length > maxHeaderLength) throw new CheckFailure('header-invalid')

  const { kid } = readHeader(headerBytes, typ)
  if (signatureBytes.length !== 64) throw new CheckFailure('signature-invalid')
  return { kid, payloadBytes, signingInput: toUtf8(`${header}.${payload}`), signature: signatureBytes }
}

function readHeader(bytes: Uint8Array, typ: string): { kid: string } {
  const value = readHeaderJson(bytes)
  if (typeof value !== 'object' || value === null || Object.keys(value).join() !== 'alg,kid,typ')
    throw new CheckFailure('header-invalid')
  const { alg, kid, typ: found } = value as { alg: unknown; kid: unknown; typ: unknown }
  if (alg !== 'ES256') throw new CheckFailure('alg-not-allowed')
  if (found !== typ) throw new CheckFailure('typ-not-allowed')
  // Never a path, an address or a property name: only ever compared with thumbprints (security.md 4.2).
  if (typeof kid !== 'string' || !thumbprint.test(kid)) throw new CheckFailure('header-invalid')
  return { kid }
}

const thumbprint = /^[A-Za-z0-9_-]{43}$/

function readHeaderJson(bytes: Uint8Array): unknown {
  try {
    return readCanonicalJson(bytes)
  } catch (error) {
    if (error instanceof CheckFailure && error.code === 'payload-invalid') throw new CheckFailure('header-invalid')
    throw error
  }
}

/** Throws CheckFailure `signature-invalid` unless the key made this signature. */
export async function verifyStrictJws(jws: UnverifiedJws, jwk: PublicJwk): Promise<void> {
  if (!(await verifyEs256(jwk, jws.signingInput, jws.signature))) throw new CheckFailure('signature-invalid')
}
