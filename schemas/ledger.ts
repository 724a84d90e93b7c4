import * as z from 'zod'
import { certificateId, digest, organisationId, seconds, signatoryPerson } from './certificate.ts'
import { decimal, positiveDecimal } from './decimal.ts'
import { codeForms } from './statement/codes.ts'
import { form, text } from './text.ts'
import { container, customsDeclaration, ship, transportDocument } from './transport-document.ts'

/** Chosen by the client before it first asks, and kept by it: whoever asks again with the same one draws once. */
export const drawdownId = form(
  /^[A-Za-z0-9._~-]{8,64}$/,
  'A drawdown id has 8 to 64 letters, digits or . _ ~ - characters of your choice; a UUID is fine.',
)

export const lineNumber = z.int().min(1).max(9999)

/**
 * Where a drawdown stands. `reserved` ends by itself at `expiresAt`, whether or not anybody has written `expired` by
 * then; ask `drawdownStateAt` (domain/ledger/drawdown-state.ts), never the record alone.
 */
export const drawdownStates = ['reserved', 'confirmed', 'delivered', 'released', 'expired'] as const
export const drawdownState = z.enum(drawdownStates)
export type DrawdownState = z.infer<typeof drawdownState>

/** Who did a step, as the registry knew it then. */
export const ledgerActor = z.strictObject({
  organisation: organisationId,
  name: text(140),
  country: codeForms.country,
})
export type LedgerActor = z.infer<typeof ledgerActor>

const step = z.strictObject({ by: ledgerActor, at: seconds })

/** An amount as the transport document states it, in another unit that converts exactly. */
export const statedAmount = z.strictObject({ quantity: positiveDecimal, unit: codeForms.unit })

/** What customs of the destination found (delivery verification certificate, EDIFACT 1001 code 901; domain.md 5.3). */
export const deliveryVerification = z.strictObject({
  arrivedOn: z.iso.date({ error: 'Write the date as YYYY-MM-DD.' }),
  office: text(70),
  officer: text(140),
  declaration: customsDeclaration.optional(),
  importer: text(140).optional(),
})

/**
 * A quantity of one goods line, taken by one shipment. All amounts are in the unit of the line. `returned` and `inHand`
 * are parts of `quantity`: what came back, and what was delivered and has neither come back nor left a stock.
 */
export const drawdown = z.strictObject({
  /** First version of the certificate: all its versions share one ledger. */
  ledger: certificateId,
  /** Version under which it was made. */
  certificate: certificateId,
  id: drawdownId,
  line: lineNumber,
  state: drawdownState,
  quantity: decimal,
  unit: codeForms.unit,
  onDocument: statedAmount.optional(),
  returned: decimal,
  delivered: decimal,
  inHand: decimal,
  /** Absent for what left a stock to a buyer with a statement of its own. */
  document: transportDocument.optional(),
  documentKey: z.string().max(300).optional(),
  /** The stock that it left. */
  stock: z.strictObject({ certificate: certificateId, line: lineNumber }).optional(),
  containers: z.array(z.string()).max(200).optional(),
  ship: ship.optional(),
  serialNumbers: z.array(text(35)).max(500).optional(),
  reserved: step,
  expiresAt: seconds,
  confirmed: step.extend({ declaration: customsDeclaration.optional() }).optional(),
  deliveryVerified: step.extend(deliveryVerification.shape).optional(),
  released: step.optional(),
  /** Counts its changes, from 1. */
  version: z.int().min(1),
})
export type Drawdown = z.infer<typeof drawdown>

/** What was taken of a line, in its unit: `reserved + shipped − returned ≤ limit`, always. */
export const lineBalance = z.strictObject({
  line: lineNumber,
  unit: codeForms.unit,
  /** As stated, and with its tolerance. */
  quantity: decimal,
  limit: decimal,
  reserved: decimal,
  shipped: decimal,
  returned: decimal,
  delivered: decimal,
  /** Left a stock to buyers with statements of their own. */
  withdrawn: decimal,
  inHand: decimal,
  remaining: decimal,
})
export type LineBalance = z.infer<typeof lineBalance>

