import type { Drawdown, LineBalance } from '#schemas/ledger.ts'
import { printScaled } from '../quantity/decimal.ts'
import { amountNames, changed, remainingOf, untouched, type LineTotals } from './amounts.ts'
import { expired } from './drawdown-moves.ts'
import { drawdownStateAt } from './drawdown-state.ts'
import type { LineTerms } from './terms.ts'

/**
 * What stands of a line at `now`. A reservation that has ended holds nothing, whether or not that was written down:
 * `drawdowns` are those of the ledger, as of the same moment as the totals.
 */
export function totalsAt(
  terms: LineTerms,
  stored: LineTotals | undefined,
  drawdowns: readonly Drawdown[],
  now: number,
): LineTotals {
  const { line, unit, limit } = terms
  return drawdowns
    .filter((each) => each.line === line && each.state === 'reserved' && drawdownStateAt(each, now) === 'expired')
    .reduce((totals, each) => changed(totals, expired(each).change), stored ?? { ...untouched, line, unit, limit })
}

export function printBalance({ quantity }: LineTerms, totals: LineTotals): LineBalance {
  const printed = Object.fromEntries(amountNames.map((name) => [name, printScaled(totals[name])]))
  return {
    line: totals.line,
    unit: totals.unit,
    quantity: printScaled(quantity),
    limit: printScaled(totals.limit),
    ...(printed as Record<(typeof amountNames)[number], string>),
    remaining: printScaled(remainingOf(totals)),
  }
}

/** Everything that may be taken was taken and has left: nothing is reserved that could come free again. */
export function isExhausted(lines: readonly LineTotals[]): boolean {
  return lines.every((totals) => remainingOf(totals) === 0n && totals.reserved === 0n)
}
