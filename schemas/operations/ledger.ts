import * as z from 'zod'
import { disputeCase } from '../case.ts'
import { certificateId, certificateStatus, digest, seconds } from '../certificate.ts'
import { positiveDecimal } from '../decimal.ts'
import { conflict, drawdown, ledgerActs, ledgerEntry, lineBalance } from '../ledger.ts'
import type { ErrorCode } from '../problem.ts'
import { codeForms } from '../statement/codes.ts'
import { actRefusals, idempotencyKey, signed, type Operation } from './operation.ts'

const ofCertificate = z.strictObject({ id: z.string().max(100) })
const act = {
  path: ofCertificate,
  headers: z.strictObject({ 'idempotency-key': idempotencyKey }),
  body: z.string().min(1),
} as const

/** A drawdown as the act left it; the same answer each time the act is sent. */
const drawdownAnswer = z.strictObject({ drawdown })

const onDrawdown = [
  ...actRefusals,
  'certificate-unknown',
  'drawdown-unknown',
  'drawdown-move-not-allowed',
] as const satisfies readonly ErrorCode[]
const taking = [
  'certificate-not-in-force',
  'quantity-exceeded',
  'transport-document-used',
  'shipment-set-closed',
] as const satisfies readonly ErrorCode[]

/** A certificate as its ledger and the time make it. */
const standing = z.enum([...certificateStatus.options, 'not-yet-valid', 'expired'])

export const ledgerView = z.strictObject({
  certificate: certificateId,
  /** First version: all versions share its ledger. */
  ledger: certificateId,
  standing,
  supersededBy: certificateId.optional(),
  lines: z.array(lineBalance),
  drawdowns: z.array(drawdown),
  /** Oldest first. */
  entries: z.array(ledgerEntry),
  exhausted: z.boolean(),
  conflicts: z.array(conflict),
  asOf: seconds,
})
export type LedgerAsRead = z.infer<typeof ledgerView>

