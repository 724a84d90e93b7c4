import type { OrganisationKey } from '#schemas/keys.ts'
import { RegistryError } from '../errors.ts'
import type { ActInput, Plan, Setting } from './plan.ts'
import { inputFault, refuseFaults, requireSubject } from './refusals.ts'

/**
 * Ends a key from now on, or says since when it is in other hands: of two such times the earlier one stands. It never
 * waits for a second person. Throws RegistryError `request-invalid`, `organisation-unknown` or `key-unknown`.
 */
export function planEndKey({ kid, compromisedSince }: ActInput<'end-key'>, setting: Setting): Plan {
  const { organisation, keys } = requireSubject(setting)
  const before = keys.find((key) => key.kid === kid)
  if (before === undefined)
    throw new RegistryError('key-unknown', 'This organisation has no such key. Look it up in the list of its keys.')
  if (compromisedSince !== undefined && compromisedSince > setting.now)
    refuseFaults([
      inputFault('/compromisedSince', 'in-the-future', 'Give a time that has passed, in seconds since 1970.'),
    ])
  const after = ended(before, setting.now, compromisedSince)
  return {
    changes: [{ kind: 'key', before, after }],
    result: after,
    needsSecondPerson: false,
    summary: `End the key ${kid} of ${organisation.id} (${organisation.name})`,
  }
}

function ended(before: OrganisationKey, now: number, since: number | undefined): OrganisationKey {
  const notAfter = Math.min(before.notAfter, now)
  if (since !== undefined)
    return {
      ...before,
      notAfter,
      state: 'compromised',
      compromisedSince: Math.min(before.compromisedSince ?? since, since),
    }
  return before.state === 'active' ? { ...before, notAfter, state: 'retired' } : before
}
