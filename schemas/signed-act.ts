import * as z from 'zod'
import { organisationId, origin, seconds } from './certificate.ts'

/**
 * Payload of a signed act (`typ: euc-act+jwt`, or under a WebAuthn assertion): the organisation `iss` does the operation
 * `act` at the registry `aud`, with `input` as that operation's `act` schema has it. Canonical JSON (RFC 8785).
 */
export const signedAct = z.strictObject({
  act: z.string().max(60),
  aud: origin,
  iat: seconds,
  input: z.record(z.string(), z.unknown()),
  iss: organisationId,
})
export type SignedActPayload = z.infer<typeof signedAct>

/** Media types in which a signed act or statement is sent: a compact JWS, or the text form of a WebAuthn assertion. */
export const signedMediaTypes = ['application/jwt', 'application/vnd.end-use-registry.webauthn'] as const
