import type { KeyUse, PublicJwk } from '#schemas/keys.ts'

/** The registry's private keys, one in use for each purpose. They never leave the place that holds them. */
export interface Signer {
  /** Public half and RFC 7638 thumbprint of the key that signs for this use now. Throws RegistryError `signer-unavailable`. */
  publicKey(use: KeyUse): Promise<{ kid: string; jwk: PublicJwk }>

  /**
   * Signs with ES256: SHA-256 of `bytes`, answer r and s of 32 bytes each (IEEE P1363, as JWS and COSE want it).
   * The signature was verified with the public key before it is returned.
   * Throws RegistryError `signer-unavailable` if no good signature could be had; signing again is safe.
   */
  sign(use: KeyUse, bytes: Uint8Array<ArrayBuffer>): Promise<{ kid: string; signature: Uint8Array<ArrayBuffer> }>
}
