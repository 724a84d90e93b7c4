import * as z from 'zod'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import {
  certificateId,
  digest,
  organisationId,
  seconds,
  type Certificate,
  signatoryPerson,
} from '#schemas/certificate.ts'
import { idempotencyKey as idempotencyKeyForm } from '#schemas/operations/operation.ts'
import { issueEntry } from '#domain/audit/audit-entry.ts'
import { RegistryError } from '#domain/errors.ts'
import { statusPosition } from '#domain/certificate/status-reference.ts'
import type { Supersession } from '#domain/certificate/supersession.ts'
import type { Issuance, Issuances, IssuePlan } from '#ports/issuances.ts'
import type { OutboxLeaf } from '#ports/outbox-leaf.ts'
import type { StatusChange } from '#ports/status-lists.ts'
import { auditPuts } from './audit.ts'
import { certificateFrom, listed } from './certificates.ts'
import { advice, persist } from './client.ts'
import {
  getItem,
  putAllIf,
  putIf,
  query,
  readItem,
  vacant,
  writeAllIf,
  type ConditionalPut,
  type Item,
} from './item.ts'
import {
  certificateKey,
  idempotencyKey,
  knownListKey,
  outboxKey,
  plannedBefore,
  plannedKey,
  plannedPartition,
  requestKey,
  statusChangeKey,
  statusCounterKey,
  type Key,
} from './keys.ts'
import { supersessionWrites } from './issuances-supersession.ts'
import { plannedIndex, type Table } from './table.ts'

const known = {
  organisation: organisationId,
  idempotencyKey: idempotencyKeyForm,
  /** SHA-256 of the request's payload. */
  fingerprint: digest,
  id: certificateId,
}

const issuance = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('planned'),
    ...known,
    payload: z.string(),
    request: z.string(),
    signedBy: signatoryPerson.optional(),
    leafSalt: digest,
    plannedAt: seconds,
  }),
  z.strictObject({ state: z.literal('issued'), ...known }),
  z.strictObject({ state: z.literal('cancelled'), ...known }),
])

/**
 * An idempotency row moves once: from planned to issued, together with the certificate and its leaf, or to cancelled.
 * It never moves back and is never deleted, so a request that arrives late, or twice, finds its condition broken.
 */
export function dynamoIssuances(table: Table): Issuances {
  const listed = new Set<number>()
  return {
    find: (organisation, key) => find(table, organisation, key),
    plan: (wanted) => plan(table, wanted),
    finish: (...all) => finish(table, ...all),
    cancel: (planned) => cancel(table, planned),
    unfinished: (before, limit) => unfinished(table, before, limit),
    takeStatusIndex: (list) => takeStatusIndex(table, list, listed),
  }
}

async function find(table: Table, organisation: string, key: string): Promise<Issuance | undefined> {
  const item = await getItem(table, idempotencyKey(organisation, 'issue-certificate', key))
  return item && issuanceFrom(item)
}

async function plan(table: Table, wanted: IssuePlan): Promise<Issuance> {
  const planned: Issuance = { state: 'planned', ...wanted }
  const { organisation, idempotencyKey: key, fingerprint, id } = wanted
  const written = await putAllIf(table, [
    { item: { ...keyOf(wanted), ...plannedKey(wanted.plannedAt, id), ...planned }, condition: vacant },
    {
      item: { ...requestKey(organisation, fingerprint), organisation, fingerprint, idempotencyKey: key, id },
      condition: vacant,
    },
  ])
  if (written) return planned
  const stands = await find(table, organisation, key)
  if (stands !== undefined) return stands
  throw new RegistryError(
    'request-already-used',
    'This signed statement was sent before under another Idempotency-Key. Repeat it with that key to get its certificate, or sign the statement again for a second one.',
  )
}

async function finish(
  table: Table,
  planned: IssuePlan,
  certificate: Certificate,
  leaf: OutboxLeaf,
  change: StatusChange,
  supersession?: Supersession,
) {
  if (!belongs(certificate, planned)) throw new TypeError('the certificate is not the one that was planned')
  const puts: ConditionalPut[] = [
    { item: { ...certificateKey(certificate.id), ...certificate }, condition: vacant },
    moveTo('issued', planned),
    { item: { ...outboxKey(leaf.at, leaf.id), ...leaf, certificate: certificate.id }, condition: vacant },
    { item: { ...statusChangeKey(change.list, change.index), ...change }, condition: vacant },
    listed(certificate),
    ...auditPuts(issueEntry(certificate, planned.fingerprint)),
  ]
  const written = await writeAllIf(table, [
    ...puts.map((put) => ({ put })),
    ...(supersession === undefined ? [] : supersessionWrites(planned, supersession)),
  ])
  return written ? certificate : finishedByAnother(table, planned, supersession)
}

