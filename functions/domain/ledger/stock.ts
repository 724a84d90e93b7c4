import type { Certificate } from '#schemas/certificate.ts'
import type { Drawdown, LedgerActInput } from '#schemas/ledger.ts'
import { RegistryError } from '../errors.ts'
import { scaled } from '../quantity/decimal.ts'
import { untouched } from './amounts.ts'
import type { MoveFacts } from './drawdown-moves.ts'
import { requireInForce } from './in-force.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { quantityExceeded, unitDiffers } from './refusals.ts'
import { lineOf } from './reserve.ts'
import type { Terms } from './terms.ts'

interface Side {
  readonly certificate: Certificate
  readonly terms: Terms
}

/**
 * Goods leave a stock for a buyer that has made a statement of its own (domain.md 5.5, row 24): the stock has less in
 * hand, and the buyer's certificate is drawn on by as much. Both or neither.
 *
 * `parentLedger` is the ledger of the certificate that the buyer's statement names as its parent.
 * Throws RegistryError `child-statement-needed`, `line-unknown`, `unit-not-convertible`, `quantity-exceeded`,
 * `certificate-not-in-force`.
 */
export function leavesStock(
  stock: Side,
  buyer: Side & { readonly parentLedger: string | undefined },
  input: LedgerActInput<'release-from-stock'>,
  facts: MoveFacts,
): LedgerParts {
  requireStock(stock.terms)
  if (buyer.parentLedger !== stock.terms.ledger || buyer.terms.ledger === stock.terms.ledger) throw notItsChild()
  // Its validity is over or not: the goods are there all the same. Suspended or revoked, they stay where they are.
  if (stock.certificate.status !== 'active') requireInForce(stock.certificate, facts.at)
  requireInForce(buyer.certificate, facts.at)
  const [from, to] = [lineOf(stock.terms, input.line), lineOf(buyer.terms, input.child.line)]
  for (const line of [from, to]) if (line.unit !== input.unit) throw unitDiffers(line, input.unit)
  const quantity = scaled(input.quantity)
  if (quantity > to.limit) throw quantityExceeded({ ...untouched, ...to }, quantity)
  return [
    {
      certificate: buyer.certificate,
      terms: buyer.terms,
      after: drawnFromStock(stock, buyer, input, facts),
      line: to,
      change: { shipped: quantity, delivered: quantity, inHand: quantity },
      active: true,
    },
    {
      certificate: stock.certificate,
      terms: stock.terms,
      line: from,
      change: { withdrawn: quantity, inHand: -quantity },
      active: true,
    },
  ]
}

function drawnFromStock(
  stock: Side,
  buyer: Side,
  { line, quantity, unit, child }: LedgerActInput<'release-from-stock'>,
  facts: MoveFacts,
): Drawdown {
  return {
    ledger: buyer.terms.ledger,
    certificate: buyer.certificate.id,
    id: child.drawdown,
    line: child.line,
    state: 'delivered',
    quantity,
    unit,
    returned: '0',
    delivered: quantity,
    inHand: quantity,
    stock: { certificate: stock.certificate.id, line },
    reserved: facts,
    expiresAt: facts.at,
    confirmed: facts,
    version: 1,
  }
}

function requireStock({ scope }: Terms): void {
  if (scope === 'STOCK') return
  throw childNeeded(
    `This certificate covers no stock (its scope is ${scope}): its goods go to the end user that it names. Only goods under a certificate with the scope STOCK leave a stock.`,
  )
}

function notItsChild(): RegistryError {
  return childNeeded(
    'The buyer’s statement has to name this certificate as its parent. Have the buyer make its own end-use statement with "parent" set to the certificate of the stock, and name the certificate that is issued for it.',
  )
}

function childNeeded(detail: string): RegistryError {
  return new RegistryError('child-statement-needed', detail, [
    { pointer: '/input/child/certificate', rule: 'not-a-child', detail },
  ])
}
