import type { Input, Output } from '#schemas/operations.ts'
import { doMemberAct } from '#domain/members/do-member-act.ts'
import type { MemberActNeeds } from '#domain/members/member-act.ts'

/**
 * Invites a person to an organisation, or an existing one who lost its passkeys.
 *
 * 1. Authenticate the act, by a key or an administrator of the organisation, or by an operator.
 * 2. To let somebody in again is for another person. The passkeys and sessions of before end with it.
 * 3. Who may administer is let in by two, and so is everybody at an operator: it waits for a second person.
 *
 * The inviter's own machine makes the secret and hands it over; the registry learns SHA-256 of it, so that nobody who reads
 * its records can use an invitation, and a repetition gives the same answer.
 */
export function invitePerson(needs: MemberActNeeds) {
  return (input: Input<'invite-person'>): Promise<Output<'invite-person'>> => doMemberAct(needs, 'invite-person', input)
}
