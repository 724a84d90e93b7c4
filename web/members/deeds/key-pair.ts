import { publicJwk, type PublicJwk } from '#schemas/keys.ts'

export interface KeyPair {
  readonly publicJwk: PublicJwk
  /** A file with the private half, as the registry's commands read it. */
  readonly privateFile: Blob
}

/** A P-256 key pair of this device's own randomness; the private half goes into the file and stays nowhere else. */
export async function makeKeyPair(): Promise<KeyPair> {
  const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const { crv, d, kty, x, y } = await crypto.subtle.exportKey('jwk', privateKey)
  const file = `${JSON.stringify({ crv, d, kty, x, y }, undefined, 2)}\n`
  return {
    publicJwk: publicJwk.parse({ crv, kty, x, y }),
    privateFile: new Blob([file], { type: 'application/jwk+json' }),
  }
}
