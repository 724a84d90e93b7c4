import * as z from 'zod'
import { digest, seconds } from '#schemas/certificate.ts'
import type { OutboxLeaf } from '#ports/outbox-leaf.ts'
import type { PublishedTrustList, TrustLists } from '#ports/trust-lists.ts'
import { getItem, putAllIf, readItem, vacant } from './item.ts'
import { newestTrustListKey, outboxKey, trustEditionKey, type Key } from './keys.ts'
import type { Table } from './table.ts'

const published = z.strictObject({
  version: z.int().min(1),
  digest,
  token: z.string().max(200_000),
  publishedAt: seconds,
})

export function dynamoTrustLists(table: Table): TrustLists {
  const read = async (key: Key): Promise<PublishedTrustList | undefined> => {
    const item = await getItem(table, key)
    return item && readItem(published, () => key, item)
  }
  return {
    newest: () => read(newestTrustListKey),
    edition: (version) => read(trustEditionKey(version)),
    publish: async (next, leaf) => {
      if (await publish(table, next, leaf)) return true
      // Refused may mean that an attempt of ours, whose answer was lost, came first.
      return (await read(trustEditionKey(next.version)))?.token === next.token
    },
  }
}

function publish(table: Table, next: PublishedTrustList, leaf: OutboxLeaf): Promise<boolean> {
  const edition = published.parse(next)
  const follows =
    next.version === 1
      ? { condition: vacant }
      : { condition: '#version = :before', names: { '#version': 'version' }, values: { ':before': next.version - 1 } }
  return putAllIf(table, [
    { item: { ...newestTrustListKey, ...edition }, ...follows },
    { item: { ...trustEditionKey(next.version), ...edition }, condition: vacant },
    { item: { ...outboxKey(leaf.at, leaf.id), ...leaf }, condition: vacant },
  ])
}
