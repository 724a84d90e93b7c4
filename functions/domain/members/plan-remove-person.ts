import { RegistryError } from '../errors.ts'
import { administratorsOf, type ActInput, type Plan, type Setting } from './plan.ts'
import { endsOf } from './plan-invite-person.ts'
import { notAllowed, personUnknown, requireSubject } from './refusals.ts'

/**
 * A person with all its passkeys and sessions, from now on. It never waits for a second person, because it cannot.
 * Throws RegistryError `organisation-unknown`, `person-unknown`, `not-allowed` or `last-administrator`.
 */
export function planRemovePerson({ person: id }: ActInput<'remove-person'>, setting: Setting): Plan {
  const subject = requireSubject(setting)
  const { organisation, people } = subject
  const { signatory, now } = setting
  // A stolen key could else rid an organisation of its people, who stand between it and further keys.
  if (signatory.person === undefined)
    throw notAllowed('A person has to sign this with a passkey: a key removes nobody.')
  const before = people.find((person) => person.id === id)
  if (before === undefined || before.state === 'removed') throw personUnknown()
  const [another] = administratorsOf(people).filter((person) => person.id !== id)
  const isLast = administratorsOf(people).includes(before) && another === undefined
  if (isLast && signatory.organisation.id === organisation.id)
    throw new RegistryError(
      'last-administrator',
      'This is the last administrator of the organisation. Invite another one first, or ask the operator to do this.',
    )
  const after = { ...before, state: 'removed', since: now, version: before.version + 1 } as const
  return {
    changes: [
      { kind: 'person', before, after },
      ...endsOf(subject, now),
      // Or two who remove each other at once would leave nobody.
      ...(another === undefined ? [] : [{ kind: 'person-stands', person: another } as const]),
    ],
    result: after,
    needsSecondPerson: false,
    summary: `Remove ${before.name} from ${organisation.id} (${organisation.name})`,
  }
}