/** The second transaction was refused: because the row has moved already, or by a defect. */
async function finishedByAnother(table: Table, planned: IssuePlan, supersession?: Supersession): Promise<Certificate> {
  const stands = await standing(table, planned)
  if (stands.id !== planned.id) throw new Error(`the key of ${planned.id} stands for ${stands.id}`)
  if (stands.state === 'cancelled')
    throw new RegistryError(
      'issue-cancelled',
      'This request was given up before it was finished. Sign the statement again and send it with a new Idempotency-Key.',
    )
  const item = await getItem(table, certificateKey(planned.id))
  if (stands.state === 'planned' && item === undefined && supersession !== undefined)
    throw new RegistryError(
      'conflict',
      'Somebody changed the former certificate, or drew on it, meanwhile. Send the same request again with the same Idempotency-Key.',
    )
  if (stands.state === 'planned' || item === undefined)
    throw new Error(
      `${planned.id} is ${stands.state}, but its certificate, leaf or status position ${item ? 'exists' : 'cannot be had'}`,
    )
  return certificateFrom(item)
}

async function cancel(table: Table, planned: IssuePlan): Promise<Issuance> {
  await putIf(table, moveTo('cancelled', planned))
  return standing(table, planned)
}

/**
 * The index tells where plans may stand; what they are is read from the table itself, strongly consistent, since the
 * index lags behind it. A damaged plan must not keep the others from being finished: it is left out as long as there are
 * others, and is a defect when it is all that is left.
 */
async function unfinished(table: Table, before: number, limit: number): Promise<IssuePlan[]> {
  const entries = await query(
    table,
    {
      IndexName: plannedIndex,
      KeyConditionExpression: 'GSI1PK = :planned AND GSI1SK < :before',
      ExpressionAttributeValues: { ':planned': plannedPartition, ':before': plannedBefore(before) },
    },
    limit,
  )
  const items = await Promise.all(entries.map(({ PK, SK }) => getItem(table, { PK: String(PK), SK: String(SK) })))
  const read = items.filter((item) => item !== undefined).map(tryIssuanceFrom)
  const plans = read.flatMap((each) => ('state' in each && each.state === 'planned' ? [planOf(each)] : []))
  const damaged = read.find((each) => each instanceof Error)
  if (plans.length === 0 && damaged !== undefined) throw damaged
  return plans
}

/**
 * A counter, and the one write that has an effect each time it arrives: when a reply is lost the SDK counts again, and
 * the position before stays unused. Gaps are harmless. Before a position is given out its list is written down, once in
 * a process: a list that nobody knows of would never be published.
 */
async function takeStatusIndex(table: Table, list: number, listed: Set<number>): Promise<number> {
  const { name, documents } = table
  const request = {
    TableName: name,
    Key: statusCounterKey(list),
    UpdateExpression: 'ADD taken :one',
    ExpressionAttributeValues: { ':one': 1 },
    ReturnValues: 'UPDATED_NEW',
  } as const
  const { Attributes } = await persist(advice.write, () => documents.send(new UpdateCommand(request)))
  const taken = z.int().min(1).parse(Attributes?.taken) - 1
  const position = statusPosition(list, taken)
  if (!listed.has(position.list)) {
    await putIf(table, { item: { ...knownListKey(position.list), list: position.list }, condition: vacant })
    listed.add(position.list)
  }
  return taken
}

/** What stands under the key of a plan that was written, or that could not be because something stands there. */
async function standing(table: Table, { organisation, idempotencyKey: key }: IssuePlan): Promise<Issuance> {
  const stands = await find(table, organisation, key)
  if (stands === undefined) throw new Error(`nothing stands under an idempotency key of ${organisation}`)
  return stands
}

function moveTo(state: 'issued' | 'cancelled', planned: IssuePlan): ConditionalPut {
  const { organisation, idempotencyKey: key, fingerprint, id } = planned
  return {
    item: { ...keyOf(planned), state, organisation, idempotencyKey: key, fingerprint, id },
    condition: '#state = :planned AND id = :id',
    names: { '#state': 'state' },
    values: { ':planned': 'planned', ':id': id },
  }
}

function belongs(certificate: Certificate, planned: IssuePlan): boolean {
  return (
    certificate.id === planned.id &&
    certificate.organisation === planned.organisation &&
    certificate.request === planned.request &&
    certificate.leafSalt === planned.leafSalt &&
    certificate.signedBy?.id === planned.signedBy?.id
  )
}

function keyOf({ organisation, idempotencyKey: key }: Issuance | IssuePlan): Key {
  return idempotencyKey(organisation, 'issue-certificate', key)
}

function issuanceFrom(item: Item): Issuance {
  return readItem(issuance, keyOf, item)
}

function tryIssuanceFrom(item: Item): Issuance | Error {
  try {
    return issuanceFrom(item)
  } catch (error) {
    return error instanceof Error ? error : new Error('unreadable', { cause: error })
  }
}

function planOf(planned: Issuance & { state: 'planned' }): IssuePlan {
  const { state: _state, ...plan } = planned
  return plan
}
