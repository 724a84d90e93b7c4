import type { Drawdown, LedgerEntry, LineBalance } from '#schemas/ledger.ts'
import type { LineTotals } from './amounts.ts'
import { isExhausted, printBalance, totalsAt } from './balance.ts'
import { drawdownStateAt } from './drawdown-state.ts'
import type { LineTerms, Terms } from './terms.ts'

/** A ledger as it stands at one moment. */
export interface LedgerView {
  readonly lines: LineBalance[]
  readonly drawdowns: Drawdown[]
  /** Oldest first. */
  readonly entries: LedgerEntry[]
  readonly exhausted: boolean
}

/** `contents` as stored, as of one moment; what has ended by time has ended here, whether or not that was written down. */
export function ledgerViewAt(
  { lines: stated }: Terms,
  contents: { lines: readonly LineTotals[]; drawdowns: readonly Drawdown[]; entries: readonly LedgerEntry[] },
  now: number,
): LedgerView {
  const stored = new Map(contents.lines.map((each) => [each.line, each]))
  const terms = [...stated.values(), ...contents.lines.filter(({ line }) => !stated.has(line)).map(dropped)]
  const totals = terms.map((each) => [each, totalsAt(each, stored.get(each.line), contents.drawdowns, now)] as const)
  return {
    lines: totals.map(([each, sums]) => printBalance(each, sums)),
    drawdowns: contents.drawdowns
      .map((each) => ({ ...each, state: drawdownStateAt(each, now) }))
      .toSorted((a, b) => a.reserved.at - b.reserved.at || (a.id < b.id ? -1 : 1)),
    entries: contents.entries.toSorted(inOrder),
    exhausted: isExhausted(totals.map(([, sums]) => sums)),
  }
}

/** A line that an earlier version had. */
function dropped({ line, unit, limit }: LineTotals): LineTerms {
  return { line, unit, quantity: limit, limit }
}

/** Within one second by the version of the drawdown; what is about none comes after what made it possible. */
function inOrder(a: LedgerEntry, b: LedgerEntry): number {
  const [one, other] = [a, b].map(({ drawdown }) => drawdown?.version ?? Number.MAX_SAFE_INTEGER) as [number, number]
  return a.at - b.at || one - other || (a.digest < b.digest ? -1 : 1)
}
