import * as z from 'zod'
import { origin, seconds, type CertificateStatus } from './certificate.ts'
import { form } from './text.ts'

/** `typ` of a status list token (draft-ietf-oauth-status-list section 5.1). */
export const statusListTyp = 'statuslist+jwt'

/** Entries of one list, two bits each (formats.md 3). */
export const statusListSize = 1_048_576

/**
 * Values of an entry. The draft fixes 0 to 2; 3 is application-specific for ever, and here the value of a position that
 * was never given to a certificate: who signs with a stolen key must use such a position or one that others know.
 */
export const statusValues = { valid: 0, invalid: 1, suspended: 2, neverIssued: 3 } as const
export type StatusValue = (typeof statusValues)[keyof typeof statusValues]

/** How the life of a certificate is told in two bits. */
export const statusValueOf = {
  active: statusValues.valid,
  suspended: statusValues.suspended,
  revoked: statusValues.invalid,
  superseded: statusValues.invalid,
  surrendered: statusValues.invalid,
  exhausted: statusValues.invalid,
  closed: statusValues.invalid,
} as const satisfies Record<CertificateStatus, StatusValue>

/** Payload of a status list token, written canonically; `seq` is ours and counts the editions of one list. */
export const statusListPayload = z.strictObject({
  exp: seconds,
  iat: seconds,
  iss: origin,
  seq: z.int().min(1),
  status_list: z.strictObject({ bits: z.literal(2), lst: form(/^[A-Za-z0-9_-]{1,400000}$/, 'A list is base64url.') }),
  sub: z.string().max(300),
  /** Seconds after which a copy should be fetched anew. */
  ttl: z.int().min(1),
})
export type StatusListPayload = z.infer<typeof statusListPayload>
