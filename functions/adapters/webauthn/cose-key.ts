import { cose, decodeCredentialPublicKey, isoCBOR } from '@simplewebauthn/server/helpers'
import { publicJwk, type PublicJwk } from '#schemas/keys.ts'
import { rsaJwk, type RsaJwk } from '#schemas/person.ts'
import { fromBase64url, toBase64url } from '#domain/bytes.ts'
import { isStrongRsa } from '#domain/rs256.ts'

const { COSEKEYS, COSEKTY, COSECRV } = cose

/**
 * A COSE public key (RFC 9052 section 7) as the JWK that is kept: P-256, or RSA that is strong
 * enough for us to verify with; undefined for any other.
 */
export function jwkOf(bytes: Uint8Array<ArrayBuffer>): PublicJwk | RsaJwk | undefined {
  const key = decodeCredentialPublicKey(bytes)
  if (cose.isCOSEPublicKeyEC2(key)) {
    const jwk = { crv: 'P-256', kty: 'EC', x: member(key.get(COSEKEYS.x)), y: member(key.get(COSEKEYS.y)) }
    return key.get(COSEKEYS.crv) === COSECRV.P256 ? publicJwk.safeParse(jwk).data : undefined
  }
  if (!cose.isCOSEPublicKeyRSA(key)) return undefined
  const jwk = rsaJwk.safeParse({ e: member(key.get(COSEKEYS.e)), kty: 'RSA', n: member(key.get(COSEKEYS.n)) }).data
  return jwk !== undefined && isStrongRsa(jwk) ? jwk : undefined
}

const member = (bytes: Uint8Array | undefined) => bytes && toBase64url(bytes)

/** The same key as the library wants it. */
export function coseOf(jwk: PublicJwk | RsaJwk): Uint8Array<ArrayBuffer> {
  const members: [number, number | Uint8Array][] =
    jwk.kty === 'EC'
      ? [
          [COSEKEYS.kty, COSEKTY.EC2],
          [COSEKEYS.alg, -7],
          [COSEKEYS.crv, COSECRV.P256],
          [COSEKEYS.x, fromBase64url(jwk.x)!],
          [COSEKEYS.y, fromBase64url(jwk.y)!],
        ]
      : [
          [COSEKEYS.kty, COSEKTY.RSA],
          [COSEKEYS.alg, -257],
          [COSEKEYS.n, fromBase64url(jwk.n)!],
          [COSEKEYS.e, fromBase64url(jwk.e)!],
        ]
  return isoCBOR.encode(new Map<number, number | Uint8Array>(members) as never)
}
