import { remainingAfter } from '#domain/ledger/amounts.ts'
import { holds } from '#domain/ledger/drawdown-state.ts'
import type { DrawdownStep, LedgerOutcome, LedgerWrite, LineUpdate } from '#domain/ledger/ledger-write.ts'
import { getItem } from './item.ts'
import { certificateKey, documentClaimKey, drawdownKey, lineKey, shipmentKey } from './keys.ts'
import type { Table } from './table.ts'

/**
 * Why a transaction of the ledger was refused, by what stands now. The store says which condition failed, but not of which
 * attempt; so everything is read back. Undefined if nothing stands against it any more.
 */
export async function whyRefused(table: Table, write: LedgerWrite): Promise<LedgerOutcome | undefined> {
  const found = await Promise.all([
    ...write.active.map((certificate) => notActive(table, certificate)),
    ...write.steps.map((step) => moved(table, step)),
    ...write.steps.map((step) => documentUsed(table, step)),
    ...write.steps.map((step) => otherShipment(table, step)),
    ...write.lines.map((update) => short(table, update)),
  ])
  return found.find((each) => each !== undefined)
}

async function notActive(table: Table, certificate: string): Promise<LedgerOutcome | undefined> {
  const item = await getItem(table, certificateKey(certificate))
  return item?.['status'] === 'active' ? undefined : { outcome: 'not-active', certificate }
}

async function moved(table: Table, { before, after }: DrawdownStep): Promise<LedgerOutcome | undefined> {
  const item = await getItem(table, drawdownKey(after.ledger, after.id))
  return item?.['version'] === before?.version ? undefined : { outcome: 'moved' }
}

async function documentUsed(table: Table, { before, after, at }: DrawdownStep): Promise<LedgerOutcome | undefined> {
  if (after.documentKey === undefined || (before !== undefined && holds(before))) return undefined
  const claim = await getItem(table, documentClaimKey(after.ledger, after.line, after.documentKey))
  const free = claim === undefined || claim['drawdown'] === after.id || Number(claim['until']) <= at
  return free ? undefined : { outcome: 'document-used', line: after.line }
}

async function otherShipment(
  table: Table,
  { before, after, oneShipment }: DrawdownStep,
): Promise<LedgerOutcome | undefined> {
  if (!oneShipment || (before !== undefined && holds(before))) return undefined
  const shipment = await getItem(table, shipmentKey(after.ledger))
  const same = shipment === undefined || shipment['documentKey'] === after.documentKey || shipment['open'] === 0
  return same ? undefined : { outcome: 'other-shipment', ledger: after.ledger }
}

async function short(table: Table, { ledger, line, change }: LineUpdate): Promise<LedgerOutcome | undefined> {
  const item = await getItem(table, lineKey(ledger, line))
  if (item === undefined) return undefined
  const enough =
    BigInt(item['remaining'] as number) + remainingAfter(change) >= 0n &&
    BigInt(item['inHand'] as number) + (change.inHand ?? 0n) >= 0n
  return enough ? undefined : { outcome: 'short', ledger, line }
}
