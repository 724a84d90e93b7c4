import type { Input, Output } from '#schemas/operations.ts'
import { doMemberAct } from '#domain/members/do-member-act.ts'
import type { MemberActNeeds } from '#domain/members/member-act.ts'

/**
 * Changes names, identifiers, roles, state or key delay of an organisation.
 *
 * 1. Authenticate the act, by an administrator of an operator.
 * 2. It must have been made for the organisation as it stands: `version` says so.
 * 3. What touches a role that everybody believes waits for a second person; what only takes away is done at once.
 *
 * An organisation that is suspended or closed signs nothing, and no session or token of it works, from the next call on.
 */
export function changeOrganisation(needs: MemberActNeeds) {
  return (input: Input<'change-organisation'>): Promise<Output<'change-organisation'>> =>
    doMemberAct(needs, 'change-organisation', input)
}
