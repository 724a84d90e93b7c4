import type { Use } from '#domain/ledger/cross-use.ts'

/**
 * Uses of things that should be used once, by keyed fingerprint. What is noted here is a hint: it may be of a deed that was
 * refused afterwards, so who reads it looks whether it holds (domain/ledger/cross-use.ts). Throws RegistryError
 * `store-unavailable`.
 */
export interface CrossUses {
  /** 32 bytes as base64url, made once for this registry and never changed or told. */
  key(): Promise<string>
  /** Safe to repeat. */
  note(uses: readonly Use[]): Promise<void>
  /** Every use of these, own ones too; at most `most` of each. Whoever noted before asking sees what was noted before it. */
  usesOf(fingerprints: readonly string[], most: number): Promise<Use[]>
}
