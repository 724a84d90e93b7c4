/** An entry for the transparency log, waiting to be sequenced. `bytes` is fixed here, so that later steps cannot change it. */
export interface OutboxLeaf {
  /** Unique for the event, so that delivering it twice adds one leaf. */
  readonly id: string
  readonly at: number
  /** Canonical JSON. */
  readonly bytes: string
}
