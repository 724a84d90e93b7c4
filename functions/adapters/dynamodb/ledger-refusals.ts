import { remainingAfter } from '#domain/ledger/amounts.ts'
import { holds } from '#domain/ledger/drawdown-state.ts'
import type { DrawdownStep, LedgerOutcome, LedgerWrite, LineUpdate } from '#domain/ledger/ledger-write.ts'
import { getAll, type Item } from './item.ts'
import { certificateKey, idempotencyKey, type Key } from './keys.ts'
import { documentClaimKey, drawdownKey, ledgerEntryKey, lineKey, shipmentKey } from './keys-ledger.ts'
import { entryFrom } from './ledger-items.ts'
import type { Table } from './table.ts'

/** What stands at a place that a transaction is about, and what that says of it. */
interface Question {
  readonly key: Key
  readonly judge: (item: Item | undefined) => LedgerOutcome | undefined
}

/**
 * What stands after a transaction was refused, all of it as of one moment. An earlier success of the same act comes before
 * any reason: what was refused may be the echo of it. The store says which condition failed, but not of which attempt; so
 * everything is read back. Undefined if nothing stands against the act any more.
 */
export async function whyRefused(table: Table, write: LedgerWrite): Promise<LedgerOutcome | undefined> {
  const [rowKey, entryKey] = [keyOfRow(write), keyOfEntry(write)]
  const questions = [
    ...write.active.map(isActive),
    ...write.steps.flatMap((step) => [isUnmoved(step), ...hasDocument(step), ...isSameShipment(step)]),
    ...write.lines.map(isEnough),
  ]
  const [row, entry, ...items] = await getAll(table, [rowKey, entryKey, ...questions.map(({ key }) => key)])
  if (row !== undefined) return answered(write, row, entry)
  if (entry !== undefined) return { outcome: 'act-used' }
  return questions.map(({ judge }, at) => judge(items[at])).find((each) => each !== undefined)
}

function keyOfRow({ organisation, idempotencyKey: key, entries }: LedgerWrite): Key {
  return idempotencyKey(organisation, entries[0].name, key)
}

function keyOfEntry({ entries: [{ ledger, digest }] }: LedgerWrite): Key {
  return ledgerEntryKey(ledger, digest)
}

function answered({ entries: [{ digest }] }: LedgerWrite, row: Item, entry: Item | undefined): LedgerOutcome {
  if (row['fingerprint'] !== digest) return { outcome: 'key-used' }
  if (entry === undefined) throw new Error(`the act ${digest} is not in its history`)
  return { outcome: 'recorded', entry: entryFrom(entry) }
}

function isActive(certificate: string): Question {
  return {
    key: certificateKey(certificate),
    judge: (item) => (item?.['status'] === 'active' ? undefined : { outcome: 'not-active', certificate }),
  }
}

function isUnmoved({ before, after }: DrawdownStep): Question {
  return {
    key: drawdownKey(after.ledger, after.id),
    judge: (item) => (item?.['version'] === before?.version ? undefined : { outcome: 'moved' }),
  }
}

function hasDocument({ before, after, at }: DrawdownStep): Question[] {
  const { ledger, line, id, documentKey } = after
  if (documentKey === undefined || (before !== undefined && holds(before))) return []
  const free = (claim: Item | undefined) =>
    claim === undefined || claim['drawdown'] === id || Number(claim['until']) <= at
  const judge: Question['judge'] = (claim) => (free(claim) ? undefined : { outcome: 'document-used', line })
  return [{ key: documentClaimKey(ledger, line, documentKey), judge }]
}

function isSameShipment({ before, after, oneShipment }: DrawdownStep): Question[] {
  const { ledger, documentKey } = after
  if (!oneShipment || (before !== undefined && holds(before))) return []
  const same = (shipment: Item | undefined) =>
    shipment === undefined || shipment['documentKey'] === documentKey || shipment['open'] === 0
  return [
    { key: shipmentKey(ledger), judge: (item) => (same(item) ? undefined : { outcome: 'other-shipment', ledger }) },
  ]
}

function isEnough({ ledger, line, change }: LineUpdate): Question {
  // Of a line on which nothing was drawn nothing can be in hand; what it allows was judged before.
  const enough = (item: Item | undefined) =>
    (item === undefined || BigInt(item['remaining'] as number) + remainingAfter(change) >= 0n) &&
    BigInt((item?.['inHand'] ?? 0) as number) + (change.inHand ?? 0n) >= 0n
  return {
    key: lineKey(ledger, line),
    judge: (item) => (enough(item) ? undefined : { outcome: 'short', ledger, line }),
  }
}
