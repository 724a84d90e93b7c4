import type { OrganisationRole } from '#schemas/organisation.ts'
import type { Duty } from '#schemas/person.ts'
import type { Policy, Relation } from '#schemas/policy.ts'
import type { Principal } from '#schemas/principal.ts'

/** An organisation that acts, with the roles that the registry's own record gives it. */
export interface Acting {
  readonly organisation: string
  readonly roles: readonly OrganisationRole[]
}

/** How far the roles of an organisation reach together; nothing for one that the policy does not name. */
export function relationsOf({ roles }: Policy, acting: Acting): ReadonlySet<Relation> {
  return new Set(acting.roles.flatMap((role) => roles[role] ?? []))
}

/**
 * Whether the policy lets the organisation do it to what belongs to `owner`. A `named` relation is judged by who knows
 * what is presented, so it never suffices here.
 */
export function reaches(policy: Policy, acting: Acting, owner: string): boolean {
  const relations = relationsOf(policy, acting)
  return relations.has('any') || (relations.has('own') && acting.organisation === owner)
}

/** Whether who acts has the duty that the policy asks for. An organisation's key has both: whoever holds it is trusted with both. */
export function hasDuty({ duty }: Policy, duties: readonly Duty[] | 'key'): boolean {
  return duty === undefined || duties === 'key' || duties.includes(duty)
}

/** What a caller may do at the door, before it is known to whom the thing belongs. Deny by default. */
export function atTheDoor(policy: Policy, caller: Principal): 'allowed' | 'not-signed-in' | 'not-allowed' {
  // An act is judged by its signature, by who reads it; a token beside it adds nothing.
  if (policy.caller === 'anyone' || policy.caller === 'signatory') return 'allowed'
  if (caller.kind === 'anonymous' || (policy.caller === 'person' && caller.kind === 'machine')) return 'not-signed-in'
  const duties = caller.kind === 'machine' ? 'key' : caller.duties
  return relationsOf(policy, caller).size > 0 && hasDuty(policy, duties) ? 'allowed' : 'not-allowed'
}
