/**
 * A token bucket: `capacity` tokens when it is full, and `perSecond` more each second until it is. It is kept as the time
 * at which it will be full again (the generic cell rate algorithm, ITU-T I.371 annex A): one number, which only grows, so
 * that many processes can take from it without a read before the write. All times in milliseconds since 1970.
 */
export interface BucketSize {
  readonly capacity: number
  readonly perSecond: number
}

/** Milliseconds in which the bucket gains so many tokens. */
export const millisecondsOf = (tokens: number, { perSecond }: BucketSize): number =>
  Math.ceil((tokens * 1000) / perSecond)

/** Whole tokens in it now. A bucket that nobody has touched is full at 0. */
export function tokensIn(size: BucketSize, fullAt: number, now: number): number {
  return Math.floor(size.capacity - (Math.max(0, fullAt - now) * size.perSecond) / 1000)
}

/** When it will be full again after so many tokens were taken out. */
export const fullAfter = (size: BucketSize, fullAt: number, now: number, tokens: number): number =>
  Math.max(fullAt, now) + millisecondsOf(tokens, size)

/** Whole seconds, at least one, until it holds so many tokens; they must be fewer than it can hold. */
export function secondsUntil(size: BucketSize, fullAt: number, now: number, tokens: number): number {
  const missing = fullAt - now - millisecondsOf(size.capacity - tokens, size)
  return Math.max(1, Math.ceil(missing / 1000))
}
