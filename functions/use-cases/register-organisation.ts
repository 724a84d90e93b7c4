import type { Input, Output } from '#schemas/operations.ts'
import { doMemberAct } from '#domain/members/do-member-act.ts'
import type { MemberActNeeds } from '#domain/members/member-act.ts'

/**
 * Registers an organisation, with the evidence of who it is.
 *
 * 1. Authenticate the act, by an administrator of an operator (`doMemberAct`, which does all that is common to acts).
 * 2. Judge names, country, identifiers with their check digits, and the first key.
 * 3. With a role that everybody believes it waits for a second person of an operator; else it is there at once.
 *
 * Its id, its names and its key are nobody else's: the transaction sees to that, whoever registers at the same time.
 */
export function registerOrganisation(needs: MemberActNeeds) {
  return (input: Input<'register-organisation'>): Promise<Output<'register-organisation'>> =>
    doMemberAct(needs, 'register-organisation', input)
}
