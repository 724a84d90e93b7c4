import type { Input, Output } from '#schemas/operations.ts'
import { policies } from '#schemas/policy.ts'
import type { Member } from '#schemas/principal.ts'
import { reaches } from '#domain/access/allow.ts'
import { recordRead } from '#domain/audit/audit-entry.ts'
import { organisationUnknown } from '#domain/members/refusals.ts'
import type { Audit } from '#ports/audit.ts'
import type { Clock } from '#ports/clock.ts'
import type { Organisations } from '#ports/organisations.ts'
import type { Randomness } from '#ports/randomness.ts'

export interface GetOrganisationNeeds {
  readonly organisations: Pick<Organisations, 'find' | 'keysOf'>
  readonly audit: Audit
  readonly clock: Clock
  readonly randomness: Randomness
}

/**
 * An organisation with its keys and the evidence of its identity: one's own, or any for operators and authorities.
 *
 * 1. Another's and none are the same answer.
 * 2. Tell the audit who read.
 */
export function getOrganisation(needs: GetOrganisationNeeds) {
  return async (
    { organisation: id }: Input<'get-organisation'>,
    caller: Member,
  ): Promise<Output<'get-organisation'>> => {
    if (!reaches(policies['get-organisation'], caller, id)) throw organisationUnknown()
    const [organisation, keys] = await Promise.all([needs.organisations.find(id), needs.organisations.keysOf(id)])
    if (organisation === undefined) throw organisationUnknown()
    await recordRead(needs, { operation: 'get-organisation', reader: caller, subject: id })
    return { ...organisation, keys }
  }
}
