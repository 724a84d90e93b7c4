import type { RegistryKey } from '#schemas/keys.ts'

/** The public keys that speak or spoke for this registry. A key is never removed: old certificates need it. */
export interface RegistryKeys {
  list(): Promise<RegistryKey[]>
  /** Records a key unless its `kid` is recorded already; what is recorded is not changed. Safe to repeat. */
  record(key: RegistryKey): Promise<void>
}
