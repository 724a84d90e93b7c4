import { RegistryError } from '../errors.ts'
import { printScaled } from '../quantity/decimal.ts'
import { remainingOf, type LineTotals } from './amounts.ts'
import type { LineTerms, Terms } from './terms.ts'

/** Another limit for a line of a ledger; `from` is absent where nothing was drawn on it yet, and has to stay so meanwhile. */
export interface LimitChange {
  readonly line: number
  readonly from?: bigint
  readonly to: bigint
}

/** One transaction holds a hundred items, and issuing needs some of them. */
const mostLimits = 80

/**
 * What changes in a ledger when a new version is issued: only limits. What was taken stays what it is, to the last
 * millionth. Throws RegistryError `quantity-exceeded`, `unit-not-convertible`, or `statement-invalid` for too many lines.
 */
export function carriedOver(former: Terms, next: Terms, drawn: readonly LineTotals[]): LimitChange[] {
  const totals = new Map(drawn.map((each) => [each.line, each]))
  const changes = [...next.lines.values()].flatMap((line) => limitChange(former.lines.get(line.line), line, totals))
  if (changes.length <= mostLimits) return changes
  const detail = `A new version may change the quantities of ${mostLimits} lines; this one changes ${changes.length}. Surrender the former certificate and issue one without "supersedes", or change fewer lines at a time.`
  throw new RegistryError('statement-invalid', detail, [
    { pointer: '/statement/lines', rule: 'too-many-changes', detail },
  ])
}

function limitChange(
  former: LineTerms | undefined,
  next: LineTerms,
  totals: ReadonlyMap<number, LineTotals>,
): LimitChange[] {
  const { line, limit } = next
  const stored = totals.get(line)
  if (stored === undefined) return former === undefined || former.limit === limit ? [] : [{ line, to: limit }]
  if (stored.unit !== next.unit) throw otherUnit(stored, next)
  if (remainingOf({ ...stored, limit }) < 0n) throw takenAlready(stored, limit)
  return stored.limit === limit ? [] : [{ line, from: stored.limit, to: limit }]
}

function otherUnit({ line, unit }: LineTotals, next: LineTerms): RegistryError {
  const detail = `Line ${line} was drawn on in ${unit}; it cannot be stated in ${next.unit} now. Keep the unit, or give these goods another line number.`
  return new RegistryError('unit-not-convertible', detail, [
    { pointer: '/statement/lines', rule: 'unit-differs', detail },
  ])
}

function takenAlready(stored: LineTotals, limit: bigint): RegistryError {
  const taken = printScaled(stored.limit - remainingOf(stored))
  const { line, unit } = stored
  const detail = `${taken} ${unit} of line ${line} are reserved or shipped; the new version cannot allow less, and allows ${printScaled(limit)}. State at least ${taken} ${unit}, or have reservations released first.`
  return new RegistryError('quantity-exceeded', detail, [
    { pointer: '/statement/lines', rule: 'less-than-taken', detail },
  ])
}
