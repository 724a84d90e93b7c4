import type { ShipmentLine } from '#schemas/shipment.ts'
import type { Check } from '#schemas/verdict.ts'
import { printScaled, scaled, withinTolerance } from '../quantity/decimal.ts'
import { commonFactors } from '../quantity/units.ts'
import type { SubjectLine } from './subject.ts'

/** A line of the shipment with the line of the statement that it belongs to, if one was found. */
export interface Found {
  readonly line: ShipmentLine
  readonly pointer: string
  readonly match?: SubjectLine
}

/** Lines of the shipment that belong to one line of the statement count together: a split must not pass piece by piece. */
export function compareQuantities(found: readonly Found[]): Check[] {
  // Map.groupBy is younger than some telephones in use.
  const groups = new Map<SubjectLine | undefined, Found[]>()
  for (const each of found) groups.set(each.match, [...(groups.get(each.match) ?? []), each])
  return [...groups].flatMap(([stated, members]) =>
    stated === undefined ? members.map(unmatched) : [compareQuantity(stated, members)],
  )
}

function unmatched({ line, pointer }: Found): Check {
  const given = line.quantity !== undefined
  return {
    name: 'quantity',
    outcome: given ? 'unknown' : 'skipped',
    code: given ? 'line-not-found' : 'not-given',
    required: given,
    basis: 'computed',
    pointer,
  }
}

interface Amount {
  readonly quantity: string
  readonly unit: string
  readonly pointer: string
}

const amountOf = ({ line: { quantity, unit }, pointer }: Found): Amount[] =>
  quantity === undefined || unit === undefined ? [] : [{ quantity, unit, pointer }]

/** A line without a quantity leaves the sum open upwards only: what the others exceed alone is exceeded. */
function compareQuantity(stated: SubjectLine, members: readonly Found[]): Check {
  const check = { name: 'quantity', required: true, basis: 'computed', pointer: members[0]!.pointer } as const
  const amounts = members.flatMap(amountOf)
  let total = 0n
  let statedFactor = 1n
  for (const { quantity, unit, pointer } of amounts) {
    const factors = commonFactors(unit, stated.unit)
    if (factors === undefined)
      return {
        ...check,
        pointer: `${pointer}/unit`,
        outcome: 'fail',
        code: 'unit-differs',
        facts: { line: stated.lineNo, stated: stated.unit, presented: unit },
      }
    total += scaled(quantity) * factors[0]
    statedFactor = factors[1]
  }
  const fits = withinTolerance(total, scaled(stated.quantity) * statedFactor, stated.tolerancePct)
  const incomplete = members.find((member) => amountOf(member).length === 0)
  if (fits && incomplete !== undefined) return notCompared(incomplete)
  const facts = {
    line: stated.lineNo,
    stated: `${stated.quantity} ${stated.unit}`,
    presented: presentedAmount(stated, amounts, total, statedFactor),
    ...(stated.tolerancePct === '0' ? {} : { tolerancePct: stated.tolerancePct }),
  }
  return fits
    ? { ...check, outcome: 'pass', code: 'quantity-fits', facts }
    : { ...check, outcome: 'fail', code: 'quantity-exceeded', facts }
}

function notCompared({ line, pointer }: Found): Check {
  const asked = line.quantity === undefined ? 'quantity' : 'unit'
  return {
    name: 'quantity',
    outcome: 'skipped',
    code: 'not-given',
    required: false,
    basis: 'computed',
    pointer: `${pointer}/${asked}`,
  }
}

/** As on the shipment's papers where it is one line; a sum of several is told in the statement's unit. */
function presentedAmount(stated: SubjectLine, amounts: readonly Amount[], total: bigint, statedFactor: bigint): string {
  const [only, another] = amounts
  if (another === undefined) return `${only!.quantity} ${only!.unit}`
  const parts = amounts.map(({ quantity, unit }) => `${quantity} ${unit}`).join(' + ')
  return total % statedFactor === 0n ? `${printScaled(total / statedFactor)} ${stated.unit} (${parts})` : parts
}
