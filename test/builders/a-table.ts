import { randomUUID } from 'node:crypto'
import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { inject } from 'vitest'
import { openTable, type Table, type TableAddress } from '#adapters/dynamodb/table.ts'
import { createTable } from '#scripts/engine/create-table.ts'

/** An empty table of its own in the engine of this test run. */
export async function aTableAddress(): Promise<TableAddress> {
  const address = { name: `registry-${randomUUID()}`, endpoint: inject('dynamodbEndpoint') }
  await createTable(address)
  return address
}

export async function aTable(): Promise<Table> {
  return openTable(await aTableAddress())
}

/** All that stands in a table, in order of its keys. */
export async function everythingIn({ name, documents }: Table): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = []
  let from: Record<string, unknown> | undefined
  do {
    const request = { TableName: name, ConsistentRead: true, ...(from && { ExclusiveStartKey: from }) }
    const page = await documents.send(new ScanCommand(request))
    items.push(...(page.Items ?? []))
    from = page.LastEvaluatedKey
  } while (from !== undefined)
  const keyOf = (item: Record<string, unknown>) => `${String(item.PK)} ${String(item.SK)}`
  return items.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}
