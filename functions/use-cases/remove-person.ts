import type { Input, Output } from '#schemas/operations.ts'
import { doMemberAct } from '#domain/members/do-member-act.ts'
import type { MemberActNeeds } from '#domain/members/member-act.ts'

/**
 * Removes a person from an organisation.
 *
 * 1. Authenticate the act, by an administrator of the organisation, or by an operator: a person, never a key.
 * 2. An organisation does not remove its last administrator; the operator may.
 * 3. Passkeys end in the same transaction, and sessions with the person's state: from now on.
 */
export function removePerson(needs: MemberActNeeds) {
  return (input: Input<'remove-person'>): Promise<Output<'remove-person'>> => doMemberAct(needs, 'remove-person', input)
}
