import * as z from 'zod'
import { certificateId, digest, organisationId, seconds } from './certificate.ts'
import { drawdownId, ledgerActor } from './ledger.ts'
import { text } from './text.ts'

/** What an authority has to look into: the holder says that a use of its certificate is not its own. */
export const disputeCase = z.strictObject({
  /** Digest of the signed act that opened it: an act opens one case. */
  id: digest,
  certificate: certificateId,
  ledger: certificateId,
  drawdown: drawdownId,
  /** Whose certificate it is. */
  organisation: organisationId,
  openedBy: ledgerActor,
  openedAt: seconds,
  reason: text(280, 3),
  state: z.enum(['open', 'closed']),
  closedBy: ledgerActor.optional(),
  closedAt: seconds.optional(),
  /** What the authority found, in its words. */
  finding: text(2_000, 3).optional(),
})
export type DisputeCase = z.infer<typeof disputeCase>
