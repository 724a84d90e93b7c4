import * as z from 'zod'
import { seconds } from '#schemas/certificate.ts'
import { statusListSize, statusValues, type StatusValue } from '#schemas/status-list.ts'
import type { OutboxLeaf } from '#ports/outbox-leaf.ts'
import type { PublishedStatusList, StatusChange, StatusLists } from '#ports/status-lists.ts'
import { deleteIf, getItem, itemsOf, putAllIf, query, readItem, vacant, type ConditionalPut } from './item.ts'
import {
  knownListKey,
  knownListsPartition,
  outboxKey,
  statusChangeKey,
  statusChangePrefix,
  statusListKey,
  statusPartition,
} from './keys.ts'
import type { Table } from './table.ts'

const listNumber = z.int().min(0).max(9_999_999)
const published = z.strictObject({
  list: listNumber,
  seq: z.int().min(1),
  token: z.string().min(1),
  publishedAt: seconds,
})
const change = z.strictObject({
  list: listNumber,
  index: z
    .int()
    .min(0)
    .max(statusListSize - 1),
  value: z.literal(Object.values(statusValues) as StatusValue[]),
  version: z.int().min(1),
})
const known = z.strictObject({ list: listNumber })

/**
 * One item holds the edition that stands, and each entry that will change has one item of its own: a later change of the
 * same entry takes the place of an earlier one, and settling the earlier one then leaves it alone.
 */
export function dynamoStatusLists(table: Table): StatusLists {
  return {
    find: (list) => find(table, list),
    all: async () => {
      const items = await itemsOf(table, knownListsPartition, '')
      const lists = items.map((item) => readItem(known, ({ list }) => knownListKey(list), item).list)
      return lists.toSorted((a, b) => a - b)
    },
    pending: (list, limit) => pending(table, list, limit),
    publish: (next, leaf) => publish(table, next, leaf),
    settle: (changes) => settle(table, changes),
  }
}

async function find(table: Table, list: number): Promise<PublishedStatusList | undefined> {
  const item = await getItem(table, statusListKey(list))
  return item && readItem(published, (read) => statusListKey(read.list), item)
}

async function pending(table: Table, list: number, limit: number): Promise<StatusChange[]> {
  const request = {
    KeyConditionExpression: 'PK = :list AND begins_with(SK, :change)',
    ExpressionAttributeValues: { ':list': statusPartition(list), ':change': statusChangePrefix },
    ConsistentRead: true,
  }
  const items = await query(table, request, limit)
  return items.map((item) => readItem(change, (read) => statusChangeKey(read.list, read.index), item))
}

async function publish(table: Table, next: PublishedStatusList, leaf: OutboxLeaf): Promise<boolean> {
  const written = await putAllIf(table, [
    { item: { ...statusListKey(next.list), ...next }, ...standsBefore(next) },
    { item: { ...outboxKey(leaf.at, leaf.id), ...leaf }, condition: vacant },
  ])
  return written || wasOurs(table, next, leaf)
}

function standsBefore({ seq }: PublishedStatusList): Pick<ConditionalPut, 'condition' | 'values'> {
  return seq === 1 ? { condition: vacant } : { condition: 'seq = :before', values: { ':before': seq - 1 } }
}

/** Whether a refusal is the echo of our own success, which the next edition may have replaced already; its leaf stays. */
async function wasOurs(table: Table, next: PublishedStatusList, leaf: OutboxLeaf): Promise<boolean> {
  if ((await find(table, next.list))?.token === next.token) return true
  const kept = await getItem(table, outboxKey(leaf.at, leaf.id))
  return kept?.bytes === leaf.bytes
}

/** A connection each; more would take those of the calls that people wait for. */
const atOnce = 50

async function settle(table: Table, changes: readonly StatusChange[]): Promise<void> {
  for (let from = 0; from < changes.length; from += atOnce) {
    const batch = changes.slice(from, from + atOnce)
    await Promise.all(
      batch.map(({ list, index, version }) =>
        deleteIf(table, statusChangeKey(list, index), 'version = :version', { ':version': version }),
      ),
    )
  }
}
