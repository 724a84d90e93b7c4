import type { Principal } from '#schemas/principal.ts'
import { RegistryError } from '../errors.ts'
import { networkOf } from './network.ts'
import type { BucketSize } from './token-bucket.ts'

export type BucketKind = 'network' | 'principal' | 'organisation'

export interface Bucket extends BucketSize {
  readonly kind: BucketKind
  /** Whose it is, among those of its kind. */
  readonly name: string
}

/**
 * What each may do, in tokens; an operation takes 1 to 5 of them (schemas/policy.ts). A network may be a port's: twenty
 * officers with phones. An organisation has more than one machine, and less than the sum of them.
 */
export const bucketSizes = {
  network: { capacity: 400, perSecond: 40 },
  principal: { capacity: 400, perSecond: 50 },
  organisation: { capacity: 1_000, perSecond: 100 },
} as const satisfies Record<BucketKind, BucketSize>

/** How many tokens were taken; without any, after how many seconds to ask again. */
export type Taken = { readonly tokens: number } | { readonly tokens: 0; readonly retryAfter: number }

/** Where tokens are taken: the port `Limits`, as far as a rule needs it. */
export interface CallLimits {
  take(bucket: Bucket, tokens: number): Promise<Taken>
}

const bucket = (kind: BucketKind, name: string): Bucket => ({ kind, name, ...bucketSizes[kind] })

/** For who calls without saying who it is. `address` is that of who connected. */
export const networkBucket = (address: string): Bucket => bucket('network', networkOf(address))

/** For what an organisation does, by whichever of its people and machines, once its signature is verified. */
export const organisationBucket = (id: string): Bucket => bucket('organisation', id)

/** From all of these a call takes its tokens. */
export function bucketsOf(caller: Principal, address: string): Bucket[] {
  if (caller.kind === 'anonymous') return [networkBucket(address)]
  const self = caller.kind === 'machine' ? caller.kid : caller.person
  return [bucket('principal', `${caller.organisation}/${self}`), organisationBucket(caller.organisation)]
}

/** Throws RegistryError `too-many-requests`, with the time after which to ask again, unless each bucket has the tokens. */
export async function requireTokens(limits: CallLimits, buckets: readonly Bucket[], tokens: number): Promise<void> {
  const taken = await Promise.all(buckets.map((each) => limits.take(each, tokens)))
  const waits = taken.flatMap((each) => ('retryAfter' in each ? [each.retryAfter] : []))
  if (waits.length === 0) return
  const retryAfter = Math.max(...waits)
  throw new RegistryError(
    'too-many-requests',
    `Send fewer requests, and this one again in ${retryAfter === 1 ? 'a second' : `${retryAfter} seconds`}.`,
    [],
    { retryAfter },
  )
}
