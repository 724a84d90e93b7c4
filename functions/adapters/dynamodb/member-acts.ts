import * as z from 'zod'
import { actor, approval, approvalId } from '#schemas/approval.ts'
import { digest, keyId, organisationId, personId, seconds, signatoryPerson } from '#schemas/certificate.ts'
import { idempotencyKey as idempotencyKeyForm } from '#schemas/operations/operation.ts'
import type { MemberActRecord, MemberDeed, StoredApproval } from '#domain/members/deed.ts'
import { RegistryError } from '#domain/errors.ts'
import type { MemberActs } from '#ports/member-acts.ts'
import type { Page, PageAsked } from '#ports/page.ts'
import { auditPuts } from './audit.ts'
import { getItem, pageOf, putAllIf, readItem, vacant, type Item } from './item.ts'
import {
  approvalKey,
  approvalListKey,
  approvalListPrefix,
  approvalsPartition,
  idempotencyKey,
  outboxKey,
  unsignedEventKey,
  usedActKey,
  type Key,
} from './keys.ts'
import { obstacleTo, writesOf } from './member-changes.ts'
import type { Table } from './table.ts'

const record = z.strictObject({
  organisation: organisationId,
  operation: z.string().min(1),
  idempotencyKey: idempotencyKeyForm,
  fingerprint: digest,
  act: z.string().min(1),
  actor,
  signedBy: signatoryPerson.optional(),
  at: seconds,
  answer: z.string().min(1),
  leafSalt: digest,
})

const storedApproval = z.strictObject({
  approval,
  signedBy: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('key'), kid: keyId }),
    z.strictObject({ kind: z.literal('person'), person: personId }),
  ]),
})
const listed = z.strictObject({ id: approvalId, at: seconds })

export function dynamoMemberActs(table: Table): MemberActs {
  return {
    find: (organisation, operation, key) => find(table, organisation, operation, key),
    apply: (deed) => apply(table, deed),
    findApproval: async (id) => (approvalId.safeParse(id).success ? findApproval(table, id) : undefined),
    approvals: (organisation, asked) => approvals(table, organisation, asked),
  }
}

async function find(table: Table, organisation: string, operation: string, key: string) {
  const item = await getItem(table, idempotencyKey(organisation, operation, key))
  return item && recordFrom(item)
}

async function apply(table: Table, deed: MemberDeed): Promise<MemberActRecord | undefined> {
  const { changes, events, leaf } = deed
  const written = await putAllIf(table, [
    ...recordPuts(deed),
    ...(await Promise.all(changes.map(writesOf))).flat(),
    ...events.flatMap(auditPuts),
    { item: { ...outboxKey(leaf.at, leaf.id), ...leaf }, condition: vacant },
  ])
  if (!written) return standing(table, deed)
  return 'record' in deed ? deed.record : undefined
}

function recordPuts(deed: MemberDeed) {
  if ('unsigned' in deed) {
    const { organisation, id } = deed.unsigned
    return [{ item: { ...unsignedEventKey(organisation, id), ...deed.unsigned }, condition: vacant }]
  }
  const asked = deed.record
  const { organisation, operation, idempotencyKey: key, fingerprint } = asked
  const used = { organisation, operation, idempotencyKey: key, fingerprint }
  return [
    { item: { ...keyOf(asked), ...asked }, condition: vacant },
    { item: { ...usedActKey(organisation, fingerprint), ...used }, condition: vacant },
  ]
}

/** The deed was refused: because it, or another under its key, was done already, or what it rests on has moved. */
async function standing(table: Table, deed: MemberDeed): Promise<MemberActRecord | undefined> {
  if ('record' in deed) {
    const asked = deed.record
    const stands = await find(table, asked.organisation, asked.operation, asked.idempotencyKey)
    if (stands !== undefined) return stands
    if ((await getItem(table, usedActKey(asked.organisation, asked.fingerprint))) !== undefined)
      throw new RegistryError(
        'request-already-used',
        'This signed act was sent before under another Idempotency-Key, and had its effect then. To do the same once more, sign it again.',
      )
  } else {
    const { organisation, id } = deed.unsigned
    if ((await getItem(table, unsignedEventKey(organisation, id))) !== undefined) return undefined
  }
  throw await obstacleTo(table, deed.changes)
}

async function findApproval(table: Table, id: string): Promise<StoredApproval | undefined> {
  const item = await getItem(table, approvalKey(id))
  return item && readItem(storedApproval, (found) => approvalKey(found.approval.id), item)
}

async function approvals(
  table: Table,
  organisation: string | undefined,
  asked: PageAsked,
): Promise<Page<StoredApproval>> {
  if (organisation !== undefined && !organisationId.safeParse(organisation).success) return { items: [] }
  const list = { partition: approvalsPartition(organisation), prefix: approvalListPrefix, newestFirst: true }
  const { items, next } = await pageOf(table, list, asked)
  const found = await Promise.all(items.map((item) => listedApproval(table, organisation, item)))
  return { items: found, ...(next !== undefined && { next }) }
}

async function listedApproval(table: Table, organisation: string | undefined, item: Item): Promise<StoredApproval> {
  const { id } = readItem(listed, (row) => approvalListKey(organisation, row.at, row.id), item)
  const found = await findApproval(table, id)
  if (found === undefined) throw new Error(`a list names the approval ${id}, which is not in the store`)
  return found
}

function keyOf({ organisation, operation, idempotencyKey: key }: MemberActRecord): Key {
  return idempotencyKey(organisation, operation, key)
}

function recordFrom(item: Item): MemberActRecord {
  // With what is optional left out, not undefined: the same as was stored.
  return readItem(record, (read) => keyOf(read as MemberActRecord), item) as MemberActRecord
}
