import * as z from 'zod'
import { certificateStatus, organisationId, origin, seconds, satisfiedProfile } from './certificate.ts'
import { qrSummary } from './qr.ts'
import { statementForm } from './statement/statement.ts'

export const checkNames = [
  'form',
  'signature',
  'issuer-key',
  'validity',
  'registration',
  'status',
  'statement-hash',
  'signatory',
  'log-inclusion',
  'balance',
  'goods',
  'quantity',
  'parties',
  'destination',
  'route',
  'transport-document',
  'contract',
] as const
export const checkName = z.enum(checkNames)
export type CheckName = z.infer<typeof checkName>

/**
 * Why a check came out as it did: a closed list. Those in capitals of security.md section 6 keep their names in small
 * letters. `schemas/wording/verdict.ts` has what each means and what to do.
 */
export const checkCodes = [
  // form: what was presented is not a certificate, or is not written in the one allowed way
  'form-ok',
  'too-large',
  'not-a-certificate',
  'segments',
  'encoding-invalid',
  'header-invalid',
  'not-canonical',
  'alg-not-allowed',
  'typ-not-allowed',
  'payload-invalid',
  'schema-invalid',
  'text-invalid',
  'quantity-invalid',
  'time-invalid',
  'status-ref-invalid',
  'qr-untrusted-url',
  'qr-version-unknown',
  'qr-invalid',
  // signature and the key behind it
  'signature-ok',
  'signature-invalid',
  'signature-not-presented',
  'issuer-key-ok',
  'kid-unknown',
  'key-use-not-allowed',
  'issuer-key-mismatch',
  'key-revoked',
  'key-compromised-record-needed',
  'key-compromised-but-recorded',
  'key-expired',
  'keys-missing',
  // time
  'validity-ok',
  'not-yet-valid',
  'expired',
  'clock-behind',
  // the registry's record
  'registered',
  'certificate-unknown',
  'registry-not-reached',
  'registry-disagrees',
  'status-active',
  'revoked',
  'suspended',
  'superseded',
  'surrendered',
  'exhausted',
  'closed',
  'status-stale',
  'status-unknown',
  'status-by-list',
  'status-old',
  'status-rollback',
  'status-invalid',
  'registered-by-list',
  'never-issued',
  'newer-than-list',
  'statement-hash-not-compared',
  'signatory-not-compared',
  'statement-hash-ok',
  'statement-hash-mismatch',
  'statement-hash-unknown',
  'signatory-ok',
  'signatory-confirmed-by-registry',
  'signatory-not-presented',
  'signatory-invalid',
  'signatory-key-unknown',
  'signatory-mismatch',
  'signatory-unknown',
  'log-not-operated',
  'balance-not-operated',
  // the shipment in hand
  'not-given',
  'not-stated',
  'not-in-qr',
  'goods-fit',
  'line-not-found',
  'line-ambiguous',
  'hs-differs',
  'hs-edition-differs',
  'classification-differs',
  'serial-not-listed',
  'quantity-fits',
  'quantity-exceeded',
  'unit-differs',
  'parties-fit',
  'party-differs',
  'party-not-named',
  'party-role-open',
  'destination-fits',
  'destination-differs',
  'route-fits',
  'transit-not-permitted',
  'transit-not-limited',
  'partial-shipment-not-allowed',
  'contract-fits',
  'contract-differs',
  'transport-document-not-recorded',
] as const
export const checkCode = z.enum(checkCodes)
export type CheckCode = z.infer<typeof checkCode>

/** Facts a check used, by short names; values as a person may compare them. */
const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
export type Facts = z.infer<typeof facts>

export const check = z.strictObject({
  name: checkName,
  outcome: z.enum(['pass', 'fail', 'unknown', 'skipped']),
  code: checkCode,
  /** Without a pass or a fail of this check the verdict cannot be `valid`. */
  required: z.boolean(),
  /** Whose word it is: this verifier computed it, or the registry reported it. */
  basis: z.enum(['computed', 'reported']),
  /** When the facts were true; absent if they do not age. */
  asOf: seconds.optional(),
  /** What the check is about, where there are several (a goods line, a party): JSON pointer into the shipment facts. */
  pointer: z.string().optional(),
  facts: facts.optional(),
})
export type Check = z.infer<typeof check>

export const verdictWord = z.enum(['valid', 'invalid', 'undetermined'])
export type VerdictWord = z.infer<typeof verdictWord>

/** What the certificate promises; present only when the signature over it verified. */
export const shown = z.discriminatedUnion('source', [
  z.strictObject({
    source: z.literal('credential'),
    id: z.string(),
    issuer: origin,
    organisation: organisationId,
    issuedAt: seconds,
    validFrom: seconds,
    validUntil: seconds,
    profiles: z.array(satisfiedProfile).optional(),
    statement: statementForm,
  }),
  z.strictObject({ source: z.literal('qr'), issuer: origin, summary: qrSummary }),
  /** A typed id proves nothing about a paper: only what the registry tells everybody. */
  z.strictObject({
    source: z.literal('id'),
    id: z.string(),
    kind: z.string(),
    issuerCountry: z.string(),
    validFrom: seconds,
    validUntil: seconds,
  }),
])
export type Shown = z.infer<typeof shown>

/** The answer to a verification (product.md, "The verdict"). Any fail → invalid; else a required unknown → undetermined; else valid. */
export const verdictReport = z.strictObject({
  verdict: verdictWord,
  /** The clock by which it was judged. */
  checkedAt: seconds,
  checks: z.array(check),
  shown: shown.optional(),
  status: certificateStatus.optional(),
})
export type VerdictReport = z.infer<typeof verdictReport>
