import * as z from 'zod'
import { statusAct, type StatusActName } from '#schemas/status-act.ts'
import { sha256Base64url } from '../bytes.ts'
import { readCanonicalJson } from '../canonical-json.ts'
import {
  authenticateSignatory,
  readOrRefuse,
  requireAudience,
  requireOwnName,
  type FindByKey,
  type SignedKind,
} from '../certificate/authenticate-signatory.ts'
import { RegistryError } from '../errors.ts'
import { CheckFailure } from '../verification/check-failure.ts'
import { clockSkew } from '../verification/check-validity.ts'

export const actTyp = 'euc-act+jwt'

const kind: SignedKind = {
  typ: actTyp,
  noun: 'act',
  members: 'act, aud (this registry), iat (seconds), id (28 characters), iss (your organisation) and reason',
}

/** An act whose signature verified, by an organisation in force, for this registry. */
export interface SignedAct {
  readonly token: string
  /** SHA-256 of the payload bytes, base64url: what tells acts apart, since signatures over one payload differ. */
  readonly digest: string
  readonly organisation: string
  readonly name: StatusActName
  /** As signed. An id that cannot exist is judged with those that do not. */
  readonly id: string
  readonly signedAt: number
}

const payload = statusAct.extend({ id: z.string().max(100) })

/**
 * Finds out who signed a status act, and what it says. Throws RegistryError `request-token-invalid`,
 * `signatory-unknown`, `signature-invalid` or `request-for-other-registry`.
 */
export async function authenticateAct(
  token: string,
  issuer: string,
  now: number,
  findByKey: FindByKey,
): Promise<SignedAct> {
  const { organisation, payloadBytes } = await authenticateSignatory(token, kind, now, findByKey)
  const { act, aud, iat, id, iss } = readOrRefuse(kind, () => readPayload(payloadBytes))
  requireOwnName(iss, organisation)
  requireAudience(aud, issuer, kind)
  const digest = await sha256Base64url(payloadBytes)
  return { token, digest, organisation: organisation.id, name: act, id, signedAt: iat }
}

function readPayload(bytes: Uint8Array): z.infer<typeof payload> {
  const parsed = payload.safeParse(readCanonicalJson(bytes))
  if (!parsed.success) throw new CheckFailure('schema-invalid')
  return parsed.data
}

/** An act is about how things stand now; one that lay about for longer may no longer be meant. */
const longestDelay = 3_600

/** Throws RegistryError `request-stale` for an act signed more than an hour ago or in the future (five minutes of skew). */
export function requireFreshAct({ signedAt }: Pick<SignedAct, 'signedAt'>, now: number): void {
  if (signedAt <= now + clockSkew && signedAt >= now - longestDelay) return
  const ahead = signedAt > now
  const detail = ahead
    ? 'The clock of the signing machine is ahead; set it right and sign again.'
    : 'It was signed more than an hour ago. Sign the act again.'
  throw new RegistryError('request-stale', detail, [
    { pointer: '/iat', rule: ahead ? 'in-the-future' : 'too-old', detail },
  ])
}
