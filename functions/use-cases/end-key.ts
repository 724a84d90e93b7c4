import type { Input, Output } from '#schemas/operations.ts'
import { doMemberAct } from '#domain/members/do-member-act.ts'
import type { MemberActNeeds } from '#domain/members/member-act.ts'

/**
 * Retires a key, or reports it compromised since a time.
 *
 * 1. Authenticate the act, by a key or an administrator of the organisation, or by an operator.
 * 2. End the key at once: what it signed before stays good, unless it was in other hands then already.
 */
export function endKey(needs: MemberActNeeds) {
  return (input: Input<'end-key'>): Promise<Output<'end-key'>> => doMemberAct(needs, 'end-key', input)
}
