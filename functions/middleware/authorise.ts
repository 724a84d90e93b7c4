import { atTheDoor } from '#domain/access/allow.ts'
import { RegistryError } from '#domain/errors.ts'
import type { OperationName } from '#schemas/operations.ts'
import { policies } from '#schemas/policy.ts'
import type { Principal } from '#schemas/principal.ts'

/** Throws RegistryError `not-signed-in` or `not-allowed` for a caller whom the policy of the operation does not let in. */
export function authorise(name: OperationName, caller: Principal): void {
  const decision = atTheDoor(policies[name], caller)
  if (decision === 'allowed') return
  throw decision === 'not-signed-in'
    ? new RegistryError(
        'not-signed-in',
        'Sign in with your passkey, or send an access token; ask for one at /oauth2/token.',
      )
    : new RegistryError(
        'not-allowed',
        'The role of your organisation, or your own duty in it, does not allow this. Ask an administrator of your organisation.',
      )
}
