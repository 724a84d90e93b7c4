import * as z from 'zod'
import { digest, origin, seconds } from './certificate.ts'
import { registryKey } from './keys.ts'
import { text } from './text.ts'

export const trustListTyp = 'euc-trust-list+jwt'

/** A registry whose certificates may be believed, and the keys that speak for it. */
export const trustedRegistry = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/),
  issuer: origin,
  keys: z.array(registryKey).max(100),
  name: text(140),
  verifierOrigins: z.array(origin).min(1).max(10),
})
export type TrustedRegistry = z.infer<typeof trustedRegistry>

/**
 * Payload of a trust list, written canonically and signed by the `trust-list` key of who publishes it. Each edition names
 * the hash of the one before, so that an edition cannot be slipped in or left out unseen.
 */
export const trustListPayload = z.strictObject({
  exp: seconds,
  iat: seconds,
  iss: origin,
  /** SHA-256 of the payload bytes of the edition before; null in the first. */
  previous: digest.nullable(),
  registries: z.array(trustedRegistry).min(1).max(50),
  version: z.int().min(1),
})
export type TrustListPayload = z.infer<typeof trustListPayload>
