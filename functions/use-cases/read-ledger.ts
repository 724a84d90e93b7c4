import type { Certificate } from '#schemas/certificate.ts'
import type { LedgerEntry } from '#schemas/ledger.ts'
import type { Input, Output } from '#schemas/operations.ts'
import type { Member } from '#schemas/principal.ts'
import { recordRead } from '#domain/audit/audit-entry.ts'
import { nobodysId, parseCertificateId } from '#domain/certificate/certificate-id.ts'
import { findConflicts } from '#domain/ledger/find-conflicts.ts'
import { ledgerViewAt } from '#domain/ledger/ledger-view.ts'
import { certificateUnknown } from '#domain/ledger/refusals.ts'
import { termsOf } from '#domain/ledger/terms.ts'
import { standingAt } from '#domain/status/life-cycle.ts'
import type { Audit } from '#ports/audit.ts'
import type { Certificates } from '#ports/certificates.ts'
import type { Clock } from '#ports/clock.ts'
import type { CrossUses } from '#ports/cross-uses.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { Randomness } from '#ports/randomness.ts'

export interface ReadLedgerNeeds {
  readonly certificates: Certificates
  readonly ledger: Ledger
  readonly crossUses: CrossUses
  readonly audit: Pick<Audit, 'record'>
  readonly clock: Clock
  readonly randomness: Randomness
}

/**
 * The whole ledger of a certificate: balance of each line, drawdowns, history and conflicts, as of one moment.
 *
 * 1. Find the certificate: its holder, customs and authorities may read it; for anybody else there is none.
 * 2. Read its ledger; what has ended by time has ended, whether or not anybody wrote it down.
 * 3. Look where it clashes with other certificates.
 * 4. Tell the audit, then the caller.
 */
export function readLedger(needs: ReadLedgerNeeds) {
  const { certificates, ledger, crossUses, clock } = needs
  return async ({ id }: Input<'read-ledger'>, caller: Member): Promise<Output<'read-ledger'>> => {
    const certificate = await certificates.find(parseCertificateId(id) ?? nobodysId)
    if (certificate === undefined || !mayRead(certificate, caller)) throw certificateUnknown()
    const terms = termsOf(certificate)
    const contents = await ledger.read(terms.ledger)
    const now = clock.now()
    const view = ledgerViewAt(terms, contents, now)
    const { supersededBy } = certificate
    const conflicts = await findConflicts(certificate, view.drawdowns, now, { certificates, ledger, crossUses })
    await recordRead(needs, { operation: 'read-ledger', reader: caller, subject: certificate.id, certificate })
    return {
      certificate: certificate.id,
      ledger: terms.ledger,
      standing: standingAt(certificate, view.exhausted, now),
      ...(supersededBy !== undefined && { supersededBy }),
      ...view,
      entries: view.entries.map((entry) => withoutForeignPerson(entry, caller)),
      conflicts,
      asOf: now,
    }
  }
}

/** An officer's or a clerk's name is for its own organisation, and for the authority that looks into a case. */
function withoutForeignPerson({ signedBy, ...entry }: LedgerEntry, { organisation, roles }: Member): LedgerEntry {
  const known = entry.by.organisation === organisation || roles.includes('authority')
  return { ...entry, ...(known && signedBy && { signedBy }) }
}

function mayRead({ organisation }: Certificate, caller: Member): boolean {
  return organisation === caller.organisation || caller.roles.some((role) => role === 'customs' || role === 'authority')
}
