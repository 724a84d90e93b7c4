import * as z from 'zod'
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb'
import { seconds } from '#schemas/certificate.ts'
import type { LogOutbox, PlacedLeaf } from '#ports/log-outbox.ts'
import type { OutboxLeaf } from '#ports/outbox-leaf.ts'
import { advice, persist } from './client.ts'
import { deleteIf, getItem, putIf, query, readItem, vacant, type Item } from './item.ts'
import { outboxKey, outboxShards, type Key } from './keys.ts'
import type { Table } from './table.ts'

/** `LEAF#<leaf>` / `LEAF`: the place of a leaf in the log, for good. */
function leafKey(id: string): Key {
  if (id === '' || id.includes('#')) throw new TypeError('this cannot be a part of a key')
  return { PK: `LEAF#${id}`, SK: 'LEAF' }
}

/** What else stands in the item is for others. */
const leaf = z.object({ id: z.string().min(1), at: seconds, bytes: z.string() })
const place = z.strictObject({ id: z.string().min(1), index: z.int().min(0) })

/** Keys that one BatchGetItem takes. */
const mostKeys = 100
/** Leaves that are settled side by side. */
const sideBySide = 32

export function dynamoLogOutbox(table: Table): LogOutbox {
  return {
    waiting: (limit) => waiting(table, limit),
    places: (ids) => places(table, ids),
    settle: async (placed) => {
      for (let at = 0; at < placed.length; at += sideBySide)
        await Promise.all(placed.slice(at, at + sideBySide).map((each) => settle(table, each)))
    },
  }
}

/** A damaged item must not keep the others waiting: it is left out as long as there are others, and is a defect when it is all that is left. */
async function waiting(table: Table, limit: number): Promise<OutboxLeaf[]> {
  const shards = await Promise.all(
    Array.from({ length: outboxShards }, (_, shard) => itemsOfShard(table, shard, limit)),
  )
  const oldest = shards.flat().toSorted((a, b) => (String(a.SK) < String(b.SK) ? -1 : 1))
  const read = oldest.map(tryLeafFrom)
  const leaves = read.flatMap((each) => (each instanceof Error ? [] : [each]))
  const damaged = read.find((each) => each instanceof Error)
  if (leaves.length === 0 && damaged !== undefined) throw damaged
  return leaves.slice(0, limit)
}

function itemsOfShard(table: Table, shard: number, limit: number): Promise<Item[]> {
  const what = {
    KeyConditionExpression: 'PK = :partition',
    ExpressionAttributeValues: { ':partition': `OUTBOX#${shard}` },
    ConsistentRead: true,
  }
  return query(table, what, limit)
}

function tryLeafFrom(item: Item): OutboxLeaf | Error {
  try {
    return readItem(leaf, ({ at, id }) => outboxKey(at, id), item)
  } catch (error) {
    return error instanceof Error ? error : new Error('unreadable', { cause: error })
  }
}

async function places(table: Table, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const wanted = [...new Set(ids)].map(leafKey)
  const found: Item[] = []
  for (let at = 0; at < wanted.length; at += mostKeys)
    found.push(...(await getAll(table, wanted.slice(at, at + mostKeys))))
  return new Map(found.map((item) => readPlace(item)).map(({ id, index }) => [id, index]))
}

/** DynamoDB answers with as many as it likes, and hands back the keys of the others. */
async function getAll({ name, documents }: Table, keys: Key[]): Promise<Item[]> {
  const found: Item[] = []
  let asked: Item[] = keys.map(({ PK, SK }) => ({ PK, SK }))
  while (asked.length > 0) {
    const request = { RequestItems: { [name]: { Keys: asked, ConsistentRead: true } } }
    const answer = await persist(advice.read, () => documents.send(new BatchGetCommand(request)))
    found.push(...(answer.Responses?.[name] ?? []))
    asked = answer.UnprocessedKeys?.[name]?.Keys ?? []
  }
  return found
}

async function settle(table: Table, { leaf: { id, at }, index }: PlacedLeaf): Promise<void> {
  if (!(await putIf(table, { item: { ...leafKey(id), id, index }, condition: vacant }))) {
    const item = await getItem(table, leafKey(id))
    if (item === undefined || readPlace(item).index !== index) throw new Error(`${id} has another place in the log`)
  }
  await deleteIf(table, outboxKey(at, id), 'id = :id', { ':id': id })
}

function readPlace(item: Item) {
  return readItem(place, ({ id }) => leafKey(id), item)
}
