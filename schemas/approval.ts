import * as z from 'zod'
import { digest, organisationId, seconds } from './certificate.ts'
import { personId } from './certificate.ts'
import { form, text } from './text.ts'

export const approvalId = form(/^[A-Za-z0-9_-]{21}[AQgw]$/, 'An approval has an id of 22 base64url characters.')

/** Who did a signed act: an organisation's key, or a person of it with a passkey. */
export const actor = z.strictObject({
  organisation: organisationId,
  /** Absent where the organisation's key signed. */
  person: personId.optional(),
  personName: text(140).optional(),
})
export type Actor = z.infer<typeof actor>

/** A deed that waits for a second pair of eyes: the signed act that proposed it is done when another person approves. */
export const approval = z.strictObject({
  id: approvalId,
  /** The operation that was asked for. */
  act: z.string().max(60),
  /** SHA-256 of the proposing act's payload, base64url: what an approving act names, so that it approves exactly this. */
  digest,
  /** The payload itself, canonical JSON: who decides is shown what was signed, and not only what is said of it. */
  payload: z.string().max(32_768),
  /** The organisation that the deed is about. */
  subject: organisationId,
  summary: text(280),
  proposedBy: actor,
  proposedAt: seconds,
  /** Nothing comes of it after this. */
  expiresAt: seconds,
  state: z.enum(['waiting', 'approved', 'rejected', 'expired']),
  decidedBy: actor.optional(),
  decidedAt: seconds.optional(),
})
export type Approval = z.infer<typeof approval>

/** What happened, by whom, to what: codes and ids only, nothing of what was sent. */
export const auditEvent = z.strictObject({
  at: seconds,
  operation: z.string().max(60),
  actor: actor.omit({ personName: true }),
  /** Organisation, certificate or person that it was done to or that was read. */
  subject: z.string().max(100),
  outcome: z.enum(['done', 'proposed', 'read', 'refused']),
})
export type AuditEvent = z.infer<typeof auditEvent>
