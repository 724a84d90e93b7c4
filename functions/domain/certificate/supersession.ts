import type { Certificate } from '#schemas/certificate.ts'
import { RegistryError } from '../errors.ts'
import { carriedOver, type LimitChange } from '../ledger/carry-over.ts'
import type { LineTotals } from '../ledger/amounts.ts'
import { ledgerOf, termsOf } from '../ledger/terms.ts'
import { statusChangeLeaf } from '../log/status-change-leaf.ts'
import { moved } from '../status/life-cycle.ts'
import { statusChangeOf, type EntryChange } from '../status/status-change.ts'

/** What happens to the former version when a new one is issued: all of it together with the issue, or nothing. */
export interface Supersession {
  readonly before: Certificate
  readonly after: Certificate
  readonly change: EntryChange
  readonly leaf: { readonly id: string; readonly at: number; readonly bytes: string }
  /** What the new statement allows, where that is not what the former did. */
  readonly limits: readonly LimitChange[]
}

export interface SupersedingNeeds {
  readonly certificates: { find(id: string): Promise<Certificate | undefined> }
  readonly ledger: { lines(ledger: string): Promise<readonly LineTotals[]> }
}

/**
 * What takes the former version out of force as the new one comes into it. All versions of a certificate draw on one
 * ledger: so what was reserved, shipped and returned is carried over by staying where it is.
 *
 * Throws RegistryError `statement-invalid` for a former version that is not one of the same organisation,
 * `status-move-not-allowed` for one that is not active, `quantity-exceeded` or `unit-not-convertible` where more was taken
 * than the new statement allows, or in another unit.
 */
export async function supersessionOf(
  formerId: string,
  next: Certificate,
  { certificates, ledger }: SupersedingNeeds,
  requestDigest: string,
  now: number,
): Promise<Supersession> {
  const before = await formerVersion(formerId, next.organisation, certificates)
  const after = { ...moved(before, 'supersede', 'holder', now), supersededBy: next.id }
  const { id, statusVersion, statusSince } = after
  return {
    before,
    after,
    change: statusChangeOf(after),
    leaf: { id: `${id}.${statusVersion}`, at: statusSince, bytes: await statusChangeLeaf(after, requestDigest) },
    limits: carriedOver(termsOf(before), termsOf(next), await ledger.lines(ledgerOf(before))),
  }
}

/** Another organisation's certificate and none are the same answer. */
export async function formerVersion(
  id: string,
  organisation: string,
  certificates: SupersedingNeeds['certificates'],
): Promise<Certificate> {
  const former = await certificates.find(id)
  if (former?.organisation === organisation) return former
  const detail =
    'Your organisation has no certificate with this number. Write the id of the certificate that this statement replaces, or leave "supersedes" away.'
  throw new RegistryError('statement-invalid', detail, [
    { pointer: '/statement/supersedes', rule: 'certificate-unknown', detail },
  ])
}
