import type { Bucket, Taken } from '#domain/access/limits.ts'
import { type BucketSize, fullAfter, secondsUntil, tokensIn } from '#domain/access/token-bucket.ts'
import type { Clock } from '#ports/clock.ts'
import type { Limits } from '#ports/limits.ts'

const mostRemembered = 10_000
/** Seconds after which a batch that was not used up is forgotten: others may need its tokens. */
const batchSeconds = 10
/** A process takes at most this part of a bucket in advance. */
const largestBatch = 1 / 10
/** Seconds for which a store that could not be reached is not asked again. */
const aloneSeconds = 5
/** What each process lets through by itself meanwhile: of a bucket, and of what flows into it. */
const shareAlone = 1 / 10

interface Batch {
  tokens: number
  until: number
  size: number
  refused: { until: number; tokens: number }
  asking: Promise<void> | undefined
  /** Of the bucket of this process alone, in milliseconds. */
  fullAt: number
}

/**
 * Limits that ask the store once for several calls: a batch in advance, twice as large each time it is used up, and a
 * refusal for as long as it holds, so that who is too fast costs nothing more. While the store cannot be reached, each
 * process lets a tenth through by itself: the store's own refusal is what stops a write then, and a verdict that needs no
 * store is still given.
 */
export function batchedLimits(shared: Limits, clock: Clock): Limits {
  const batches = new Map<string, Batch>()
  let aloneUntil = 0

  const batchFor = ({ kind, name }: Bucket): Batch => {
    const key = `${kind} ${name}`
    const known = batches.get(key)
    if (known !== undefined) return known
    if (batches.size >= mostRemembered) batches.clear()
    const batch = { tokens: 0, until: 0, size: 0, refused: { until: 0, tokens: 0 }, asking: undefined, fullAt: 0 }
    batches.set(key, batch)
    return batch
  }

  const ask = async (batch: Batch, bucket: Bucket, least: number): Promise<void> => {
    const now = clock.now()
    const largest = Math.max(least, Math.floor(bucket.capacity * largestBatch))
    batch.size = now < batch.until ? Math.min(largest, Math.max(least, batch.size * 2)) : least
    try {
      const taken = await shared.take(bucket, least, batch.size)
      if ('retryAfter' in taken) batch.refused = { until: now + taken.retryAfter, tokens: least }
      else Object.assign(batch, { tokens: taken.tokens, until: now + batchSeconds })
    } catch {
      aloneUntil = now + aloneSeconds
    }
  }

  return {
    take: async (bucket, least) => {
      const batch = batchFor(bucket)
      for (;;) {
        const now = clock.now()
        if (now < batch.until && batch.tokens >= least) {
          batch.tokens -= least
          return { tokens: least }
        }
        if (now < batch.refused.until && least >= batch.refused.tokens)
          return { tokens: 0, retryAfter: batch.refused.until - now }
        if (now < aloneUntil) return takeAlone(batch, bucket, now, least)
        batch.asking ??= ask(batch, bucket, least).finally(() => {
          batch.asking = undefined
        })
        await batch.asking
      }
    },
  }
}

function takeAlone(batch: Batch, bucket: Bucket, seconds: number, least: number): Taken {
  const now = seconds * 1000
  const share: BucketSize = {
    capacity: Math.max(least, bucket.capacity * shareAlone),
    perSecond: bucket.perSecond * shareAlone,
  }
  if (tokensIn(share, batch.fullAt, now) < least)
    return { tokens: 0, retryAfter: secondsUntil(share, batch.fullAt, now, least) }
  batch.fullAt = fullAfter(share, batch.fullAt, now, least)
  return { tokens: least }
}

/** For a registry on one's own computer under test or measurement. */
export const noLimits: Limits = { take: async (_, least, most = least) => ({ tokens: most }) }
