import { dynamoLogStore } from '#adapters/dynamodb/log-store.ts'
import { aTable } from '#test/builders/a-table.ts'
import { logStoreContract } from '#test/contracts/log-store.ts'

logStoreContract(async () => dynamoLogStore(await aTable()))
