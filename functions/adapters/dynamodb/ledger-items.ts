import * as z from 'zod'
import { certificateId } from '#schemas/certificate.ts'
import { drawdown, ledgerEntry, lineNumber, type Drawdown, type LedgerEntry } from '#schemas/ledger.ts'
import { codeForms } from '#schemas/statement/codes.ts'
import { remainingOf, type LineTotals } from '#domain/ledger/amounts.ts'
import { readItem, type Item } from './item.ts'
import { drawdownKey, ledgerEntryKey, lineKey } from './keys-ledger.ts'

/** DynamoDB keeps 38 digits; the SDK gives those beyond 2^53 as bigint and the others as number. */
const amount = z.union([z.int(), z.bigint()]).transform(BigInt)
const line = z.strictObject({
  ledger: certificateId,
  line: lineNumber,
  unit: codeForms.unit,
  limit: amount,
  remaining: amount,
  reserved: amount,
  shipped: amount,
  returned: amount,
  delivered: amount,
  withdrawn: amount,
  inHand: amount,
  /** Counts the changes. */
  version: z.int().min(1),
})
export function drawdownFrom(item: Item): Drawdown {
  return readItem(drawdown, ({ ledger, id }) => drawdownKey(ledger, id), item)
}

export function entryFrom(item: Item): LedgerEntry {
  return readItem(ledgerEntry, (entry) => ledgerEntryKey(entry.ledger, entry.digest), item)
}

/** A line whose figures do not add up is a defect: nothing may be drawn on it. */
export function lineFrom(item: Item): z.infer<typeof line> {
  const found = readItem(line, (each) => lineKey(each.ledger, each.line), item)
  if (found.remaining < 0n || found.remaining !== remainingOf(found))
    throw new Error(`line ${found.line} of ${found.ledger} does not add up`)
  return found
}

export function totalsFrom(item: Item): LineTotals {
  return totalsOf(lineFrom(item))
}

export function totalsOf({
  ledger: _ledger,
  remaining: _remaining,
  version: _version,
  ...totals
}: z.infer<typeof line>): LineTotals {
  return totals
}
