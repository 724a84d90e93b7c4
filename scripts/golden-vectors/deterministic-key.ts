import { p256 } from '@noble/curves/nist.js'
import type { PublicJwk } from '#schemas/keys.ts'
import { sha256, toBase64url, toUtf8, type Bytes } from '#domain/bytes.ts'
import { keyIdOf } from '#domain/key-id.ts'

export interface DeterministicKey {
  readonly kid: string
  readonly jwk: PublicJwk
  sign(bytes: Bytes): Bytes
}

/** A key that everybody can make again, for published examples and nothing else. Signs as RFC 6979 says, so bytes never change. */
export async function deterministicKey(name: string): Promise<DeterministicKey> {
  const secret = await sha256(toUtf8(name))
  const point = p256.getPublicKey(secret, false)
  const jwk: PublicJwk = {
    crv: 'P-256',
    kty: 'EC',
    x: toBase64url(point.slice(1, 33)),
    y: toBase64url(point.slice(33)),
  }
  return {
    kid: await keyIdOf(jwk),
    jwk,
    sign: (bytes) => new Uint8Array(p256.sign(bytes, secret, { lowS: false })),
  }
}

/** The other signature of the same key over the same bytes: s and n − s verify alike. */
export function otherSignature(signature: Uint8Array): Bytes {
  const { r, s } = p256.Signature.fromBytes(signature)
  return new Uint8Array(new p256.Signature(r, p256.Point.Fn.neg(s)).toBytes())
}

/** The same signature as ASN.1, which X.509 and many libraries use and JWS and COSE do not. */
export function derSignature(signature: Uint8Array): Bytes {
  return new Uint8Array(p256.Signature.fromBytes(signature).toBytes('der'))
}
