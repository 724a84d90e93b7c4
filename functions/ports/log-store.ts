/**
 * Where the log stands: the one row that decides. It moves from `staged` (decided, and nothing signed yet) over `signed`
 * to `published`, and only from there on to the next tree.
 */
export type LogHead =
  | (LogTree & { readonly step: 'staged'; readonly stage: StageName })
  | (LogTree & { readonly step: 'signed'; readonly stage: StageName; readonly checkpoint: string })
  | (LogTree & { readonly step: 'published'; readonly checkpoint: string })

interface LogTree {
  /** Number of leaves; grows with every move to `staged`. */
  readonly size: number
  /** RFC 9162 root hash, base64url. */
  readonly root: string
}

/** A batch that somebody wants to append, named by what it appends to and by what it is. */
export interface StageName {
  /** Leaves of the tree before. */
  readonly size: number
  /** SHA-256 of its bytes, base64url. */
  readonly digest: string
}

/**
 * What the sequencer of the log writes down for itself; nothing of it is public. Any number of sequencers may run: the
 * head decides between them. All throw RegistryError `store-unavailable` when the store cannot say what happened; the
 * write may have been applied then, and repeating it is safe.
 */
export interface LogStore {
  /** The head as it stands, strongly consistent; undefined before the first leaf. */
  head(): Promise<LogHead | undefined>

  /**
   * Compare-and-swap, atomic and durable: the head becomes `after` if it is still `before` in size, root and step.
   * Returns whether exactly `after` stands then. A tree that was decided is never taken back.
   */
  replaceHead(before: LogHead | undefined, after: LogHead): Promise<boolean>

  /** Keeps a batch until it is published. Durable when it returns; the same one twice is one. */
  stage(name: StageName, bytes: Uint8Array<ArrayBuffer>): Promise<void>

  /** The batch as it is kept, strongly consistent; undefined if nothing is kept under this name. */
  staged(name: StageName): Promise<Uint8Array<ArrayBuffer> | undefined>

  /** Forgets every batch for a tree of fewer than `size` leaves: what they hold is published, or was never decided. */
  unstage(size: number): Promise<void>
}
