import { DynamoDBClient, type CreateTableCommandInput, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Pause } from './client.ts'

export interface Table {
  readonly name: string
  readonly documents: DynamoDBDocumentClient
  /** Waits between attempts; the machine's own time if absent. */
  readonly pause?: Pause
}

export interface TableAddress {
  readonly name: string
  /** Another DynamoDB than that of the AWS region. */
  readonly endpoint?: string | undefined
}

/** Index of the plans that are not finished; `keys.ts` says what stands in it. */
export const plannedIndex = 'planned'

/**
 * Connects to the table; nothing is sent yet. One call takes at most three attempts of three seconds, so that a Lambda
 * can still say what happened before the gateway gives up on it.
 */
export function openTable({ name, endpoint }: TableAddress): Table {
  const client = new DynamoDBClient({
    maxAttempts: 3,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: 3_000,
      // Without this a late answer is only warned about, on the console.
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets: 200 },
      httpsAgent: { keepAlive: true, maxSockets: 200 },
    },
    ...(endpoint === undefined ? {} : { endpoint, ...placeOf(endpoint) }),
  })
  return { name, documents: DynamoDBDocumentClient.from(client) }
}

/** An engine without TLS is a local one: it needs no credentials, and those of AWS are never sent to it in the clear. */
function placeOf(endpoint: string): Pick<DynamoDBClientConfig, 'region' | 'credentials'> {
  if (!endpoint.startsWith('http:')) return {}
  return { region: 'local', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }
}

/**
 * The table as CreateTable wants it, for a local engine and for tests; on AWS the data stack describes the same one.
 * Without a stream: the local engine slows down with each record of it, and the outbox items say as much.
 */
export function tableDefinition(name: string) {
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'PK', AttributeType: 'S' },
      { AttributeName: 'SK', AttributeType: 'S' },
      { AttributeName: 'GSI1PK', AttributeType: 'S' },
      { AttributeName: 'GSI1SK', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'PK', KeyType: 'HASH' },
      { AttributeName: 'SK', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: plannedIndex,
        KeySchema: [
          { AttributeName: 'GSI1PK', KeyType: 'HASH' },
          { AttributeName: 'GSI1SK', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  } satisfies CreateTableCommandInput
}
