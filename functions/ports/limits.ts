import type { Bucket, Taken } from '#domain/access/limits.ts'

/** How much each caller may still do now. */
export interface Limits {
  /**
   * Takes tokens out of a bucket: `most` (default: `least`) if it holds them, else as many as it holds, and none if those
   * are fewer than `least`. Calls at the same time, of all processes, never take more together than the bucket holds; a
   * reply that is lost loses tokens. Throws RegistryError `store-unavailable`.
   */
  take(bucket: Bucket, least: number, most?: number): Promise<Taken>
}
