import { dynamoTrustLists } from '#adapters/dynamodb/trust-lists.ts'
import { aTable } from '#test/builders/a-table.ts'
import { trustListsContract } from '#test/contracts/trust-lists.ts'

trustListsContract(async () => dynamoTrustLists(await aTable()))
