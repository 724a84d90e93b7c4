/** A file of the log, under its path in C2SP tlog-tiles: `tile/0/x001/x234/067`, `tile/entries/000.p/12`. */
export interface LogFileContent {
  readonly path: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** What anybody can fetch of the log. All throw RegistryError `store-unavailable`; repeating is safe. */
export interface LogFiles {
  /**
   * Publishes a file for good. Durable when it returns; the same file twice is one. Throws Error if other bytes stand
   * under this path already: a log that would say two things says nothing more.
   */
  publish(file: LogFileContent): Promise<void>

  /** Strongly consistent: finds what was published a moment ago. */
  read(path: string): Promise<Uint8Array<ArrayBuffer> | undefined>

  /**
   * Forgets the partial files of a tile or bundle of which the full one is published under `path`. Whoever looks for one
   * of them finds its content at the beginning of the full one.
   */
  prune(path: string): Promise<void>

  /**
   * Publishes a checkpoint of a tree of `size` leaves as the newest, unless one of a larger tree stands: that is left as
   * it is, and nothing is wrong. Of two of one size the later stands: it has more signatures.
   */
  publishCheckpoint(size: number, note: string): Promise<void>

  /** The newest checkpoint, strongly consistent. */
  checkpoint(): Promise<string | undefined>
}
