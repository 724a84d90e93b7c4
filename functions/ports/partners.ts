import type { TrustedRegistry } from '#schemas/trust-list.ts'

/** The other registries that the operator of this one trusts. All throw RegistryError `store-unavailable`. */
export interface Partners {
  /** In the order of their issuers. */
  list(): Promise<TrustedRegistry[]>
  /** Adds a partner, or replaces what is known of it. */
  put(partner: TrustedRegistry): Promise<void>
  /** Nothing of it is believed any more. Safe to repeat. */
  remove(issuer: string): Promise<void>
}