/** What is drawn on certificates, by signed acts, and who may read it. */
export const ledgerOperations = {
  'reserve-drawdown': {
    summary: 'Reserves a quantity of a goods line for a transport document; customs may draw at once what leaves',
    method: 'POST',
    path: '/certificates/{id}/drawdowns',
    handler: 'ledger',
    accepts: signed(65_536),
    input: act,
    act: ledgerActs['reserve-drawdown'],
    status: 201,
    output: drawdownAnswer,
    refuses: [
      ...actRefusals,
      ...taking,
      'certificate-unknown',
      'request-invalid',
      'line-unknown',
      'unit-not-convertible',
      'drawdown-id-used',
    ],
  },
  'confirm-drawdown': {
    summary: 'Confirms that reserved goods have left, as customs saw it',
    method: 'POST',
    path: '/certificates/{id}/confirmations',
    handler: 'ledger',
    accepts: signed(16_384),
    input: act,
    act: ledgerActs['confirm-drawdown'],
    status: 200,
    output: drawdownAnswer,
    refuses: [...onDrawdown, ...taking, 'drawdown-expired', 'transport-document-differs'],
  },
  'deliver-drawdown': {
    summary: 'Records that goods arrived, as customs of the destination found them',
    method: 'POST',
    path: '/certificates/{id}/deliveries',
    handler: 'ledger',
    accepts: signed(16_384),
    input: act,
    act: ledgerActs['deliver-drawdown'],
    status: 200,
    output: drawdownAnswer,
    refuses: [...onDrawdown, 'transport-document-differs', 'quantity-exceeded'],
  },
  'release-drawdown': {
    summary: 'Gives up a reservation: its quantity and its transport document are free again',
    method: 'POST',
    path: '/certificates/{id}/releases',
    handler: 'ledger',
    accepts: signed(16_384),
    input: act,
    act: ledgerActs['release-drawdown'],
    status: 200,
    output: drawdownAnswer,
    refuses: onDrawdown,
  },
  'return-goods': {
    summary: 'Records that goods came back',
    method: 'POST',
    path: '/certificates/{id}/returns',
    handler: 'ledger',
    accepts: signed(16_384),
    input: act,
    act: ledgerActs['return-goods'],
    status: 200,
    output: drawdownAnswer,
    refuses: [...onDrawdown, 'quantity-exceeded'],
  },
  'correct-drawdown': {
    summary: 'Corrects how much left or arrived, with a reason; the former figures stay in the history',
    method: 'POST',
    path: '/certificates/{id}/corrections',
    handler: 'ledger',
    accepts: signed(16_384),
    input: act,
    act: ledgerActs['correct-drawdown'],
    status: 200,
    output: drawdownAnswer,
    refuses: [...onDrawdown, 'quantity-exceeded', 'transport-document-used', 'shipment-set-closed'],
  },
  'release-from-stock': {
    summary: 'Lets goods leave a stock for a buyer with a statement of its own, which is drawn on by as much',
    method: 'POST',
    path: '/certificates/{id}/stock-releases',
    handler: 'ledger',
    accepts: signed(16_384),
    input: act,
    act: ledgerActs['release-from-stock'],
    status: 201,
    output: drawdownAnswer,
    refuses: [
      ...actRefusals,
      'certificate-unknown',
      'certificate-not-in-force',
      'child-statement-needed',
      'line-unknown',
      'unit-not-convertible',
      'quantity-exceeded',
      'drawdown-id-used',
    ],
  },
  'dispute-drawdown': {
    summary: 'The holder says of a drawdown that it is not its own: the certificate is suspended, and a case opened',
    method: 'POST',
    path: '/certificates/{id}/disputes',
    // It changes a status, and so publishes a list: only `issuing` may sign one.
    handler: 'issuing',
    accepts: signed(16_384),
    input: act,
    act: ledgerActs['dispute-drawdown'],
    status: 201,
    output: z.strictObject({ id: certificateId, status: certificateStatus, statusSince: seconds, case: digest }),
    refuses: [...actRefusals, 'certificate-unknown', 'drawdown-unknown', 'status-move-not-allowed'],
  },
  'read-ledger': {
    summary: 'The whole ledger of a certificate, for its holder, customs and authorities',
    method: 'GET',
    path: '/certificates/{id}/ledger',
    handler: 'ledger',
    input: { path: ofCertificate },
    status: 200,
    output: ledgerView,
    refuses: ['not-signed-in', 'not-allowed', 'certificate-unknown', 'too-many-requests', 'store-unavailable'],
  },
  'check-remaining': {
    summary: 'Whether a certificate covers a quantity of a line now: yes or no',
    method: 'GET',
    path: '/certificates/{id}/remaining',
    handler: 'ledger',
    input: {
      path: ofCertificate,
      query: z.strictObject({
        line: z.string().regex(/^[1-9]\d{0,3}$/, { error: 'A line has a number from 1 to 9999.' }),
        quantity: positiveDecimal,
        unit: codeForms.unit,
        /** As in `reserve-drawdown`. */
        sth: digest.optional(),
      }),
    },
    status: 200,
    output: z.strictObject({ covers: z.boolean(), asOf: seconds }),
    refuses: [
      'not-signed-in',
      'not-allowed',
      'certificate-unknown',
      'line-unknown',
      'unit-not-convertible',
      'too-many-requests',
      'store-unavailable',
    ],
  },
  'list-cases': {
    summary: 'Open cases, oldest first: certificates whose holder says of a use that it is not its own',
    method: 'GET',
    path: '/cases',
    handler: 'ledger',
    input: {},
    status: 200,
    output: z.strictObject({ cases: z.array(disputeCase), asOf: seconds }),
    refuses: ['not-signed-in', 'not-allowed', 'too-many-requests', 'store-unavailable'],
  },
} as const satisfies Record<string, Operation>
