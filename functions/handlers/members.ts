import { dynamoLimits } from '#adapters/dynamodb/limits.ts'
import { openTable } from '#adapters/dynamodb/table.ts'
import { batchedLimits, noLimits } from '#adapters/memory/limits.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { readEnvironment } from '#middleware/environment.ts'
import { httpHandler } from '#middleware/http-handler.ts'

const environment = readEnvironment('members')

const table = openTable({ name: environment.TABLE_NAME, endpoint: environment.DYNAMODB_ENDPOINT })
const limits = environment.LIMITS === 'off' ? noLimits : batchedLimits(dynamoLimits(table, systemClock), systemClock)

/** Organisations, people, keys and what members may read. Signs nothing. */
export const handler = httpHandler('members', {}, { log: environment.LOG, limits })
