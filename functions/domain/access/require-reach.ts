import type { Policy } from '#schemas/policy.ts'
import { RegistryError } from '../errors.ts'
import { reaches, type Acting } from './allow.ts'

/** Throws RegistryError `not-allowed` unless the caller reaches what belongs to `owner`, whether that exists or not. */
export function requireReach(policy: Policy, caller: Acting, owner: string): void {
  if (reaches(policy, caller, owner)) return
  throw new RegistryError('not-allowed', 'You may ask about your own organisation only. Leave the other one out.')
}
