import * as z from 'zod'
import { certificateId, certificateStatus, digest, seconds } from './certificate.ts'
import { evidence, presented } from './evidence.ts'
import { registry } from './keys.ts'
import { passkeyOperations } from './operations/passkeys.ts'
import { tokenOperations } from './operations/tokens.ts'
import { memberOperations } from './operations/members.ts'
import { ledgerOperations } from './operations/ledger.ts'
import { idempotencyKey, json, signed, type InputOf, type Operation, type OutputOf } from './operations/operation.ts'
import { recordOperations } from './operations/records.ts'
import { statementOperations } from './operations/statements.ts'
import { shipment } from './shipment.ts'
import { verdictReport } from './verdict.ts'

export const issuedCertificate = z.strictObject({
  id: certificateId,
  credential: z.string(),
  /** Text of the QR code: the verifier's address, and the signed summary behind `#`. */
  qr: z.string(),
  sth: digest,
  issuedAt: seconds,
  validFrom: seconds,
  validUntil: seconds,
})
export type IssuedCertificate = z.infer<typeof issuedCertificate>

export const publicView = z.strictObject({
  id: certificateId,
  status: z.string(),
  statusSince: seconds,
  kind: z.string(),
  issuerCountry: z.string(),
  validFrom: seconds,
  validUntil: seconds,
  asOf: seconds,
})

