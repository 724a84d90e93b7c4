import type { Policy } from '#schemas/policy.ts'
import type { OrganisationRole } from '#schemas/organisation.ts'
import { RegistryError } from '../errors.ts'

interface Known {
  readonly organisation: string
  readonly roles: readonly OrganisationRole[]
}

/** Whether one of the caller's roles lets it do this to what belongs to `owner`. What no row allows is refused. */
export function reaches({ roles }: Pick<Policy, 'roles'>, caller: Known, owner: string): boolean {
  return caller.roles.some((role) => {
    const relation = Object.hasOwn(roles, role) ? roles[role] : undefined
    return relation === 'any' || (relation === 'own' && owner === caller.organisation)
  })
}

/** Whether one of the caller's roles lets it do this to what belongs to anybody. */
export function reachesAll({ roles }: Pick<Policy, 'roles'>, caller: Known): boolean {
  return caller.roles.some((role) => Object.hasOwn(roles, role) && roles[role] === 'any')
}

/** Throws RegistryError `not-allowed` unless the caller reaches what belongs to `owner`, whether that exists or not. */
export function requireReach(policy: Pick<Policy, 'roles'>, caller: Known, owner: string): void {
  if (reaches(policy, caller, owner)) return
  throw new RegistryError('not-allowed', 'You may ask about your own organisation only. Leave the other one out.')
}
