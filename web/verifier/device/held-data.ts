import * as z from 'zod'
import { digest, seconds } from '#schemas/certificate.ts'
import { registry, type Registry } from '#schemas/keys.ts'

export const heldRegistries = z.strictObject({ registries: z.array(registry).max(50), fetchedAt: seconds })

/** The other registries that the trust list names, and which edition it was: the next one must follow it. */
export const heldTrust = z.strictObject({
  registries: z.array(registry).max(50),
  version: z.int().min(1),
  digest,
  issuedAt: seconds,
  expiresAt: seconds,
})
export type HeldTrust = z.infer<typeof heldTrust>

export const heldList = z.strictObject({
  list: z.int().min(0),
  token: z.string().max(500_000),
  seq: z.int().min(1),
  /** When the registry signed it, and until when it may be used. */
  issuedAt: seconds,
  expiresAt: seconds,
  fetchedAt: seconds,
})
export type HeldList = z.infer<typeof heldList>

/**
 * The newest that this device has ever seen. It only grows, and stays when lists are dropped: an older list is a replay,
 * and a clock behind a signed time was set back.
 */
export const seen = z.strictObject({ newestTime: seconds, newestSeq: z.record(z.string(), z.int().min(1)) })
export type Seen = z.infer<typeof seen>

/** What this device holds for times without a connection. */
export interface HeldData {
  /** That of this page first. */
  readonly registries: readonly Registry[]
  readonly trust: HeldTrust | undefined
  readonly lists: readonly HeldList[]
  /** When all of it was last fetched whole. */
  readonly completeAt: number | undefined
  readonly newestTime: number | undefined
  readonly newestSeq: Readonly<Record<string, number>>
}

export const nothingHeld: HeldData = {
  registries: [],
  trust: undefined,
  lists: [],
  completeAt: undefined,
  newestTime: undefined,
  newestSeq: {},
}
