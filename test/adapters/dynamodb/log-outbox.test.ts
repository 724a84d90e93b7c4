import { describe, expect, it } from 'vitest'
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { outboxKey } from '#adapters/dynamodb/keys.ts'
import { dynamoLogOutbox } from '#adapters/dynamodb/log-outbox.ts'
import type { Table } from '#adapters/dynamodb/table.ts'
import type { OutboxLeaf } from '#ports/outbox-leaf.ts'
import { aLeaf } from '#test/builders/a-memory-log.ts'
import { aTable } from '#test/builders/a-table.ts'
import { logOutboxContract } from '#test/contracts/log-outbox.ts'

/** As the transactions of the events write it, with something more that is for others. */
const putIn = (table: Table) => async (leaf: OutboxLeaf) => {
  const Item = { ...outboxKey(leaf.at, leaf.id), ...leaf, certificate: 'of somebody' }
  await table.documents.send(new PutCommand({ TableName: table.name, Item }))
}

logOutboxContract(async () => {
  const table = await aTable()
  return { outbox: dynamoLogOutbox(table), put: putIn(table) }
})

describe('a damaged leaf', () => {
  it('keeps no other waiting, and is a defect when it is all that is left', async () => {
    const table = await aTable()
    const outbox = dynamoLogOutbox(table)
    const damaged = { ...outboxKey(1, 'event.0'), id: 'event.0', at: 1 }
    await table.documents.send(new PutCommand({ TableName: table.name, Item: damaged }))
    await putIn(table)(aLeaf(1))
    expect(await outbox.waiting(10)).toEqual([aLeaf(1)])
    await outbox.settle([{ leaf: aLeaf(1), index: 0 }])
    await expect(outbox.waiting(10)).rejects.toThrow('is damaged: bytes')
    const { PK, SK } = damaged
    await table.documents.send(new DeleteCommand({ TableName: table.name, Key: { PK, SK } }))
    expect(await outbox.waiting(10)).toEqual([])
  })
})
