import * as z from 'zod'
import type { DisputeCase } from '#schemas/case.ts'
import {
  certificateId,
  certificateStatus,
  digest,
  organisationId,
  seconds,
  signatoryPerson,
  type Certificate,
} from '#schemas/certificate.ts'
import { idempotencyKey as idempotencyKeyForm } from '#schemas/operations/operation.ts'
import { statusEntry } from '#domain/audit/audit-entry.ts'
import { RegistryError } from '#domain/errors.ts'
import type { OutboxLeaf } from '#ports/outbox-leaf.ts'
import type { StatusActRecord, StatusActs } from '#ports/status-acts.ts'
import type { StatusChange } from '#ports/status-lists.ts'
import { auditPuts } from './audit.ts'
import { placesOf } from './cases.ts'
import { listed } from './certificates.ts'
import { getItem, putAllIf, readItem, vacant, type ConditionalPut } from './item.ts'
import { actKey, certificateKey, idempotencyKey, outboxKey, statusChangeKey, usedActKey } from './keys.ts'
import type { Table } from './table.ts'

const row = z.strictObject({
  organisation: organisationId,
  idempotencyKey: idempotencyKeyForm,
  /** SHA-256 of the act's payload. */
  fingerprint: digest,
  certificate: certificateId,
  version: z.int().min(2),
})
const evidence = row.extend({
  act: z.string().min(1),
  signedBy: signatoryPerson.optional(),
  status: certificateStatus,
  statusSince: seconds,
})

/** An act is kept beside its certificate; the row under its Idempotency-Key leads there. Neither is ever changed. */
export function dynamoStatusActs(table: Table): StatusActs {
  return {
    find: (organisation, key) => find(table, organisation, key),
    apply: (...all) => apply(table, ...all),
  }
}

async function find(table: Table, organisation: string, key: string): Promise<StatusActRecord | undefined> {
  const item = await getItem(table, idempotencyKey(organisation, 'change-status', key))
  if (item === undefined) return undefined
  const found = readItem(row, (read) => idempotencyKey(read.organisation, 'change-status', read.idempotencyKey), item)
  const act = await getItem(table, actKey(found.certificate, found.version))
  if (act === undefined) throw new Error(`the act ${found.version} of ${found.certificate} is not in the store`)
  return readItem(evidence, (read) => actKey(read.certificate, read.version), act)
}

async function apply(
  table: Table,
  before: Certificate,
  after: Certificate,
  record: StatusActRecord,
  change: StatusChange,
  leaf: OutboxLeaf,
  opened?: DisputeCase,
): Promise<StatusActRecord> {
  if (!follows(before, after, record, change)) throw new TypeError('the act, the change and the certificate disagree')
  const { organisation, idempotencyKey: key, fingerprint, certificate, version } = record
  const used = { organisation, idempotencyKey: key, fingerprint, certificate, version }
  const written = await putAllIf(table, [
    {
      item: { ...certificateKey(after.id), ...after },
      condition: 'statusVersion = :version',
      values: { ':version': before.statusVersion },
    },
    { item: { ...idempotencyKey(organisation, 'change-status', key), ...used }, condition: vacant },
    { item: { ...usedActKey(organisation, fingerprint), ...used }, condition: vacant },
    { item: { ...actKey(certificate, version), ...record }, condition: vacant },
    {
      item: { ...statusChangeKey(change.list, change.index), ...change },
      condition: `${vacant} OR version < :version`,
      values: { ':version': change.version },
    },
    { item: { ...outboxKey(leaf.at, leaf.id), ...leaf, certificate }, condition: vacant },
    listed(after),
    ...auditPuts(statusEntry(record)),
    ...(opened === undefined ? [] : casePuts(opened)),
  ])
  return written ? record : standing(table, record)
}

function casePuts(opened: DisputeCase): ConditionalPut[] {
  const { own, inOrder } = placesOf(opened)
  const { id, ledger, openedAt } = opened
  return [
    { item: { ...own, ...opened }, condition: vacant },
    { item: { ...inOrder, id, ledger, openedAt }, condition: vacant },
  ]
}

/** The act was refused: because it, or another under its key, was applied already, or the certificate has moved. */
async function standing(table: Table, { organisation, idempotencyKey: key, fingerprint }: StatusActRecord) {
  const stands = await find(table, organisation, key)
  if (stands !== undefined) return stands
  if ((await getItem(table, usedActKey(organisation, fingerprint))) !== undefined)
    throw new RegistryError(
      'request-already-used',
      'This signed act was sent before under another Idempotency-Key, and had its effect then. To do the same once more, sign it again.',
    )
  throw new RegistryError(
    'conflict',
    'Somebody else changed this certificate meanwhile. Look at its status, and send the same act again with the same Idempotency-Key if it is still meant.',
  )
}

function follows(before: Certificate, after: Certificate, record: StatusActRecord, change: StatusChange): boolean {
  return (
    after.id === before.id &&
    after.organisation === before.organisation &&
    after.credential === before.credential &&
    after.statusVersion === before.statusVersion + 1 &&
    record.certificate === after.id &&
    record.organisation === after.organisation &&
    record.version === after.statusVersion &&
    record.status === after.status &&
    record.statusSince === after.statusSince &&
    change.version === after.statusVersion
  )
}
