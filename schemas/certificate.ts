import * as z from 'zod'
import { form, text } from './text.ts'
import { profileId, statementForm } from './statement/statement.ts'

/** Seconds since 1970-01-01T00:00Z (RFC 7519 NumericDate, whole seconds). */
export const seconds = z.int().min(0).max(253_402_300_799)

/** SHA-256 as base64url without padding. */
export const digest = form(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, 'A digest is 43 base64url characters.')

/** RFC 7638 thumbprint of a public key. */
export const keyId = digest

/** 128 random bits in Crockford's base 32 and two check characters: 28 characters, written without dashes inside data. */
export const certificateId = form(
  /^[0-7][0-9A-HJKMNP-TV-Z]{27}$/,
  'A certificate id has 28 letters and digits (no I, L, O, U).',
)

export const organisationId = form(
  /^[a-z0-9][a-z0-9-]{2,62}$/,
  'An organisation id has small letters, digits and dashes.',
)

/** An origin such as `https://registry.example`; no path. */
export const origin = form(
  /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/,
  'An origin has a scheme, a host and maybe a port, and nothing else.',
)

export const credentialType = 'urn:end-use-registry:certificate:1'

/** Where the status of a certificate stands: draft-ietf-oauth-status-list, `status.status_list`. */
export const statusReference = z.strictObject({
  status_list: z.strictObject({ idx: z.int().min(0).max(1_048_575), uri: z.string().max(300) }),
})

/** Payload of what the importer's organisation signs (`typ: euc-req+jwt`): the statement, for this registry, now. */
export const issueRequest = z.strictObject({
  aud: origin,
  iat: seconds,
  iss: organisationId,
  statement: statementForm,
})
export type IssueRequest = z.infer<typeof issueRequest>

/** A profile that the statement satisfied when the certificate was issued, and the edition that was in force. */
export const satisfiedProfile = z.strictObject({ id: profileId, version: z.int().min(1).max(9999) })
export type SatisfiedProfile = z.infer<typeof satisfiedProfile>

/** Payload of the credential (`typ: euc+sd-jwt`); claim names of SD-JWT VC, no disclosures in version 1. */
export const credentialPayload = z.strictObject({
  exp: seconds,
  iat: seconds,
  iss: origin,
  jti: certificateId,
  nbf: seconds,
  /** Absent where the statement claims no profile. */
  profiles: z.array(satisfiedProfile).min(1).max(20).optional(),
  /** What the importer signed: its organisation, and SHA-256 of the payload bytes of its `euc-req+jwt`. */
  req: z.strictObject({ digest, iss: organisationId }),
  statement: statementForm,
  status: statusReference,
  vct: z.literal(credentialType),
})
export type CredentialPayload = z.infer<typeof credentialPayload>

export const certificateStatuses = [
  'active',
  'suspended',
  'revoked',
  'superseded',
  'surrendered',
  'exhausted',
  'closed',
] as const
export const certificateStatus = z.enum(certificateStatuses)
export type CertificateStatus = z.infer<typeof certificateStatus>

/** 128 random bits as base64url. */
export const personId = form(/^[A-Za-z0-9_-]{21}[AQgw]$/, 'A person has an id of 22 base64url characters.')

/** By what right a person binds its organisation (domain.md 1.2, row 37). */
export const mandate = z.strictObject({
  kind: z.enum(['LEGAL_REP', 'DELEGATE', 'MANAGER', 'OFFICER']),
  /** SHA-256 of the paper that proves it, base64url. */
  document: digest.optional(),
})

export type Mandate = z.infer<typeof mandate>

/** Who signs: name, title and mandate, as they stood when it was said. */
export const signatoryPerson = z.strictObject({
  id: personId,
  name: text(140),
  title: text(70),
  mandate,
})
export type SignatoryPerson = z.infer<typeof signatoryPerson>

/** A certificate as the registry keeps it. */
export const certificate = z.strictObject({
  id: certificateId,
  organisation: organisationId,
  /** SD-JWT compact form: a JWS and `~`. */
  credential: z.string().max(400_000),
  /** The digits of the QR code, format number first; the URL in front of them is the verifier's. */
  qrDigits: form(/^1[0-9]{20,2000}$/, 'QR digits start with the format number 1.'),
  /** The importer's `euc-req+jwt`, kept as evidence. */
  request: z.string().max(400_000),
  /** The person whose passkey signed the request, as the registry knew it then; absent where the organisation's key did. */
  signedBy: signatoryPerson.optional(),
  /** SHA-256 of the credential's payload bytes, base64url. */
  sth: digest,
  status: certificateStatus,
  statusSince: seconds,
  /** Counts the changes of status, from 1 at issue. */
  statusVersion: z.int().min(1),
  issuedAt: seconds,
  validFrom: seconds,
  validUntil: seconds,
  /** Blinds the log leaf (formats.md 4): 32 bytes, base64url. */
  leafSalt: digest,
  /** First version of a certificate that supersedes another: all versions draw on one ledger. Absent in the first. */
  ledger: certificateId.optional(),
  /** The version that took the place of this one. */
  supersededBy: certificateId.optional(),
  /** Who suspended it: what an authority stopped, only an authority starts again. */
  suspendedBy: z.enum(['holder', 'authority']).optional(),
})
export type Certificate = z.infer<typeof certificate>
