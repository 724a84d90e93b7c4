import type { StatusValue } from '#schemas/status-list.ts'
import type { OutboxLeaf } from './outbox-leaf.ts'

/** One edition of a status list, as served. */
export interface PublishedStatusList {
  readonly list: number
  /** Counts editions from 1. */
  readonly seq: number
  /** The `statuslist+jwt`. */
  readonly token: string
  readonly publishedAt: number
}

/** What an entry should say next; a later change of the same entry replaces an earlier one. */
export interface StatusChange {
  readonly list: number
  readonly index: number
  readonly value: StatusValue
  /** Grows with each change of the certificate. */
  readonly version: number
}

/**
 * Status lists and the changes that wait to be published. A change is written in the transaction of the act that causes
 * it; so it is there if the act is. All throw RegistryError `store-unavailable`.
 */
export interface StatusLists {
  find(list: number): Promise<PublishedStatusList | undefined>
  /** Numbers of all lists that hold or will hold a certificate, ascending. */
  all(): Promise<number[]>
  /** Changes not yet published, at most `limit`, strongly consistent. */
  pending(list: number, limit: number): Promise<StatusChange[]>
  /**
   * Compare-and-swap: stores `next` with its log leaf if the edition that stands is `next.seq - 1` (none for 1).
   * Returns whether it was stored; false means that another publisher was first. The list never goes back.
   */
  publish(next: PublishedStatusList, leaf: OutboxLeaf): Promise<boolean>
  /** Forgets changes that were published, unless they were replaced by later ones meanwhile. Safe to repeat. */
  settle(changes: readonly StatusChange[]): Promise<void>
}
