import type { Organisation } from '#schemas/organisation.ts'
import { RegistryError } from '../errors.ts'
import { organisationFaults } from './judge-organisation.ts'
import { isGuarded, type ActInput, type Plan, type Setting } from './plan.ts'
import { inputFault, notAllowed, refuseFaults, requireSubject } from './refusals.ts'

type Change = ActInput<'change-organisation'>['change']

/**
 * Names, identifiers, roles, state or key delay of an organisation. What gives a role that everybody believes, or touches
 * an organisation that has one, needs a second person; what only takes away does not, because it cannot wait.
 * Throws RegistryError `request-invalid`, `organisation-unknown`, `not-allowed` or `conflict`.
 */
export function planChangeOrganisation({ version, change }: ActInput<'change-organisation'>, setting: Setting): Plan {
  const { organisation: before } = requireSubject(setting)
  refuseFaults([
    ...organisationFaults({ country: before.country, ...defined(change) }, '/change'),
    ...(Object.keys(change).length === 0 ? [inputFault('/change', 'missing', 'Say what is to change.')] : []),
  ])
  if (version !== before.version)
    throw new RegistryError(
      'conflict',
      `This organisation is at version ${before.version}; your change was made for ${version}. Look at it, and sign again if it is still meant.`,
    )
  refuseUnlawful(before, change, setting)
  const after = changed(before, change)
  const takesAwayOnly = isTakingAway(before, change)
  return {
    changes: [{ kind: 'organisation', before, after }],
    result: after,
    needsSecondPerson: !takesAwayOnly && (isGuarded(before.roles) || isGuarded(after.roles)),
    summary: `Change ${Object.keys(change).join(', ')} of ${before.id} (${before.name})`,
  }
}

const defined = ({ roles, identifiers }: Change) => ({ ...(roles && { roles }), ...(identifiers && { identifiers }) })

function refuseUnlawful(before: Organisation, change: Change, { signatory }: Setting): void {
  if (before.state === 'closed')
    throw notAllowed('A closed organisation is closed for good. If it is there again, register it under another id.')
  // Or the last operator could lock everybody out, and one that is suspended could not even be asked.
  if (signatory.organisation.id === before.id && (change.state !== undefined || change.roles !== undefined))
    throw notAllowed('Another operator has to change roles or state of your own organisation.')
}

function changed(before: Organisation, change: Change): Organisation {
  const { nativeName: oldNativeName, keyDelay: oldDelay, ...rest } = before
  const { nativeName = oldNativeName ?? null, keyDelay = oldDelay ?? null, name, identifiers, roles, state } = change
  return {
    ...rest,
    ...(name !== undefined && { name }),
    ...(identifiers !== undefined && { identifiers }),
    ...(roles !== undefined && { roles }),
    ...(state !== undefined && { state }),
    ...(nativeName !== null && { nativeName }),
    ...(keyDelay !== null && { keyDelay }),
    version: before.version + 1,
  }
}

/** Fewer roles, or an end: everything else stays as it is. */
function isTakingAway(before: Organisation, { state, roles, ...others }: Change): boolean {
  if (Object.keys(others).length > 0) return false
  return state !== 'active' && (roles ?? []).every((role) => before.roles.includes(role))
}
