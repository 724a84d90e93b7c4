import { randomUUID } from 'node:crypto'
import type * as z from 'zod'
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb'
import type { Page, PageAsked } from '#ports/page.ts'
import { advice, conditionFailed, persist, type Pause } from './client.ts'
import { keyAttributes, type Key } from './keys.ts'
import type { Table } from './table.ts'

export type Item = Record<string, unknown>

/** One item to be written if the condition holds for what stands at its key. */
export interface ConditionalPut {
  readonly item: Key & Item
  readonly condition: string
  readonly values?: Record<string, string | number>
  /** Attributes of the condition whose names DynamoDB reserves, as `#name`. */
  readonly names?: Record<string, string>
}

/** A condition that has to hold for what stands at a key, which stays as it is. */
export interface ConditionalStand {
  readonly key: Key
  readonly condition: string
  readonly values?: Record<string, string | number | bigint>
  readonly names?: Record<string, string>
}

/** The condition that nothing stands at the key yet. */
export const vacant = 'attribute_not_exists(PK)'

/** The item as it stands now, strongly consistent. */
export async function getItem({ name, documents, pause }: Table, { PK, SK }: Key): Promise<Item | undefined> {
  const request = { TableName: name, Key: { PK, SK }, ConsistentRead: true }
  return (await persist(advice.read, () => documents.send(new GetCommand(request)), pause)).Item
}

/** The items at these places, all as they stood at one moment, strongly consistent. */
export async function getAll({ name, documents, pause }: Table, keys: readonly Key[]): Promise<(Item | undefined)[]> {
  const request = { TransactItems: keys.map(({ PK, SK }) => ({ Get: { TableName: name, Key: { PK, SK } } })) }
  const found = await persist(advice.read, () => documents.send(new TransactGetCommand(request)), pause)
  return keys.map((_, at) => found.Responses?.[at]?.Item)
}

/** The items of a partition whose sort key begins with `prefix`, in its order; strongly consistent, all pages. */
export async function itemsOf(table: Table, partition: string, prefix: string): Promise<Item[]> {
  return query(table, {
    KeyConditionExpression: 'PK = :partition AND begins_with(SK, :prefix)',
    ExpressionAttributeValues: { ':partition': partition, ':prefix': prefix },
    ConsistentRead: true,
  })
}

/**
 * One page of the items of a partition whose sort key begins with `prefix`, strongly consistent; `next` is the last sort
 * key told. A place that does not begin with the prefix is a defect: cursors are sealed.
 */
export async function pageOf(
  table: Table,
  { partition, prefix, newestFirst }: { partition: string; prefix: string; newestFirst: boolean },
  { after, limit }: PageAsked,
): Promise<Page<Item>> {
  if (after !== undefined && !after.startsWith(prefix)) throw new TypeError('the page begins outside of its list')
  const found = await query(
    table,
    {
      KeyConditionExpression: 'PK = :partition AND begins_with(SK, :prefix)',
      ExpressionAttributeValues: { ':partition': partition, ':prefix': prefix },
      ConsistentRead: true,
      ScanIndexForward: !newestFirst,
    },
    // One more than is told, to know whether there is more.
    limit + 1,
    after === undefined ? undefined : { PK: partition, SK: after },
  )
  const items = found.slice(0, limit)
  return found.length > limit ? { items, next: String(items.at(-1)!['SK']) } : { items }
}

/** All pages of a query, or as many as hold `limit` items. */
export async function query(
  { name, documents, pause }: Table,
  what: Omit<QueryCommandInput, 'TableName' | 'Limit' | 'ExclusiveStartKey'>,
  limit = Number.POSITIVE_INFINITY,
  after?: Key,
): Promise<Item[]> {
  const items: Item[] = []
  let from: Item | undefined = after && { ...after }
  do {
    const most = Number.isFinite(limit) ? { Limit: limit - items.length } : {}
    const request = { ...what, TableName: name, ...most, ...(from && { ExclusiveStartKey: from }) }
    const page = await persist(advice.read, () => documents.send(new QueryCommand(request)), pause)
    items.push(...(page.Items ?? []))
    from = page.LastEvaluatedKey
  } while (from !== undefined && items.length < limit)
  return items
}

