import type { Input, Output } from '#schemas/operations.ts'
import { doMemberAct } from '#domain/members/do-member-act.ts'
import type { MemberActNeeds } from '#domain/members/member-act.ts'

/**
 * Adds a public key to an organisation.
 *
 * 1. Authenticate the act, by a key or an administrator of the organisation itself.
 * 2. Where it has or had people, it waits for a second person.
 * 3. The key signs after the organisation's delay: in that time one that was slipped in is seen and ended.
 */
export function addKey(needs: MemberActNeeds) {
  return (input: Input<'add-key'>): Promise<Output<'add-key'>> => doMemberAct(needs, 'add-key', input)
}
