import type { RegistryKey } from '#schemas/keys.ts'

/** The public keys that speak or spoke for this registry. A key is never removed: old certificates need it. */
export interface RegistryKeys {
  list(): Promise<RegistryKey[]>
  /** Records a key unless its `kid` is recorded already; what is recorded is not changed. Safe to repeat. */
  record(key: RegistryKey): Promise<void>
  /** An active key becomes `retired` and signs nothing after `notAfter`. Any other key stays as it is. Safe to repeat. */
  retire(kid: string, notAfter: number): Promise<void>
  /**
   * The key becomes `compromised` since `since`, for good; of two times the earlier one stands, whatever the order.
   * Returns the key as it stands then, undefined if no such key is recorded.
   */
  compromise(kid: string, since: number): Promise<RegistryKey | undefined>
}
