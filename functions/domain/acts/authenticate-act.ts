import type * as z from 'zod'
import type { Organisation } from '#schemas/organisation.ts'
import { explainIssues } from '#schemas/explain-issues.ts'
import { signedAct } from '#schemas/signed-act.ts'
import { sha256Base64url } from '../bytes.ts'
import { readCanonicalJson } from '../canonical-json.ts'
import { RegistryError } from '../errors.ts'
import { CheckFailure } from '../verification/check-failure.ts'
import { clockSkew } from '../verification/check-validity.ts'
import {
  authenticateSignatory,
  readOrRefuse,
  requireAudience,
  requireInWindow,
  requireOwnName,
  type SignedKind,
  type SigningPlace,
} from './authenticate-signatory.ts'
import type { ActSigner, SigningWindow } from './find-signer.ts'

export const actTyp = 'euc-act+jwt'

const kind: SignedKind = {
  typ: actTyp,
  noun: 'act',
  members: 'act, aud (this registry), iat (seconds), input and iss (your organisation)',
}

/** An act whose signature verified, by an organisation in force, for this registry. */
export interface SignedAct {
  /** As it was sent: kept as evidence. */
  readonly text: string
  /** SHA-256 of the payload bytes, base64url: what tells acts apart, since signatures over one payload differ. */
  readonly digest: string
  /** The canonical payload, as text. */
  readonly payload: string
  readonly organisation: Organisation
  readonly signer: ActSigner
  readonly window: SigningWindow
  /** The operation that it asks for. */
  readonly name: string
  /** Not yet judged: `actInput` does. */
  readonly input: Readonly<Record<string, unknown>>
  readonly signedAt: number
}

/**
 * Finds out who signed an act, and what it says. Freshness is for the caller to judge, once it knows that the act was not
 * done already. Throws RegistryError `request-token-invalid`, `signatory-unknown`, `signature-invalid` or
 * `request-for-other-registry`.
 */
export async function authenticateAct(text: string, place: SigningPlace): Promise<SignedAct> {
  const { organisation, signer, window, payloadBytes } = await authenticateSignatory(text, kind, place)
  const { act, aud, iat, input, iss } = readOrRefuse(kind, () => readPayload(payloadBytes))
  requireOwnName(iss, organisation)
  requireAudience(aud, place.issuer, kind)
  return {
    text,
    digest: await sha256Base64url(payloadBytes),
    payload: new TextDecoder().decode(payloadBytes),
    organisation,
    signer,
    window,
    name: act,
    input,
    signedAt: iat,
  }
}

function readPayload(bytes: Uint8Array): z.infer<typeof signedAct> {
  const parsed = signedAct.safeParse(readCanonicalJson(bytes))
  if (!parsed.success) throw new CheckFailure('schema-invalid')
  return parsed.data
}

/**
 * The input of an act for one operation, by that operation's `act` schema. Throws RegistryError `request-token-invalid` for
 * an act of another operation, and for input with faults, each named by its place in the payload.
 */
export function actInput<S extends z.ZodObject>({ name, input }: SignedAct, operation: string, schema: S): z.output<S> {
  if (name !== operation) {
    const detail = `Sign the act with "act" set to "${operation}", the operation that you send it to.`
    throw new RegistryError('request-token-invalid', detail, [{ pointer: '/act', rule: 'other-operation', detail }])
  }
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const faults = explainIssues(parsed.error.issues, input, ['input'])
  throw new RegistryError(
    'request-token-invalid',
    'Correct what "errors" names, sign the act again and send it with a new Idempotency-Key.',
    faults,
  )
}

/** An act is about how things stand now; one that lay about for longer may no longer be meant. */
const longestDelay = 3_600

/**
 * Throws RegistryError `request-stale` for an act signed more than an hour ago or in the future (five minutes of skew), and
 * `signatory-unknown` for one signed while its key was not in force.
 */
export function requireFreshAct(
  { signedAt, window }: { readonly signedAt: number; readonly window: SigningWindow },
  now: number,
): void {
  if (signedAt <= now + clockSkew && signedAt >= now - longestDelay) return requireInWindow(signedAt, window)
  const ahead = signedAt > now
  const detail = ahead
    ? 'The clock of the signing machine is ahead; set it right and sign again.'
    : 'It was signed more than an hour ago. Sign the act again.'
  throw new RegistryError('request-stale', detail, [
    { pointer: '/iat', rule: ahead ? 'in-the-future' : 'too-old', detail },
  ])
}
