import * as z from 'zod'
import { certificateId, digest, organisationId } from '#schemas/certificate.ts'
import type { Drawdown, LedgerEntry } from '#schemas/ledger.ts'
import { idempotencyKey as idempotencyKeyForm } from '#schemas/operations/operation.ts'
import { RegistryError } from '#domain/errors.ts'
import type { DrawdownStep, LedgerOutcome, LedgerWrite, LineUpdate } from '#domain/ledger/ledger-write.ts'
import type { Ledger, LedgerContents } from '#ports/ledger.ts'
import { advice } from './client.ts'
import { getItem, itemsOf, query, readItem, writeAllIf } from './item.ts'
import { certificateKey, idempotencyKey } from './keys.ts'
import { drawdownKey, drawdownPrefix, ledgerEntryKey, ledgerEntryPrefix, lineKey, linePrefix } from './keys-ledger.ts'
import { drawdownFrom, entryFrom, lineFrom, totalsFrom, totalsOf } from './ledger-items.ts'
import { lineWrite, stepWrites, writesOf } from './ledger-writes.ts'
import { whyRefused } from './ledger-refusals.ts'
import type { Table } from './table.ts'

const actRow = z.strictObject({
  organisation: organisationId,
  operation: z.string(),
  idempotencyKey: idempotencyKeyForm,
  /** SHA-256 of the act's payload. */
  fingerprint: digest,
  ledger: certificateId,
})

/**
 * Everything about one ledger stands in the partition of the first version of its certificate. The line holds what remains,
 * so that a draw is one conditional subtraction, and no reading before writing; the drawdown and the act in the history,
 * put only where nothing stands, keep the subtraction from happening twice.
 */
export function dynamoLedger(table: Table): Ledger {
  return {
    find: (organisation, act, key) => find(table, organisation, act, key),
    drawdown: (ledger, id) => findDrawdown(table, ledger, id),
    line: async (ledger, number) => {
      const item = await getItem(table, lineKey(ledger, number))
      return item && totalsFrom(item)
    },
    lines: async (ledger) => (await linesOf(table, ledger)).map(totalsOf),
    record: (write) => record(table, write),
    overdue: (ledger, now) => overdue(table, ledger, now),
    expire: (update, step) => expire(table, update, step),
    read: (ledger) => read(table, ledger),
  }
}

async function find(table: Table, organisation: string, act: string, key: string): Promise<LedgerEntry | undefined> {
  const item = await getItem(table, idempotencyKey(organisation, act, key))
  if (item === undefined) return undefined
  const row = readItem(actRow, (read) => idempotencyKey(read.organisation, read.operation, read.idempotencyKey), item)
  const entry = await findEntry(table, row.ledger, row.fingerprint)
  if (entry === undefined) throw new Error(`the act ${row.fingerprint} on ${row.ledger} is not in its history`)
  return entry
}

async function findEntry(table: Table, ledger: string, act: string): Promise<LedgerEntry | undefined> {
  const item = await getItem(table, ledgerEntryKey(ledger, act))
  return item && entryFrom(item)
}

async function findDrawdown(table: Table, ledger: string, id: string): Promise<Drawdown | undefined> {
  const item = await getItem(table, drawdownKey(ledger, id))
  return item && drawdownFrom(item)
}

/** Looks again after what was refused for a reason that has gone by the time one looks: that many times. */
const mostLooks = 4

async function record(table: Table, write: LedgerWrite): Promise<LedgerOutcome> {
  requireWhole(write)
  const writes = writesOf(write)
  for (let look = 0; look < mostLooks; look++) {
    if (await writeAllIf(table, writes)) return { outcome: 'recorded', entry: write.entries[0] }
    const refused = await whyRefused(table, write)
    if (refused !== undefined) return refused
  }
  throw new RegistryError('store-unavailable', advice.write)
}

/** The store sifts: a ledger may hold thousands of drawdowns, and each draw that finds too little left asks this. */
async function overdue(table: Table, ledger: string, now: number): Promise<Drawdown[]> {
  const items = await query(table, {
    KeyConditionExpression: 'PK = :partition AND begins_with(SK, :prefix)',
    FilterExpression: '#state = :reserved AND #expiresAt <= :now',
    ExpressionAttributeNames: { '#state': 'state', '#expiresAt': 'expiresAt' },
    ExpressionAttributeValues: {
      ':partition': certificateKey(ledger).PK,
      ':prefix': drawdownPrefix,
      ':reserved': 'reserved',
      ':now': now,
    },
    ConsistentRead: true,
  })
  return items.map(drawdownFrom)
}

async function expire(table: Table, update: LineUpdate, step: DrawdownStep): Promise<boolean> {
  if (await writeAllIf(table, [lineWrite(update), ...stepWrites(step)])) return true
  // Expired is expired, whoever wrote it down; only the quantity must not come back twice.
  return (await findDrawdown(table, step.after.ledger, step.after.id))?.state === 'expired'
}

/** Between two looks at the lines that are the same nothing can have changed: every transaction changes one. */
async function read(table: Table, ledger: string): Promise<LedgerContents> {
  let before = await linesOf(table, ledger)
  for (let look = 0; look < mostLooks; look++) {
    const [drawdowns, entries] = await Promise.all([drawdownsOf(table, ledger), entriesOf(table, ledger)])
    const after = await linesOf(table, ledger)
    if (after.every(({ version }, at) => version === before[at]?.version) && after.length === before.length)
      return { lines: after.map(totalsOf), drawdowns, entries }
    before = after
  }
  throw new RegistryError('store-unavailable', advice.read)
}

async function linesOf(table: Table, ledger: string) {
  return (await itemsOf(table, certificateKey(ledger).PK, linePrefix)).map(lineFrom)
}

async function drawdownsOf(table: Table, ledger: string): Promise<Drawdown[]> {
  return (await itemsOf(table, certificateKey(ledger).PK, drawdownPrefix)).map(drawdownFrom)
}

async function entriesOf(table: Table, ledger: string): Promise<LedgerEntry[]> {
  return (await itemsOf(table, certificateKey(ledger).PK, ledgerEntryPrefix)).map(entryFrom)
}

/** What is stored together has to be about the same thing. */
function requireWhole({ entries, steps, lines, organisation }: LedgerWrite): void {
  const ledgers = new Set(lines.map(({ ledger }) => ledger))
  const whole =
    entries.every((entry) => ledgers.has(entry.ledger) && entry.by.organisation === organisation) &&
    new Set(entries.map((entry) => entry.digest)).size === 1 &&
    steps.every(({ before, after }) => {
      const line_ = lines.find((each) => each.ledger === after.ledger && each.line === after.line)
      return (
        line_ !== undefined && after.version === (before?.version ?? 0) + 1 && (before?.id ?? after.id) === after.id
      )
    })
  if (!whole) throw new TypeError('the act, the drawdown and the line disagree')
}
