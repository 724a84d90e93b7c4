import type { OutboxLeaf } from './outbox-leaf.ts'

/** A leaf and the number that it has in the log, counted from 0. */
export interface PlacedLeaf {
  readonly leaf: OutboxLeaf
  readonly index: number
}

/**
 * The leaves that wait for the log, and the places of those that have one. Leaves come from the transactions of the
 * events that they tell of. All throw RegistryError `store-unavailable`; repeating is safe.
 */
export interface LogOutbox {
  /** At most `limit` leaves that wait, oldest first, strongly consistent. The same leaf may come twice. */
  waiting(limit: number): Promise<OutboxLeaf[]>

  /** Numbers, by id, of those leaves that have one already; strongly consistent. */
  places(ids: readonly string[]): Promise<ReadonlyMap<string, number>>

  /**
   * Writes down the place of each leaf, for good, and only then takes it out of the outbox. Throws Error for a leaf that
   * has another place: it would be in the log twice.
   */
  settle(placed: readonly PlacedLeaf[]): Promise<void>
}
