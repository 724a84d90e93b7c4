import { dynamoSessions } from '#adapters/dynamodb/sessions.ts'
import { aTable } from '#test/builders/a-table.ts'
import { sessionsContract } from '#test/contracts/sessions.ts'

sessionsContract(async () => dynamoSessions(await aTable()))
