import type { Drawdown, LedgerActInput, LedgerActor } from '#schemas/ledger.ts'
import { printScaled, scaled } from '../quantity/decimal.ts'
import { transportDocumentKey } from '../transport/transport-document.ts'
import type { LineChange } from './amounts.ts'
import { drawdownStateAt } from './drawdown-state.ts'
import { correctionTooSmall, documentDiffers, drawdownExpired, moreThanThere, moveNotAllowed } from './refusals.ts'

/** Who moves a drawdown, and when. */
export interface MoveFacts {
  readonly by: LedgerActor
  readonly at: number
}

/** A drawdown after an act, and what the act changed of its line. Nothing of it holds before it is stored. */
export interface Moved {
  readonly after: Drawdown
  readonly change: LineChange
}

/**
 * Customs saw the goods leave, all of them or another quantity than was reserved.
 * Throws RegistryError `drawdown-expired`, `drawdown-move-not-allowed` or `transport-document-differs`.
 */
export function confirmed(before: Drawdown, input: LedgerActInput<'confirm-drawdown'>, facts: MoveFacts): Moved {
  const state = drawdownStateAt(before, facts.at)
  if (state === 'expired') throw drawdownExpired(before)
  if (state !== 'reserved')
    throw moveNotAllowed(before, facts.at, 'Only a reservation can be confirmed; correct what was confirmed wrongly.')
  if (input.document !== undefined) requireDocument(before, input.document)
  const quantity = input.quantity ?? before.quantity
  const { declaration } = input
  return {
    after: { ...next(before, 'confirmed'), quantity, confirmed: { ...facts, ...(declaration && { declaration }) } },
    change: { reserved: -scaled(before.quantity), shipped: scaled(quantity) },
  }
}

/**
 * Customs of the destination saw the goods arrive, under the document that they left with; fewer may arrive, not more.
 * Throws RegistryError `drawdown-move-not-allowed`, `transport-document-differs` or `quantity-exceeded`.
 */
export function delivered(before: Drawdown, input: LedgerActInput<'deliver-drawdown'>, facts: MoveFacts): Moved {
  if (before.state !== 'confirmed')
    throw moveNotAllowed(before, facts.at, 'Delivery is verified once, of what customs confirmed to have left.')
  requireDocument(before, input.document)
  const underWay = scaled(before.quantity) - scaled(before.returned)
  const quantity = input.quantity === undefined ? underWay : scaled(input.quantity)
  if (quantity > underWay) throw moreThanThere(before, printScaled(quantity), printScaled(underWay), 'under way')
  const printed = printScaled(quantity)
  return {
    after: {
      ...next(before, 'delivered'),
      delivered: printed,
      inHand: printed,
      deliveryVerified: { ...facts, ...input.verification },
    },
    change: { delivered: quantity, inHand: quantity },
  }
}

/** A reservation is given up. Throws RegistryError `drawdown-move-not-allowed`. */
export function released(before: Drawdown, facts: MoveFacts): Moved {
  const state = drawdownStateAt(before, facts.at)
  if (state === 'expired')
    throw moveNotAllowed(before, facts.at, 'Its quantity is free again already; nothing needs to be done.')
  if (state !== 'reserved')
    throw moveNotAllowed(
      before,
      facts.at,
      'Only a reservation can be released; customs corrects or records as returned what has left.',
    )
  return {
    after: { ...next(before, 'released'), released: facts },
    change: { reserved: -scaled(before.quantity) },
  }
}

/** A reservation that has ended by time, written down. */
export function expired(before: Drawdown): Moved {
  return { after: next(before, 'expired'), change: { reserved: -scaled(before.quantity) } }
}

/**
 * Goods came back, from under way or from where they were delivered.
 * Throws RegistryError `drawdown-move-not-allowed` or `quantity-exceeded`.
 */
export function returned(before: Drawdown, input: LedgerActInput<'return-goods'>, facts: MoveFacts): Moved {
  requireLeft(before, facts.at, 'Only what has left can come back.')
  const wasDelivered = before.state === 'delivered'
  const most = wasDelivered ? scaled(before.inHand) : scaled(before.quantity) - scaled(before.returned)
  const quantity = scaled(input.quantity)
  if (quantity > most)
    throw moreThanThere(before, input.quantity, printScaled(most), wasDelivered ? 'with its consignee' : 'under way')
  return {
    after: {
      ...next(before, before.state),
      returned: printScaled(scaled(before.returned) + quantity),
      inHand: wasDelivered ? printScaled(most - quantity) : before.inHand,
    },
    change: { returned: quantity, ...(wasDelivered && { inHand: -quantity }) },
  }
}

/**
 * What was confirmed or delivered was another quantity. The former figures stay in the history.
 * Throws RegistryError `drawdown-move-not-allowed` or `quantity-exceeded`.
 */
export function corrected(before: Drawdown, input: LedgerActInput<'correct-drawdown'>, facts: MoveFacts): Moved {
  requireLeft(before, facts.at, 'Only what customs confirmed can be corrected; release a reservation instead.')
  if (input.delivered !== undefined && before.state !== 'delivered')
    throw moveNotAllowed(before, facts.at, 'Leave "delivered" away until the delivery has been verified.')
  const [shipped, wasDelivered, inHand] = [before.quantity, before.delivered, before.inHand].map(scaled) as [
    bigint,
    bigint,
    bigint,
  ]
  const quantity = scaled(input.quantity)
  const nowDelivered = input.delivered === undefined ? wasDelivered : scaled(input.delivered)
  const fromHand = wasDelivered - inHand
  const onTheWayBack = scaled(before.returned) - fromHand
  const least = nowDelivered + onTheWayBack
  if (quantity < least) throw correctionTooSmall(before, least, '/input/quantity')
  if (nowDelivered < fromHand) throw correctionTooSmall(before, fromHand, '/input/delivered')
  const change = nowDelivered - wasDelivered
  return {
    after: {
      ...next(before, before.state),
      quantity: input.quantity,
      delivered: printScaled(nowDelivered),
      inHand: printScaled(inHand + change),
    },
    change: { shipped: quantity - shipped, delivered: change, inHand: change },
  }
}

function next(before: Drawdown, state: Drawdown['state']): Drawdown {
  return { ...before, state, version: before.version + 1 }
}

function requireLeft(before: Drawdown, now: number, why: string): void {
  if (before.state !== 'confirmed' && before.state !== 'delivered') throw moveNotAllowed(before, now, why)
}

function requireDocument({ documentKey }: Drawdown, document: NonNullable<Drawdown['document']>): void {
  if (transportDocumentKey(document) !== documentKey) throw documentDiffers()
}
