import { dynamoIssuances } from '#adapters/dynamodb/issuances.ts'
import { dynamoStatusLists } from '#adapters/dynamodb/status-lists.ts'
import { aTable } from '#test/builders/a-table.ts'
import { statusListsContract } from '#test/contracts/status-lists.ts'

statusListsContract(async () => {
  const table = await aTable()
  return { statusLists: dynamoStatusLists(table), issuances: dynamoIssuances(table) }
})
