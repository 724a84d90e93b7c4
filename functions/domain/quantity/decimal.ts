/** Exact arithmetic on decimal strings: whole numbers of 10⁻⁶, the smallest step a quantity has (schemas/decimal.ts). */
const decimals = 6

/** Takes a string that `schemas/decimal.ts` accepted. */
export function scaled(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return BigInt(whole + fraction.padEnd(decimals, '0'))
}

export function printScaled(amount: bigint): string {
  const digits = amount.toString().padStart(decimals + 1, '0')
  const fraction = digits.slice(-decimals).replace(/0{1,6}$/, '')
  return fraction === '' ? digits.slice(0, -decimals) : `${digits.slice(0, -decimals)}.${fraction}`
}

/** Whether `amount` is at most `limit` and a tolerance of so many percent; nothing is rounded. */
export function withinTolerance(amount: bigint, limit: bigint, tolerancePct: string): boolean {
  const hundred = scaled('100')
  return amount * hundred <= limit * (hundred + scaled(tolerancePct))
}
