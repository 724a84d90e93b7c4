import type { Drawdown, LedgerEntry } from '#schemas/ledger.ts'
import type { LineChange } from './amounts.ts'
import type { Use } from './cross-use.ts'

/** A change of a line's amounts. */
export interface LineUpdate {
  readonly ledger: string
  readonly line: number
  /** What the signed statement allows: written with the first change of a line, never with a later one. */
  readonly unit: string
  readonly limit: bigint
  readonly change: LineChange
}

/** A drawdown before and after an act; none before for a new one. */
export interface DrawdownStep {
  readonly before?: Drawdown
  readonly after: Drawdown
  /** Time of the act. */
  readonly at: number
  /** All drawdowns of this ledger that hold something have to be for one transport document. */
  readonly oneShipment: boolean
}

/** A signed act on a ledger and all that it does: stored together or not at all. */
export interface LedgerWrite {
  /** The act, once in the history of each ledger that it changes; the first is the caller's answer. */
  readonly entries: readonly [LedgerEntry, ...LedgerEntry[]]
  readonly organisation: string
  readonly idempotencyKey: string
  readonly lines: readonly LineUpdate[]
  readonly steps: readonly DrawdownStep[]
  /** Certificates that have to be active when this is stored. */
  readonly active: readonly string[]
  /** What a new drawdown uses that should be used once. */
  readonly uses: readonly Use[]
  /** For the log (ports/outbox-leaf.ts). */
  readonly leaves: readonly { readonly id: string; readonly at: number; readonly bytes: string }[]
}

/** `recorded`: the act has its effect, now or since an earlier call. Anything else: nothing was stored, and why. */
export type LedgerOutcome =
  | { readonly outcome: 'recorded'; readonly entry: LedgerEntry }
  /** The key belongs to another act, or this act was sent under another key. */
  | { readonly outcome: 'key-used' | 'act-used' }
  | { readonly outcome: 'not-active'; readonly certificate: string }
  /** The drawdown is no longer `before`, or its id stands for another. */
  | { readonly outcome: 'moved' }
  | { readonly outcome: 'document-used'; readonly line: number }
  | { readonly outcome: 'other-shipment'; readonly ledger: string }
  /** Less remains than is to be taken, or less is in hand than is to leave the stock. */
  | { readonly outcome: 'short'; readonly ledger: string; readonly line: number }
