import * as z from 'zod'
import { certificateId, organisationId, origin, seconds } from './certificate.ts'
import { text } from './text.ts'

/** What the issuing organisation may do to a certificate of its own. */
export const statusActs = ['suspend', 'reinstate', 'revoke', 'surrender'] as const
export type StatusActName = (typeof statusActs)[number]

/** Payload of a signed act (`typ: euc-act+jwt`): who does what to which certificate, why and when. */
export const statusAct = z.strictObject({
  act: z.enum(statusActs),
  aud: origin,
  iat: seconds,
  id: certificateId,
  iss: organisationId,
  reason: text(280, 3),
})
export type StatusAct = z.infer<typeof statusAct>
