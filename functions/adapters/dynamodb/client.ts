import { setTimeout } from 'node:timers/promises'
import { RegistryError } from '#domain/errors.ts'
import { DynamoDBServiceException, TransactionCanceledException } from '@aws-sdk/client-dynamodb'

const mostAttempts = 5

/** Waits so many milliseconds. */
export type Pause = (milliseconds: number) => Promise<void>

const pause: Pause = (milliseconds) => setTimeout(milliseconds)

/** Sentences for people: what to do when the store has not answered. */
export const advice = {
  read: 'The registry could not read its records. Try again in a few seconds.',
  write:
    'The registry could not learn whether its records took the change. Send the same again in a few seconds, with the ' +
    'same Idempotency-Key: nothing will be done twice.',
} as const

/**
 * Makes a call to the table, again after a conflict with somebody else's transaction: the SDK leaves that to us. The
 * call must be one that has its effect once however often it is sent.
 * Throws RegistryError `store-unavailable` when the table cannot be reached or cannot keep up. What remains is for the
 * caller: a condition that did not hold (`conditionFailed`), or a defect.
 */
export async function persist<T>(advised: string, call: () => Promise<T>, wait = pause): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call()
    } catch (error) {
      if (conditionFailed(error)) throw error
      const conflict = isConflict(error)
      if (!conflict && !isUnavailable(error)) throw error
      if (!conflict || attempt === mostAttempts)
        throw new RegistryError('store-unavailable', advised, [], { cause: error })
    }
    // Full jitter, or those who collided would collide again.
    await wait(Math.random() * 25 * 2 ** attempt)
  }
}

/** Whether the store has answered, and the answer is that a condition of the write did not hold. Nothing was written then. */
export function conditionFailed(error: unknown): boolean {
  if (error instanceof TransactionCanceledException) return reasonsOf(error).includes('ConditionalCheckFailed')
  return nameOf(error) === 'ConditionalCheckFailedException'
}

const conflicts = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])

function isConflict(error: unknown): boolean {
  if (error instanceof TransactionCanceledException) return reasonsOf(error).some((reason) => conflicts.has(reason))
  return nameOf(error) === 'TransactionConflictException'
}

// Answers with a status 4xx that still mean "not now". The SDK has tried them again already.
const overload = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionInProgressException',
])

/**
 * A connection that broke, an answer that did not come or could not be read, a fault on the other side. A request that
 * the store refuses as wrong, and a TypeError of ours, are defects.
 */
function isUnavailable(error: unknown): boolean {
  // A 5xx that the SDK does not know by name is labelled a fault of the client, so the status decides.
  if (error instanceof DynamoDBServiceException)
    return (error.$metadata.httpStatusCode ?? 400) >= 500 || error.$fault === 'server' || overload.has(error.name)
  return error instanceof Error && !(error instanceof TypeError)
}

function reasonsOf(error: TransactionCanceledException): string[] {
  return (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None')
}

function nameOf(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined
}