/** What clashes: nobody who sees it learns what the other certificate says. */
export const conflictKinds = ['serial-number', 'document', 'goods-line', 'transport-document'] as const
export const conflict = z.strictObject({
  kind: z.enum(conflictKinds),
  /** Own side of it: line, drawdown or serial number. */
  line: lineNumber.optional(),
  drawdown: drawdownId.optional(),
  own: text(140),
  /** Whether the other use is by the same organisation. */
  sameOrganisation: z.boolean(),
  /** Whether this use was there first. */
  first: z.boolean(),
  at: seconds,
})
export type Conflict = z.infer<typeof conflict>

/** One signed act in the history of a ledger, and what it changed. */
export const ledgerEntry = z.strictObject({
  ledger: certificateId,
  certificate: certificateId,
  /** SHA-256 of the act's payload: each act has its effect once. */
  digest,
  name: z.string().max(60),
  by: ledgerActor,
  /** The person whose passkey signed, as the registry knew it then. */
  signedBy: signatoryPerson.optional(),
  at: seconds,
  signedAt: seconds,
  /** The signed act itself, as evidence. */
  act: z.string().max(100_000),
  /** The drawdown afterwards, where the act is about one. */
  drawdown: drawdown.optional(),
  line: lineNumber,
  /** Changes of the line's amounts, as signed decimals; what is not named did not change. */
  change: z.record(z.string(), z.string()),
  reason: text(280).optional(),
})
export type LedgerEntry = z.infer<typeof ledgerEntry>

const inputOf = { certificate: certificateId, drawdown: drawdownId }
const reason = text(280, 3)

/** What each signed act of the ledger says under `input`. */
export const ledgerActs = {
  'reserve-drawdown': z.strictObject({
    ...inputOf,
    /**
     * Hash of the statement, as the QR code and the credential have it: who reserves shows by it that it has the paper, and
     * signs what it saw. Customs and authorities may leave it away.
     */
    sth: digest.optional(),
    line: lineNumber,
    quantity: positiveDecimal,
    /** The unit of the line in the statement. */
    unit: codeForms.unit,
    onDocument: statedAmount.optional(),
    document: transportDocument,
    containers: z.array(container).min(1).max(200).optional(),
    ship: ship.optional(),
    serialNumbers: z.array(text(35)).min(1).max(500).optional(),
    /** When the reservation ends unless it is confirmed; 30 days from now if absent, at most 90. */
    expiresAt: seconds.optional(),
    /** For customs that see the goods leave: reserved and confirmed in one act. */
    departing: z.strictObject({ declaration: customsDeclaration.optional() }).optional(),
  }),
  'confirm-drawdown': z.strictObject({
    ...inputOf,
    /** What really left, if it is not what was reserved. */
    quantity: positiveDecimal.optional(),
    document: transportDocument.optional(),
    declaration: customsDeclaration.optional(),
  }),
  'deliver-drawdown': z.strictObject({
    ...inputOf,
    /** What arrived, if it is not all. */
    quantity: positiveDecimal.optional(),
    /** As on the paper that came with the goods. */
    document: transportDocument,
    verification: deliveryVerification,
  }),
  'release-drawdown': z.strictObject({ ...inputOf, reason: reason.optional() }),
  'return-goods': z.strictObject({ ...inputOf, quantity: positiveDecimal, reason }),
  'correct-drawdown': z.strictObject({
    ...inputOf,
    /** What really left; zero if nothing did. */
    quantity: decimal,
    /** What really arrived, for a delivered drawdown. */
    delivered: decimal.optional(),
    reason,
  }),
  /** The holder says that this use of its certificate is not its own. */
  'dispute-drawdown': z.strictObject({ ...inputOf, reason }),
  'release-from-stock': z.strictObject({
    certificate: certificateId,
    line: lineNumber,
    quantity: positiveDecimal,
    unit: codeForms.unit,
    /** The buyer's own certificate, whose statement names this one as its parent, and a drawdown on it. */
    child: z.strictObject({ certificate: certificateId, line: lineNumber, drawdown: drawdownId }),
  }),
} as const
export type LedgerActName = keyof typeof ledgerActs
export type LedgerActInput<N extends LedgerActName> = z.output<(typeof ledgerActs)[N]>
