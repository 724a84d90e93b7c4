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
  const groups = Map.groupBy(found, ({ match }) => match)
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

function compareQuantity(stated: SubjectLine, members: readonly Found[]): Check {
  const check = { name: 'quantity', required: true, basis: 'computed', pointer: members[0]!.pointer } as const
  const incomplete = members.find(({ line }) => line.quantity === undefined || line.unit === undefined)
  if (incomplete !== undefined) {
    const asked = incomplete.line.quantity === undefined ? 'quantity' : 'unit'
    return {
      ...check,
      required: false,
      outcome: 'skipped',
      code: 'not-given',
      pointer: `${incomplete.pointer}/${asked}`,
    }
  }
  let total = 0n
  let statedFactor = 1n
  for (const { line, pointer } of members) {
    const factors = commonFactors(line.unit!, stated.unit)
    if (factors === undefined)
      return {
        ...check,
        pointer: `${pointer}/unit`,
        outcome: 'fail',
        code: 'unit-differs',
        facts: { line: stated.lineNo, stated: stated.unit, presented: line.unit! },
      }
    total += scaled(line.quantity!) * factors[0]
    statedFactor = factors[1]
  }
  const fits = withinTolerance(total, scaled(stated.quantity) * statedFactor, stated.tolerancePct)
  const facts = {
    line: stated.lineNo,
    stated: `${stated.quantity} ${stated.unit}`,
    presented: presentedAmount(stated, members, total, statedFactor),
    ...(stated.tolerancePct === '0' ? {} : { tolerancePct: stated.tolerancePct }),
  }
  return fits
    ? { ...check, outcome: 'pass', code: 'quantity-fits', facts }
    : { ...check, outcome: 'fail', code: 'quantity-exceeded', facts }
}

/** As on the shipment's papers where it is one line; a sum of several is told in the statement's unit. */
function presentedAmount(stated: SubjectLine, members: readonly Found[], total: bigint, statedFactor: bigint): string {
  const [only, another] = members
  if (another === undefined) return `${only!.line.quantity!} ${only!.line.unit!}`
  const parts = members.map(({ line }) => `${line.quantity!} ${line.unit!}`).join(' + ')
  return total % statedFactor === 0n ? `${printScaled(total / statedFactor)} ${stated.unit} (${parts})` : parts
}
