import { printScaled } from '../quantity/decimal.ts'

/** Amounts of a line, in whole millionths of its unit (quantity/decimal.ts). */
export interface LineAmounts {
  readonly reserved: bigint
  /** What left, all told; what came back is in `returned`. */
  readonly shipped: bigint
  readonly returned: bigint
  readonly delivered: bigint
  readonly withdrawn: bigint
  /** Delivered, and neither come back nor withdrawn from the stock. */
  readonly inHand: bigint
}

export const amountNames = ['reserved', 'shipped', 'returned', 'delivered', 'withdrawn', 'inHand'] as const

/** How an act changes the amounts of a line; what is not named stays. */
export type LineChange = Partial<LineAmounts>

/** What the registry keeps of a line that was drawn on. `remaining = limit − reserved − shipped + returned`, never below 0. */
export interface LineTotals extends LineAmounts {
  readonly line: number
  readonly unit: string
  readonly limit: bigint
}

export const untouched: LineAmounts = {
  reserved: 0n,
  shipped: 0n,
  returned: 0n,
  delivered: 0n,
  withdrawn: 0n,
  inHand: 0n,
}

export function remainingOf({ limit, ...amounts }: LineAmounts & { readonly limit: bigint }): bigint {
  return limit + remainingAfter(amounts)
}

/** By how much a change changes what remains. */
export function remainingAfter({ reserved = 0n, shipped = 0n, returned = 0n }: LineChange): bigint {
  return returned - reserved - shipped
}

export function changed<T extends LineAmounts>(amounts: T, change: LineChange): T {
  const entries = amountNames.map((name) => [name, amounts[name] + (change[name] ?? 0n)])
  return { ...amounts, ...Object.fromEntries(entries) }
}

/** A change as signed decimals, for the history. */
export function printChange(change: LineChange): Record<string, string> {
  const named = amountNames.filter((name) => (change[name] ?? 0n) !== 0n)
  return Object.fromEntries(named.map((name) => [name, printSigned(change[name]!)]))
}

function printSigned(amount: bigint): string {
  return amount < 0n ? `-${printScaled(-amount)}` : printScaled(amount)
}
