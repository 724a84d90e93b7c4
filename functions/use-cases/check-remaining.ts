import type { Input, Output } from '#schemas/operations.ts'
import type { Member } from '#schemas/principal.ts'
import { recordRead } from '#domain/audit/audit-entry.ts'
import { namedCertificate } from '#domain/ledger/act-on-ledger.ts'
import { requireShown } from '#domain/ledger/drawdown-access.ts'
import { remainingOf } from '#domain/ledger/amounts.ts'
import { totalsAt } from '#domain/ledger/balance.ts'
import { unitDiffers } from '#domain/ledger/refusals.ts'
import { lineOf } from '#domain/ledger/reserve.ts'
import { termsOf } from '#domain/ledger/terms.ts'
import { scaled } from '#domain/quantity/decimal.ts'
import { standingAt } from '#domain/status/life-cycle.ts'
import type { Audit } from '#ports/audit.ts'
import type { Certificates } from '#ports/certificates.ts'
import type { Clock } from '#ports/clock.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { Randomness } from '#ports/randomness.ts'

export interface CheckRemainingNeeds {
  readonly certificates: Pick<Certificates, 'find'>
  readonly ledger: Pick<Ledger, 'line' | 'overdue'>
  readonly audit: Pick<Audit, 'record'>
  readonly clock: Clock
  readonly randomness: Randomness
}

/**
 * Whether so much of a line could be drawn now: yes or no, and never how much is left. Carriers and banks show that they
 * have the paper by the hash of the statement.
 *
 * 1. Find the certificate and the line.
 * 2. Take away what has ended by time, and see whether so much is left and the certificate is in force.
 * 3. Tell the audit, then the caller.
 */
export function checkRemaining(needs: CheckRemainingNeeds) {
  return async (
    { id, line: number, quantity, unit, sth }: Input<'check-remaining'>,
    caller: Member,
  ): Promise<Output<'check-remaining'>> => {
    const now = needs.clock.now()
    const certificate = await namedCertificate(needs, id)
    requireShown({ sth }, certificate, caller)
    const terms = termsOf(certificate)
    const line = lineOf(terms, Number(number))
    if (line.unit !== unit) throw unitDiffers(line, unit)
    const [stored, overdue] = await Promise.all([
      needs.ledger.line(terms.ledger, line.line),
      needs.ledger.overdue(terms.ledger, now),
    ])
    const remaining = remainingOf(totalsAt(line, stored, overdue, now))
    await recordRead(needs, { operation: 'check-remaining', reader: caller, subject: certificate.id, certificate })
    return { covers: standingAt(certificate, false, now) === 'active' && remaining >= scaled(quantity), asOf: now }
  }
}
