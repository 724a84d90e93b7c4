import { createHash, randomUUID } from 'node:crypto'
import type { Certificate } from '#schemas/certificate.ts'
import type { Drawdown, LedgerActInput, LedgerActor } from '#schemas/ledger.ts'
import { canonicalJson } from '#domain/canonical-json.ts'
import { printChange } from '#domain/ledger/amounts.ts'
import type { Moved } from '#domain/ledger/drawdown-moves.ts'
import type { LedgerWrite } from '#domain/ledger/ledger-write.ts'
import { reserved } from '#domain/ledger/reserve.ts'
import { termsOf } from '#domain/ledger/terms.ts'

export const aCarrier: LedgerActor = { organisation: 'northern-lines', name: 'Northern Lines AS', country: 'NO' }
export const aCustomsOffice: LedgerActor = { organisation: 'customs-hamburg', name: 'Customs Hamburg', country: 'DE' }

let documents = 0

/** A transport document of its own. */
export function aTransportDocument() {
  documents += 1
  return { kind: 'CMR', carrier: 'Northern Lines', number: `NL${documents}` } as const
}

export type Reservation = LedgerActInput<'reserve-drawdown'>

export function aReservation(
  certificate: Pick<Certificate, 'id'> & { sth?: string },
  over: Partial<Reservation> = {},
): Reservation {
  return {
    certificate: certificate.id,
    ...(certificate.sth !== undefined && { sth: certificate.sth }),
    drawdown: randomUUID(),
    line: 1,
    quantity: '1',
    unit: 'NAR',
    document: aTransportDocument(),
    ...over,
  }
}

export interface WriteFacts {
  readonly by?: LedgerActor
  readonly at?: number
  readonly idempotencyKey?: string
  /** SHA-256 of the act. */
  readonly digest?: string
  readonly draws?: boolean
}

/** What the store is asked to record for a reservation, as `domain/ledger` makes it; the act itself is not signed. */
export function aReserveWrite(
  certificate: Certificate,
  over: Partial<Reservation> = {},
  facts: WriteFacts = {},
): LedgerWrite {
  const { by = aCarrier, at = certificate.issuedAt + 60 } = facts
  const input = aReservation(certificate, over)
  return aLedgerWrite(certificate, reserved(input, certificate.id, termsOf(certificate), { by, at }), {
    draws: true,
    ...facts,
  })
}

/** The same for any move of a drawdown; `before` for one that is recorded already. */
export function aLedgerWrite(
  certificate: Certificate,
  { before, after, change }: Moved & { readonly before?: Drawdown },
  facts: WriteFacts = {},
): LedgerWrite {
  const { by = aCarrier, at = certificate.issuedAt + 60, idempotencyKey = randomUUID(), draws = false } = facts
  const act = canonicalJson({ at, nth: randomUUID() })
  const digest = facts.digest ?? createHash('sha256').update(act).digest('base64url')
  const terms = termsOf(certificate)
  const line = terms.lines.get(after.line)!
  return {
    entries: [
      {
        ledger: terms.ledger,
        certificate: certificate.id,
        digest,
        name: before === undefined ? 'reserve-drawdown' : 'confirm-drawdown',
        by,
        at,
        signedAt: at,
        act,
        drawdown: after,
        line: after.line,
        change: printChange(change),
      },
    ],
    organisation: by.organisation,
    idempotencyKey,
    lines: [{ ledger: terms.ledger, line: line.line, unit: line.unit, limit: line.limit, change }],
    steps: [{ ...(before && { before }), after, at, oneShipment: terms.oneShipment }],
    active: draws ? [certificate.id] : [],
    uses: [],
    leaves: [{ id: `${terms.ledger}.${digest}`, at, bytes: canonicalJson({ act: digest }) }],
  }
}
