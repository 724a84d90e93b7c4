import type { Drawdown, LedgerActInput } from '#schemas/ledger.ts'
import { RegistryError } from '../errors.ts'
import { scaled } from '../quantity/decimal.ts'
import { commonFactors } from '../quantity/units.ts'
import { containerNumbers, transportDocumentKey } from '../transport/transport-document.ts'
import type { MoveFacts, Moved } from './drawdown-moves.ts'
import { untouched } from './amounts.ts'
import { lineUnknown, notTheSameAmount, quantityExceeded, unitDiffers } from './refusals.ts'
import type { LineTerms, Terms } from './terms.ts'

/** How long a reservation holds unless it says otherwise, and how long it may (domain.md 5.3). In seconds. */
const usualReservation = 30 * 86_400
const longestReservation = 90 * 86_400

/**
 * A new drawdown: reserved by a carrier or bank, or, where customs sees the goods leave, confirmed at once.
 * Throws RegistryError `line-unknown`, `unit-not-convertible`, `request-invalid` for a time that cannot be, and
 * `quantity-exceeded` for more than the line allows with nothing taken; whether it fits what is left is for the store.
 */
export function reserved(
  input: LedgerActInput<'reserve-drawdown'>,
  certificate: string,
  terms: Terms,
  facts: MoveFacts,
): Moved {
  const line = lineOf(terms, input.line)
  if (input.unit !== line.unit) throw unitDiffers(line, input.unit)
  if (input.onDocument !== undefined) requireSameAmount(input, input.onDocument)
  const quantity = scaled(input.quantity)
  if (quantity > line.limit) throw quantityExceeded({ ...untouched, ...line }, quantity)
  return {
    after: newDrawdown(input, certificate, terms.ledger, facts),
    change: input.departing === undefined ? { reserved: quantity } : { shipped: quantity },
  }
}

/** Throws RegistryError `line-unknown`. */
export function lineOf({ lines }: Terms, line: number): LineTerms {
  const found = lines.get(line)
  if (found === undefined) throw lineUnknown(line, lines.keys())
  return found
}

function newDrawdown(
  input: LedgerActInput<'reserve-drawdown'>,
  certificate: string,
  ledger: string,
  facts: MoveFacts,
): Drawdown {
  const { drawdown: id, line, quantity, unit, onDocument, document, containers, ship, serialNumbers, departing } = input
  return {
    ledger,
    certificate,
    id,
    line,
    state: departing === undefined ? 'reserved' : 'confirmed',
    quantity,
    unit,
    ...(onDocument && { onDocument }),
    returned: '0',
    delivered: '0',
    inHand: '0',
    document,
    documentKey: transportDocumentKey(document),
    ...(containers && { containers: containerNumbers(containers) }),
    ...(ship !== undefined && { ship }),
    ...(serialNumbers && { serialNumbers }),
    reserved: facts,
    expiresAt: endOf(input.expiresAt, facts.at),
    ...(departing && { confirmed: { ...facts, ...departing } }),
    version: 1,
  }
}

function endOf(asked: number | undefined, now: number): number {
  if (asked === undefined) return now + usualReservation
  if (asked > now && asked <= now + longestReservation) return asked
  const detail = 'A reservation ends in the future and within 90 days. Leave "expiresAt" away for the usual 30 days.'
  throw new RegistryError('request-invalid', detail, [{ pointer: '/input/expiresAt', rule: 'out-of-range', detail }])
}

/** The signer states both amounts; the registry converts nothing by itself, it only sees that they are the same. */
function requireSameAmount(
  stated: { quantity: string; unit: string },
  onDocument: { quantity: string; unit: string },
): void {
  const factors = commonFactors(stated.unit, onDocument.unit)
  const same =
    factors !== undefined && scaled(stated.quantity) * factors[0] === scaled(onDocument.quantity) * factors[1]
  const printed = ({ quantity, unit }: { quantity: string; unit: string }) => `${quantity} ${unit}`
  if (!same) throw notTheSameAmount(printed(stated), printed(onDocument))
}