/**
 * Writes one item if its condition holds. `false` says only that it did not hold when the store last looked: the SDK may
 * have sent the request twice, and the first may have been the one that made it false. Read back and compare before
 * answering (security.md 0.4).
 */
export async function putIf({ name, documents, pause }: Table, put: ConditionalPut): Promise<boolean> {
  const request = putOf(name, put)
  return unlessRefused(() => documents.send(new PutCommand(request)), pause)
}

/** Writes all items if all conditions hold, else none. `false` as in `putIf`. */
export function putAllIf(table: Table, puts: readonly (ConditionalPut | ConditionalStand)[]): Promise<boolean> {
  return writeAllIf(
    table,
    puts.map((put) => ('item' in put ? { put } : { check: put })),
  )
}

/** One part of a transaction: an item as a whole, a change of one, or only a condition on one. */
export type Write =
  | { readonly put: ConditionalPut }
  | { readonly update: ConditionalStand & { readonly expression: string } }
  | { readonly check: ConditionalStand }

/**
 * Does all writes if all conditions hold, else none. `false` as in `putIf`.
 *
 * All attempts of one call bear one token, so a reply that was lost does not make our own success look like a refusal.
 * Two calls never share a token: DynamoDB would answer the second from memory for ten minutes, although the items may
 * have moved on meanwhile.
 */
export async function writeAllIf({ name, documents, pause }: Table, writes: readonly Write[]): Promise<boolean> {
  const request = { ClientRequestToken: randomUUID(), TransactItems: writes.map((write) => partOf(name, write)) }
  return unlessRefused(() => documents.send(new TransactWriteCommand(request)), pause)
}

function partOf(table: string, write: Write) {
  if ('put' in write) return { Put: putOf(table, write.put) }
  if ('check' in write) return { ConditionCheck: conditionalOf(table, write.check) }
  return { Update: { ...conditionalOf(table, write.update), UpdateExpression: write.update.expression } }
}

function conditionalOf(table: string, { key: { PK, SK }, condition, values, names }: ConditionalStand) {
  return {
    TableName: table,
    Key: { PK, SK },
    ConditionExpression: condition,
    ...(values && { ExpressionAttributeValues: values }),
    ...(names && { ExpressionAttributeNames: names }),
  }
}

/** Deletes one item if the condition holds for it; one that is gone, or another by now, is left as it is. */
export async function deleteIf(
  { name, documents, pause }: Table,
  { PK, SK }: Key,
  condition: string,
  values: Record<string, string | number>,
): Promise<void> {
  const request = {
    TableName: name,
    Key: { PK, SK },
    ConditionExpression: condition,
    ExpressionAttributeValues: values,
  }
  await unlessRefused(() => documents.send(new DeleteCommand(request)), pause)
}

function putOf(table: string, { item, condition, values, names }: ConditionalPut) {
  return {
    TableName: table,
    Item: item,
    ConditionExpression: condition,
    ...(values && { ExpressionAttributeValues: values }),
    ...(names && { ExpressionAttributeNames: names }),
  }
}

async function unlessRefused(call: () => Promise<unknown>, pause?: Pause): Promise<boolean> {
  try {
    await persist(advice.write, call, pause)
    return true
  } catch (error) {
    if (conditionFailed(error)) return false
    throw error
  }
}

/**
 * Reads an item as what it has to be. One that is damaged, or stands at the key of another, is a defect: no answer is
 * better than a wrong one. The error names attributes, never values.
 */
export function readItem<T>(schema: z.ZodType<T>, keyOf: (value: T) => Key, item: Item): T {
  const attributes = Object.entries(item).filter(([name]) => !keyAttributes.has(name))
  const read = schema.safeParse(Object.fromEntries(attributes))
  const place = `the item ${String(item.PK)} / ${String(item.SK)}`
  if (!read.success) {
    const where = read.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`.trim())
    throw new Error(`${place} is damaged: ${where.join(', ')}`)
  }
  const { PK, SK } = keyOf(read.data)
  if (PK !== item.PK || SK !== item.SK) throw new Error(`${place} belongs under ${PK} / ${SK}`)
  return read.data
}
