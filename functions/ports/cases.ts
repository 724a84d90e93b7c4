import type { DisputeCase } from '#schemas/case.ts'

/**
 * Cases for the authority. One is opened together with the suspension that it causes (`ports/status-acts.ts`), and never
 * deleted. Throws RegistryError `store-unavailable`.
 */
export interface Cases {
  /** Open cases, oldest first, at most `limit`. */
  open(limit: number): Promise<DisputeCase[]>
  /** All cases about one ledger, in any state. */
  of(ledger: string): Promise<DisputeCase[]>
}
