import type { OutboxLeaf } from './outbox-leaf.ts'

/** One edition of this registry's trust list, as served. */
export interface PublishedTrustList {
  readonly version: number
  /** SHA-256 of the payload bytes, base64url. */
  readonly digest: string
  /** The `euc-trust-list+jwt`. */
  readonly token: string
  readonly publishedAt: number
}

/** The editions of the trust list; each is kept for good. All throw RegistryError `store-unavailable`. */
export interface TrustLists {
  newest(): Promise<PublishedTrustList | undefined>
  edition(version: number): Promise<PublishedTrustList | undefined>
  /**
   * Compare-and-swap: stores `next` with its log leaf if the edition that stands is `next.version - 1` (none for 1).
   * Returns whether `next` was stored; false means that another publisher was first. The list never goes back.
   */
  publish(next: PublishedTrustList, leaf: OutboxLeaf): Promise<boolean>
}
