import { issueRequest, type IssueRequest } from '#schemas/certificate.ts'
import { requireInWindow } from '../acts/authenticate-signatory.ts'
import type { ActSigner, SigningWindow } from '../acts/find-signer.ts'
import { readSignedText, type SignedText } from '../acts/signed-text.ts'
import { parseCanonicalJson, readCanonicalJson, readText } from '../canonical-json.ts'
import { RegistryError } from '../errors.ts'
import { CheckFailure } from '../verification/check-failure.ts'
import { clockSkew } from '../verification/check-validity.ts'

export const requestTyp = 'euc-req+jwt'

/** Takes the importer's signed request apart by form. Throws CheckFailure. */
export function readIssueRequest(text: string): SignedText {
  return readSignedText(text, requestTyp)
}

/** Everything around the statement: who signed, for which registry, when. */
const head = issueRequest.omit({ statement: true })
const envelope = head.loose()

/**
 * Reads the payload of a request whose signature verified; the statement is not yet judged. Throws CheckFailure
 * `payload-invalid`, `not-canonical` or `schema-invalid`.
 */
export function readRequestEnvelope(payload: Uint8Array): Omit<IssueRequest, 'statement'> & { statement: unknown } {
  const value = readCanonicalJson(payload)
  const parsed = envelope.safeParse(value)
  if (!parsed.success || Object.keys(value as object).join() !== 'aud,iat,iss,statement')
    throw new CheckFailure('schema-invalid')
  const { aud, iat, iss } = parsed.data
  return { aud, iat, iss, statement: parsed.data['statement'] }
}

const statementMember = ',"statement":'

/**
 * Reads a request for comparing it with a credential: its head, and the text of the statement as signed. The statement is
 * not parsed: it counts only if it is, letter by letter, the canonical statement of the credential. A quote inside a JSON
 * string is always escaped, so the first `,"statement":` is the member. Throws CheckFailure as `readRequestEnvelope`.
 */
export function readRequestHead(payload: Uint8Array): Omit<IssueRequest, 'statement'> & { statementText: string } {
  const text = readText(payload)
  const at = text.indexOf(statementMember)
  if (at < 0 || !text.endsWith('}')) throw new CheckFailure('schema-invalid')
  const parsed = head.safeParse(parseCanonicalJson(`${text.slice(0, at)}}`))
  if (!parsed.success) throw new CheckFailure('schema-invalid')
  return { ...parsed.data, statementText: text.slice(at + statementMember.length, -1) }
}

/** A request whose signature verified. */
export interface SignedRequest {
  readonly token: string
  /** SHA-256 of the payload bytes, base64url: what tells requests apart, since signatures over one payload differ. */
  readonly digest: string
  readonly organisation: string
  readonly signedAt: number
  readonly signer: ActSigner
  /** When its key or passkey may sign. */
  readonly window: SigningWindow
  /** Not yet judged. */
  readonly statement: unknown
}

/** A person may sign on Friday what a system sends on Monday; older requests may no longer be meant. */
const longestDelay = 7 * 86_400

/**
 * Throws RegistryError `request-stale` for a request signed more than a week ago or in the future (five minutes of skew),
 * and `signatory-unknown` for one signed while its key was not in force, which no verifier would accept.
 */
export function requireFresh({ signedAt, window }: SignedRequest, now: number): void {
  if (signedAt <= now + clockSkew && signedAt >= now - longestDelay) return requireInWindow(signedAt, window)
  const detail =
    signedAt > now
      ? 'The clock of the signing machine is ahead; set it right and sign again.'
      : 'It was signed more than seven days ago. Sign the statement again.'
  throw new RegistryError('request-stale', detail, [
    { pointer: '/iat', rule: signedAt > now ? 'in-the-future' : 'too-old', detail },
  ])
}
