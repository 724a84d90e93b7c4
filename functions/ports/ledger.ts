import type { Drawdown, LedgerEntry } from '#schemas/ledger.ts'
import type { LineTotals } from '#domain/ledger/amounts.ts'
import type { DrawdownStep, LedgerOutcome, LedgerWrite, LineUpdate } from '#domain/ledger/ledger-write.ts'

/** Everything in a ledger at one moment. */
export interface LedgerContents {
  readonly lines: readonly LineTotals[]
  readonly drawdowns: readonly Drawdown[]
  readonly entries: readonly LedgerEntry[]
}

/**
 * The ledgers, one for all versions of a certificate. Whatever is written at the same time, no line ever holds more than
 * its limit: `reserved + shipped − returned ≤ limit`, exactly. All methods throw RegistryError `store-unavailable` when
 * the store cannot say what happened; the same call is then safe to repeat and gives the answer.
 */
export interface Ledger {
  /** The act that was recorded under a key, by its first entry. */
  find(organisation: string, act: string, idempotencyKey: string): Promise<LedgerEntry | undefined>
  /** As stored: a reservation that has ended may still say `reserved` (domain/ledger/drawdown-state.ts). */
  drawdown(ledger: string, id: string): Promise<Drawdown | undefined>
  /** Undefined for a line on which nothing was ever drawn. Holds what has ended by time until `expire` wrote it down. */
  line(ledger: string, line: number): Promise<LineTotals | undefined>
  /** Every line on which something was drawn. */
  lines(ledger: string): Promise<LineTotals[]>
  /** Records the act and what it does, if everything fits what stands; tells an earlier success of the same from a refusal. */
  record(write: LedgerWrite): Promise<LedgerOutcome>
  /** Reservations of a ledger that have ended by `now` and still hold their quantity. */
  overdue(ledger: string, now: number): Promise<Drawdown[]>
  /** Writes down what a reservation is that has ended by time, and frees its quantity, once. False if it had moved before. */
  expire(line: LineUpdate, step: DrawdownStep): Promise<boolean>
  /** As of one moment: lines, drawdowns and history belong together. */
  read(ledger: string): Promise<LedgerContents>
}
