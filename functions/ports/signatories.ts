import type { FindSigner } from '#domain/acts/find-signer.ts'

/** Who signs with which key or passkey. */
export interface Signatories {
  /** Strongly consistent. Throws RegistryError `store-unavailable`. */
  find: FindSigner
}
