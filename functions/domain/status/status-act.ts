import * as z from 'zod'
import type { Organisation } from '#schemas/organisation.ts'
import { statusAct, type StatusActName } from '#schemas/status-act.ts'
import { sha256Base64url } from '../bytes.ts'
import { readCanonicalJson } from '../canonical-json.ts'
import { actTyp } from '../acts/authenticate-act.ts'
import {
  authenticateSignatory,
  readOrRefuse,
  requireAudience,
  requireOwnName,
  type SignedKind,
  type SigningPlace,
} from '../acts/authenticate-signatory.ts'
import type { ActSigner, SigningWindow } from '../acts/find-signer.ts'
import { CheckFailure } from '../verification/check-failure.ts'

const kind: SignedKind = {
  typ: actTyp,
  noun: 'act',
  members: 'act, aud (this registry), iat (seconds), id (28 characters), iss (your organisation) and reason',
}

/** A status act whose signature verified, by an organisation in force, for this registry. */
export interface SignedStatusAct {
  /** As it was sent. */
  readonly text: string
  /** SHA-256 of the payload bytes, base64url: what tells acts apart, since signatures over one payload differ. */
  readonly digest: string
  readonly organisation: Organisation
  readonly signer: ActSigner
  readonly window: SigningWindow
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
export async function authenticateStatusAct(text: string, place: SigningPlace): Promise<SignedStatusAct> {
  const { organisation, signer, window, payloadBytes } = await authenticateSignatory(text, kind, place)
  const { act, aud, iat, id, iss } = readOrRefuse(kind, () => readPayload(payloadBytes))
  requireOwnName(iss, organisation)
  requireAudience(aud, place.issuer, kind)
  const digest = await sha256Base64url(payloadBytes)
  return { text, digest, organisation, signer, window, name: act, id, signedAt: iat }
}

function readPayload(bytes: Uint8Array): z.infer<typeof payload> {
  const parsed = payload.safeParse(readCanonicalJson(bytes))
  if (!parsed.success) throw new CheckFailure('schema-invalid')
  return parsed.data
}
