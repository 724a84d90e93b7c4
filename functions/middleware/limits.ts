import { bucketsOf, type CallLimits, networkBucket, requireTokens } from '#domain/access/limits.ts'
import type { Principal } from '#schemas/principal.ts'
import type { HttpEvent } from './http-event.ts'

/**
 * Finds out who calls, and takes what the call costs from the buckets of that caller. Who says it wrongly is limited as
 * one who says nothing: tokens cannot be guessed for nothing. Throws RegistryError `too-many-requests`, or what `identify`
 * throws.
 */
export async function limitCaller(
  limits: CallLimits,
  cost: number,
  { address }: HttpEvent,
  identify: () => Promise<Principal>,
): Promise<Principal> {
  let caller: Principal
  try {
    caller = await identify()
  } catch (error) {
    await requireTokens(limits, [networkBucket(address)], cost)
    throw error
  }
  await requireTokens(limits, bucketsOf(caller, address), cost)
  return caller
}
