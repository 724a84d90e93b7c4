import { expect, it } from 'vitest'
import { dynamoCursorSecret } from '#adapters/dynamodb/cursor-secret.ts'
import { pageOf } from '#adapters/dynamodb/item.ts'
import { systemRandomness } from '#adapters/system/randomness.ts'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { aTable } from '#test/builders/a-table.ts'
import { cursorSecretContract } from '#test/contracts/cursor-secret.ts'

cursorSecretContract(
  async () => {
    const table = await aTable()
    return [dynamoCursorSecret(table, systemRandomness), dynamoCursorSecret(table, systemRandomness)]
  },
  async () => dynamoCursorSecret(await aTable(), systemRandomness),
)

it('a list is told whole, in its order, whatever the size of its pages', async () => {
  const table = await aTable()
  const names = ['A#1', 'A#2', 'A#3', 'A#4', 'B#1']
  for (const SK of names) await table.documents.send(new PutCommand({ TableName: table.name, Item: { PK: 'P', SK } }))
  const walk = async (limit: number, newestFirst: boolean) => {
    const told: unknown[][] = []
    let after: string | undefined
    do {
      const page = await pageOf(table, { partition: 'P', prefix: 'A#', newestFirst }, { after, limit })
      told.push(page.items.map(({ SK }) => SK))
      after = page.next
    } while (after !== undefined)
    return told
  }
  expect(await walk(3, false)).toEqual([['A#1', 'A#2', 'A#3'], ['A#4']])
  expect(await walk(2, true)).toEqual([
    ['A#4', 'A#3'],
    ['A#2', 'A#1'],
  ])
  expect(await walk(4, true)).toEqual([['A#4', 'A#3', 'A#2', 'A#1']])
  await expect(
    pageOf(table, { partition: 'P', prefix: 'A#', newestFirst: true }, { after: 'B#1', limit: 1 }),
  ).rejects.toThrow(TypeError)
})
