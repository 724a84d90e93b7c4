import {
  credentialPayload,
  credentialType,
  type CredentialPayload,
  type SatisfiedProfile,
} from '#schemas/certificate.ts'
import { endOfDay, startOfDay } from '#schemas/dates.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { toBase64url, toUtf8, type Bytes } from '../bytes.ts'
import { canonicalBytes } from '../canonical-json.ts'
import { readStrictJws, type UnverifiedJws } from '../jws/strict-jws.ts'
import { CheckFailure } from '../verification/check-failure.ts'
import { statusListNumber, statusListUri } from './status-reference.ts'

export const credentialTyp = 'euc+sd-jwt'

/** What a credential is made of before it is signed. */
export interface CredentialFacts {
  readonly issuer: string
  readonly id: string
  readonly issuedAt: number
  readonly statement: Statement
  /** Those that the statement claims and satisfies; none by default. */
  readonly profiles?: readonly SatisfiedProfile[]
  readonly organisation: string
  /** SHA-256 of the payload bytes that the organisation signed, base64url. */
  readonly requestDigest: string
  readonly status: { readonly list: number; readonly index: number }
}

export function credentialPayloadOf(facts: CredentialFacts): CredentialPayload {
  const { statement, status, profiles = [] } = facts
  return {
    exp: endOfDay(statement.validUntil),
    iat: facts.issuedAt,
    iss: facts.issuer,
    jti: facts.id,
    nbf: startOfDay(statement.validFrom),
    ...(profiles.length === 0 ? {} : { profiles: [...profiles] }),
    req: { digest: facts.requestDigest, iss: facts.organisation },
    statement,
    status: { status_list: { idx: status.index, uri: statusListUri(facts.issuer, status.list) } },
    vct: credentialType,
  }
}

/** Bytes that the registry's credential key signs for this payload (RFC 7515 section 5.1). */
export function credentialSigningInput(kid: string, payload: Uint8Array): Bytes {
  const header = toBase64url(canonicalBytes({ alg: 'ES256', kid, typ: credentialTyp }))
  return toUtf8(`${header}.${toBase64url(payload)}`)
}

/** SD-JWT compact form without disclosures: the JWS and one tilde (RFC 9901 section 4). */
export function assembleCredential(signingInput: Uint8Array, signature: Uint8Array): string {
  return `${new TextDecoder().decode(signingInput)}.${toBase64url(signature)}~`
}

/**
 * Takes a credential apart by form. Throws CheckFailure; `segments` also for one that carries disclosures or a key
 * binding, which version 1 does not have.
 */
export function readCredential(text: string): UnverifiedJws {
  if (text.indexOf('~') !== text.length - 1 || text === '') throw new CheckFailure('segments')
  return readStrictJws(text.slice(0, -1), credentialTyp)
}

/**
 * The statement in the canonical text of a credential's payload. The first `,"statement":` is the member, since quotes
 * inside strings are escaped and only numbers, texts, `profiles` and `req` stand before it; the last `,"status":` is the one behind it.
 */
export function statementTextIn(payloadText: string): string {
  const member = ',"statement":'
  return payloadText.slice(payloadText.indexOf(member) + member.length, payloadText.lastIndexOf(',"status":'))
}

const quantityMembers = ['quantity', 'netWeightKg', 'tolerancePct', 'sharePct', 'amount']

/**
 * Reads the payload of a credential whose signature verified. Throws CheckFailure `schema-invalid`, `text-invalid`,
 * `quantity-invalid`, `time-invalid` or `status-ref-invalid`.
 */
export function readCredentialPayload(value: unknown): CredentialPayload {
  const parsed = credentialPayload.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    if (quantityMembers.includes(String(issue?.path.at(-1)))) throw new CheckFailure('quantity-invalid')
    throw new CheckFailure(
      issue?.code === 'custom' && issue.params?.['rule'] === 'text-not-plain' ? 'text-invalid' : 'schema-invalid',
    )
  }
  const payload = parsed.data
  const { statement } = payload
  // What a person reads in the statement and what a machine compares must be the same days.
  if (payload.nbf !== startOfDay(statement.validFrom)) throw new CheckFailure('time-invalid')
  if (payload.exp !== endOfDay(statement.validUntil)) throw new CheckFailure('time-invalid')
  statusListNumber(payload)
  return payload
}
