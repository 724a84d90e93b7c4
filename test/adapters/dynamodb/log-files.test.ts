import { dynamoLogFiles } from '#adapters/dynamodb/log-files.ts'
import { aTable } from '#test/builders/a-table.ts'
import { logFilesContract } from '#test/contracts/log-files.ts'

logFilesContract(async () => dynamoLogFiles(await aTable()))
