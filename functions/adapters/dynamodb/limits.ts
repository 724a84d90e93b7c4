import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import type { Bucket, Taken } from '#domain/access/limits.ts'
import { millisecondsOf, secondsUntil, tokensIn } from '#domain/access/token-bucket.ts'
import { RegistryError } from '#domain/errors.ts'
import type { Clock } from '#ports/clock.ts'
import type { Limits } from '#ports/limits.ts'
import { advice } from './client.ts'
import { bucketKey } from './keys.ts'
import type { Table } from './table.ts'

const mostAttempts = 6
/** Whoever waits here waits before the work; a limit that cannot be read in this time is no limit. */
const patienceMilliseconds = 500
/** Until a full bucket, which is as good as none, is taken away. */
const keptSeconds = 60

/** One number for each bucket, changed by conditional updates: no read before the write, and no lost one. */
export function dynamoLimits(table: Table, clock: Clock): Limits {
  return { take: (bucket, least, most = least) => take(table, bucket, clock.now() * 1000, least, most) }
}

/** Begins with what is true of nearly every bucket: that it is full. If it is not, the refusal says when it will be. */
async function take(table: Table, bucket: Bucket, now: number, least: number, most: number): Promise<Taken> {
  let fullAt = 0
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const tokens = Math.min(most, tokensIn(bucket, fullAt, now))
    if (tokens < least) return { tokens: 0, retryAfter: secondsUntil(bucket, fullAt, now, least) }
    const stands = await update(table, bucket, now, tokens, fullAt < now)
    if (stands === 'taken') return { tokens }
    fullAt = stands
  }
  throw new RegistryError('store-unavailable', advice.read)
}

/** When it will be full, if that is not as the caller believed. */
async function update(
  { name, documents }: Table,
  bucket: Bucket,
  now: number,
  tokens: number,
  full: boolean,
): Promise<'taken' | number> {
  const gain = millisecondsOf(tokens, bucket)
  const latest = now + millisecondsOf(bucket.capacity, bucket)
  const change = full
    ? {
        set: 'fullAt = :next',
        condition: 'attribute_not_exists(fullAt) OR fullAt < :now',
        values: { ':next': now + gain },
      }
    : {
        set: 'fullAt = fullAt + :gain',
        condition: 'fullAt BETWEEN :now AND :last',
        values: { ':gain': gain, ':last': latest - gain },
      }
  const command = new UpdateCommand({
    TableName: name,
    Key: bucketKey(bucket.kind, bucket.name),
    UpdateExpression: `SET ${change.set}, expiresAt = :ends`,
    ConditionExpression: change.condition,
    ExpressionAttributeValues: { ...change.values, ':now': now, ':ends': Math.ceil(latest / 1000) + keptSeconds },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  })
  try {
    await documents.send(command, { abortSignal: AbortSignal.timeout(patienceMilliseconds) })
    return 'taken'
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return Number(error.Item?.fullAt?.N ?? 0)
    throw new RegistryError('store-unavailable', advice.read, [], { cause: error })
  }
}
