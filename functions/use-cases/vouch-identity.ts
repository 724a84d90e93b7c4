import type { Input, Output } from '#schemas/operations.ts'
import { doMemberAct } from '#domain/members/do-member-act.ts'
import type { MemberActNeeds } from '#domain/members/member-act.ts'

/**
 * Records who an organisation is found to be, when and on what evidence.
 *
 * 1. Authenticate the act, by an administrator of an operator or an authority.
 * 2. Nobody vouches for itself.
 * 3. Add the evidence to what is there; none is ever changed or taken away.
 */
export function vouchIdentity(needs: MemberActNeeds) {
  return (input: Input<'vouch-identity'>): Promise<Output<'vouch-identity'>> =>
    doMemberAct(needs, 'vouch-identity', input)
}
