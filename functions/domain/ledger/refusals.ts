import type { Drawdown } from '#schemas/ledger.ts'
import { RegistryError } from '../errors.ts'
import { printScaled } from '../quantity/decimal.ts'
import { remainingOf, type LineTotals } from './amounts.ts'
import { drawdownStateAt } from './drawdown-state.ts'
import type { LineTerms } from './terms.ts'

/** Sentences of the ledger's refusals: each says what there is, and what to do. */

const fault = (pointer: string, rule: string, detail: string) => [{ pointer, rule, detail }]

export function lineUnknown(line: number, known: Iterable<number>): RegistryError {
  const detail = `The statement has no line ${line}. Its lines are ${[...known].join(', ')}.`
  return new RegistryError('line-unknown', detail, fault('/input/line', 'line-unknown', detail))
}

export function unitDiffers({ line, unit }: LineTerms, given: string): RegistryError {
  const detail = `Line ${line} is stated in ${unit}, and this amount in ${given}. Write quantity and unit as ${unit}, and the amount on the document, if it is in another unit that converts exactly, under "onDocument".`
  return new RegistryError('unit-not-convertible', detail, fault('/input/unit', 'unit-differs', detail))
}

export function notTheSameAmount(stated: string, onDocument: string): RegistryError {
  const detail = `${onDocument} on the document is not exactly ${stated}. Correct one of the two, or leave "onDocument" away where the units do not convert.`
  return new RegistryError('unit-not-convertible', detail, fault('/input/onDocument', 'not-equal', detail))
}

/** `totals` as they stand now, without what has expired. */
export function quantityExceeded(totals: LineTotals, wanted: bigint): RegistryError {
  const { line, unit, limit } = totals
  const left = remainingOf(totals)
  const printed = (amount: bigint) => `${printScaled(amount)} ${unit}`
  const taken = `${printed(totals.reserved)} reserved, ${printed(totals.shipped)} shipped, ${printed(totals.returned)} returned`
  const advice =
    left > 0n
      ? `Take at most ${printed(left)}, or ask the holder for a certificate for the rest.`
      : 'Wait until a reservation is released or ends, or ask the holder for a new certificate.'
  const detail = `Line ${line} allows ${printed(limit)}; ${taken}. ${printed(wanted)} more cannot be taken: ${printed(left)} remain. ${advice}`
  return new RegistryError('quantity-exceeded', detail, fault('/input/quantity', 'quantity-exceeded', detail))
}

export function moreThanThere(drawdown: Drawdown, wanted: string, there: string, what: string): RegistryError {
  const detail = `Drawdown ${drawdown.id} has ${there} ${drawdown.unit} ${what}, not ${wanted} ${drawdown.unit}. Write at most ${there}, or have the amount corrected first by the customs office that confirmed it.`
  return new RegistryError('quantity-exceeded', detail, fault('/input/quantity', 'quantity-exceeded', detail))
}

export function correctionTooSmall({ id, unit }: Drawdown, least: bigint, pointer: string): RegistryError {
  const detail = `${printScaled(least)} ${unit} of drawdown ${id} were delivered or came back; it cannot be less than that. Write at least ${printScaled(least)}, or correct the delivered quantity in the same act.`
  return new RegistryError('quantity-exceeded', detail, fault(pointer, 'less-than-there', detail))
}

export function stockExceeded({ line, unit, inHand }: LineTotals, wanted: bigint): RegistryError {
  const detail = `${printScaled(inHand)} ${unit} of line ${line} have been delivered to the stock and are still there; ${printScaled(wanted)} ${unit} cannot leave it. Only what customs verified as delivered counts.`
  return new RegistryError('quantity-exceeded', detail, fault('/input/quantity', 'not-in-stock', detail))
}

/** Another's certificate and none are the same answer, in the same words. */
export function certificateUnknown(): RegistryError {
  return new RegistryError(
    'certificate-unknown',
    'There is no certificate or drawdown with these numbers on which your organisation may do this. Compare them with the paper, character by character; carriers and banks send the hash of the statement too, as its QR code has it.',
  )
}

/** For who may see every drawdown. */
export function drawdownUnknown(): RegistryError {
  return new RegistryError(
    'drawdown-unknown',
    'There is no drawdown with this id on this certificate. Compare both with the answer to the reservation.',
  )
}

export function drawdownIdUsed(): RegistryError {
  return new RegistryError(
    'drawdown-id-used',
    'This drawdown id stands for another drawdown on this certificate. If you asked for that one, send exactly the same act again; for another one make a new id.',
  )
}

export function drawdownExpired({ id, expiresAt, quantity, unit }: Drawdown): RegistryError {
  return new RegistryError(
    'drawdown-expired',
    `The reservation ${id} ended at ${expiresAt} (seconds since 1970), and its ${quantity} ${unit} are free again. Reserve anew under another drawdown id; it is granted if enough remains.`,
  )
}

const stateWords = {
  reserved: 'is reserved',
  confirmed: 'was confirmed by customs',
  delivered: 'was delivered',
  released: 'was released',
  expired: 'has expired',
} as const

export function moveNotAllowed(drawdown: Drawdown, now: number, instead: string): RegistryError {
  return new RegistryError(
    'drawdown-move-not-allowed',
    `Drawdown ${drawdown.id} ${stateWords[drawdownStateAt(drawdown, now)]}. ${instead}`,
  )
}

export function documentUsed(line: number): RegistryError {
  const detail = `This transport document has drawn on line ${line} already. If that was you, continue with that drawdown; if not, the same paper is being used twice: stop, and tell the authority.`
  return new RegistryError('transport-document-used', detail, fault('/input/document', 'used', detail))
}

export function documentDiffers(): RegistryError {
  const detail =
    'The drawdown was made for another transport document than the one that you name. Compare the paper; goods under another document need a drawdown of their own.'
  return new RegistryError('transport-document-differs', detail, fault('/input/document', 'differs', detail))
}

export function shipmentSetClosed(): RegistryError {
  const detail =
    'This certificate covers a single shipment, and goods have been reserved or shipped under another transport document. Use that one, have its reservations released, or ask the holder for a new certificate.'
  return new RegistryError('shipment-set-closed', detail, fault('/input/document', 'other-shipment', detail))
}
