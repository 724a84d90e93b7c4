import type { NoteSigner } from '#domain/log/sign-note.ts'

/** The private keys of the log. They never leave the place that holds them. */
export interface LogSigners {
  /** Names the log for good, as in `registry.example/log`; the first line of every checkpoint. */
  readonly origin: string

  /**
   * One signer for each key in use, named after the origin, an Ed25519 one (type 1) first. Each throws RegistryError
   * `signer-unavailable` if no signature could be had; signing the same again is safe, and signing two trees of one size
   * is the end of the log.
   */
  current(): Promise<readonly [NoteSigner, ...NoteSigner[]]>
}