/** Every operation of the registry. Routes, handlers, types, OpenAPI, client, CDK and the local server read this table. */
export const operations = {
  'get-registry': {
    summary: 'Who this registry is, and the public keys that speak for it',
    method: 'GET',
    path: '/.well-known/end-use-registry',
    handler: 'public',
    input: {},
    status: 200,
    output: registry,
    refuses: ['store-unavailable'],
    cacheSeconds: 60,
  },
  'get-openapi': {
    summary: 'This interface as an OpenAPI 3.1 document',
    method: 'GET',
    path: '/openapi.json',
    handler: 'public',
    input: {},
    status: 200,
    output: z.record(z.string(), z.unknown()),
    refuses: [],
    cacheSeconds: 300,
  },
  'get-certificate': {
    summary: 'What everybody may know of a certificate: status, kind, validity, country; nothing else',
    method: 'GET',
    path: '/certificates/{id}',
    handler: 'public',
    input: { path: z.strictObject({ id: z.string().max(100) }) },
    status: 200,
    output: publicView,
    refuses: ['certificate-unknown', 'store-unavailable'],
  },
  'render-qr': {
    summary: 'Draws the text of a QR code as SVG or PNG',
    method: 'POST',
    path: '/qr-images',
    handler: 'public',
    accepts: json(8_192),
    input: { body: z.strictObject({ qr: z.string().max(4000), format: z.enum(['svg', 'png']) }) },
    status: 200,
    output: z.strictObject({ mediaType: z.string(), body: z.instanceof(Uint8Array) }),
    produces: ['image/svg+xml', 'image/png'],
    refuses: ['qr-unreadable'],
  },
  'get-trust-list': {
    summary: 'The registries that this one trusts, signed, with the hash of the edition before',
    method: 'GET',
    path: '/.well-known/end-use-trust-list',
    handler: 'public',
    input: {},
    status: 200,
    output: z.strictObject({ mediaType: z.string(), body: z.instanceof(Uint8Array) }),
    produces: ['application/jwt'],
    refuses: ['not-published', 'store-unavailable'],
    cacheSeconds: 300,
  },
  'list-status-lists': {
    summary: 'Addresses of all status lists, for those who fetch them ahead',
    method: 'GET',
    path: '/status-lists',
    handler: 'public',
    input: {},
    status: 200,
    output: z.strictObject({ status_lists: z.array(z.string()), asOf: seconds }),
    refuses: ['store-unavailable'],
    cacheSeconds: 60,
  },
  'get-status-list': {
    summary: 'One status list as a signed token (draft-ietf-oauth-status-list)',
    method: 'GET',
    path: '/status-lists/{list}',
    handler: 'public',
    input: {
      path: z.strictObject({ list: z.string().regex(/^(0|[1-9]\d{0,6})$/, { error: 'A status list has a number.' }) }),
    },
    status: 200,
    output: z.strictObject({ mediaType: z.string(), body: z.instanceof(Uint8Array) }),
    produces: ['application/statuslist+jwt'],
    refuses: ['not-published', 'store-unavailable'],
    cacheSeconds: 60,
  },
  'gather-evidence': {
    summary:
      'What a verifier needs to judge what it holds: the record, and the signed request for who has the full credential',
    method: 'POST',
    path: '/evidence',
    handler: 'verification',
    accepts: json(262_144),
    input: { body: z.strictObject({ presented }) },
    status: 200,
    output: evidence,
    refuses: [],
  },
  verify: {
    summary: 'Verifies a QR text, a credential or an id, and compares facts of the shipment with it',
    method: 'POST',
    path: '/verifications',
    handler: 'verification',
    accepts: json(393_216),
    input: { body: z.strictObject({ presented, shipment: shipment.optional() }) },
    status: 200,
    output: verdictReport,
    refuses: [],
  },
  ...statementOperations,
  'issue-certificate': {
    summary: "Issues a certificate for a statement that the importer's organisation has signed",
    method: 'POST',
    path: '/certificates',
    handler: 'issuing',
    accepts: signed(131_072),
    input: { headers: z.strictObject({ 'idempotency-key': idempotencyKey }), body: z.string().min(1) },
    status: 201,
    output: issuedCertificate,
    refuses: [
      'request-token-invalid',
      'statement-invalid',
      'profile-not-satisfied',
      'statement-too-large-for-qr',
      'request-stale',
      'request-for-other-registry',
      'signatory-unknown',
      'signature-invalid',
      'not-an-importer',
      'not-allowed',
      'idempotency-key-reused',
      'request-already-used',
      'issue-cancelled',
      'signer-unavailable',
      'store-unavailable',
    ],
  },
  'change-status': {
    summary: 'Suspends, reinstates, surrenders or revokes a certificate, by an act that its organisation has signed',
    method: 'POST',
    path: '/certificates/{id}/status-changes',
    handler: 'issuing',
    accepts: signed(16_384),
    input: {
      path: z.strictObject({ id: z.string().max(100) }),
      headers: z.strictObject({ 'idempotency-key': idempotencyKey }),
      body: z.string().min(1),
    },
    status: 200,
    output: z.strictObject({ id: certificateId, status: certificateStatus, statusSince: seconds }),
    refuses: [
      'request-token-invalid',
      'request-stale',
      'request-for-other-registry',
      'signatory-unknown',
      'signature-invalid',
      'not-allowed',
      'certificate-unknown',
      'status-move-not-allowed',
      'idempotency-key-reused',
      'request-already-used',
      'conflict',
      'store-unavailable',
    ],
  },
  ...recordOperations,
  ...tokenOperations,
  ...passkeyOperations,
  ...memberOperations,
  ...ledgerOperations,
} as const satisfies Record<string, Operation>

export type OperationName = keyof typeof operations

/** What a use case receives. */
export type Input<N extends OperationName> = InputOf<(typeof operations)[N]>
export type Output<N extends OperationName> = OutputOf<(typeof operations)[N]>

/** Work that no caller asks for: by schedule, and once after each deployment. */
export const jobs = {
  'finish-planned-issues': {
    summary: 'Finishes or cancels what was planned but never finished',
    handler: 'jobs',
    everyMinutes: 1,
  },
  'publish-status-lists': {
    summary: 'Publishes what changed in the status lists, and each list anew before it grows old',
    handler: 'jobs',
    everyMinutes: 1,
  },
  'publish-trust-list': {
    summary: 'Publishes a new edition of the trust list if it changed or grows old',
    handler: 'jobs',
    everyMinutes: 60,
  },
  'publish-keys': { summary: 'Records the public half of the signing keys in use', handler: 'jobs', everyMinutes: 60 },
} as const
export type JobName = keyof typeof jobs
