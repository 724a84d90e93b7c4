import type { Organisation } from '#schemas/organisation.ts'
import { RegistryError } from '../errors.ts'
import { newKey, windowFaults } from './key-window.ts'
import { organisationFaults } from './judge-organisation.ts'
import { isGuarded, type ActInput, type Plan, type Setting } from './plan.ts'
import { refuseFaults } from './refusals.ts'

/**
 * A new organisation with the evidence of its identity and maybe its first key. A role that everybody believes needs a
 * second person. Throws RegistryError `request-invalid` or `organisation-exists`.
 */
export async function planRegisterOrganisation(
  { organisation: told, identity, key }: ActInput<'register-organisation'>,
  { signatory, subject, now }: Setting,
): Promise<Plan> {
  refuseFaults([
    ...organisationFaults(told, '/organisation'),
    ...(key === undefined ? [] : windowFaults('/key/notAfter', now, key.notAfter)),
  ])
  if (subject !== undefined)
    throw new RegistryError(
      'organisation-exists',
      'Another organisation has this id. Choose another one, and sign again.',
    )
  const { id: by, name: byName } = signatory.organisation
  const after: Organisation = { ...told, state: 'active', identity: [{ by, byName, at: now, ...identity }], version: 1 }
  const first = key && (await newKey(told.id, { ...key, notBefore: now }))
  return {
    changes: [
      { kind: 'organisation', before: undefined, after },
      ...(first === undefined ? [] : [{ kind: 'key', before: undefined, after: first } as const]),
    ],
    result: after,
    needsSecondPerson: isGuarded(told.roles),
    summary: `Register ${told.name} (${told.id}, ${told.country}) as ${told.roles.join(', ')}`,
  }
}
