import type { Person } from '#schemas/person.ts'
import type { MemberChange } from './deed.ts'
import { isGuarded, type ActInput, type Plan, type Setting, type Subject } from './plan.ts'
import { inputFault, notAllowed, personUnknown, refuseFaults, requireSubject } from './refusals.ts'

/** A week: long enough for a holiday, too short to be found in an old mail. */
const invitationLife = 7 * 86_400

const mostPeople = 200

/**
 * An invitation for a new person, or for one who lost its passkeys: those end at once, and its sessions with them.
 * Whoever may administer is let in by two, or one bad administrator would make itself a second person.
 * Throws RegistryError `request-invalid`, `organisation-unknown`, `person-unknown` or `not-allowed`.
 */
export function planInvitePerson(input: ActInput<'invite-person'>, setting: Setting): Plan {
  const subject = requireSubject(setting)
  const { organisation, people } = subject
  const { signatory, now } = setting
  if (organisation.state === 'closed') throw notAllowed('A closed organisation takes nobody in.')
  if (new Set(input.duties).size !== input.duties.length)
    refuseFaults([inputFault('/duties', 'duplicate', 'Name each duty once.')])
  const before = input.person === undefined ? undefined : recovered(input, subject, setting)
  if (before === undefined && people.length >= mostPeople)
    throw notAllowed(`An organisation has ${mostPeople} people at most, with those who have left. Ask the operator.`)

  const after = invited(input, before, setting)
  const expiresAt = now + invitationLife
  const invitation = {
    digest: input.invitation,
    organisation: organisation.id,
    person: after.id,
    personVersion: after.version,
    madeAt: now,
    expiresAt,
  }
  const url = `${setting.issuer}/sign-in.html`
  return {
    changes: [{ kind: 'person', before, after }, { kind: 'invitation', after: invitation }, ...endsOf(subject, now)],
    result: { person: after.id, organisation: organisation.id, url, expiresAt },
    needsSecondPerson: needsSecondPerson(before, after, subject, signatory),
    summary: `${before === undefined ? 'Invite' : 'Let in again'} ${after.name} to ${organisation.id} as ${after.duties.join(' and ') || 'a reader'}`,
  }
}

/** Who is to be let in again. */
function recovered({ person, name }: ActInput<'invite-person'>, { people }: Subject, { signatory }: Setting): Person {
  const found = people.find(({ id }) => id === person)
  if (found === undefined || found.state === 'removed') throw personUnknown()
  if (signatory.person?.id === found.id)
    throw notAllowed(
      'Another person has to let you in again. To have a further passkey, add it while you are signed in.',
    )
  if (name !== found.name)
    refuseFaults([
      inputFault('/name', 'other-person', 'Another name is another person: leave "person" out, or keep the name.'),
    ])
  return found
}

function invited(
  { name, title, mandate, duties }: ActInput<'invite-person'>,
  before: Person | undefined,
  { subject, now, freshId }: Setting,
): Person {
  return {
    id: before?.id ?? freshId(),
    name,
    title,
    mandate,
    organisation: subject!.organisation.id,
    duties,
    state: 'invited',
    since: now,
    version: (before?.version ?? 0) + 1,
  }
}

/** The passkeys of the person end: whoever has them now is not known. */
export function endsOf({ passkeys }: Pick<Subject, 'passkeys'>, now: number): MemberChange[] {
  return passkeys
    .filter(({ notAfter }) => notAfter === undefined)
    .map((before) => ({ kind: 'passkey', before, after: { ...before, notAfter: now } }))
}

function needsSecondPerson(
  before: Person | undefined,
  after: Person,
  { organisation, people, passkeys }: Subject,
  { organisation: inviter, person }: Setting['signatory'],
): boolean {
  if (organisation.roles.includes('operator')) return true
  if (isGuarded(organisation.roles) && inviter.id !== organisation.id) return true
  // Somebody else, or this one, who came once: without a passkey ever, nobody has.
  const hasPeople = people.some(({ id }) => id !== after.id) || passkeys.length > 0
  const administers = [before, after].some((each) => each?.duties.includes('administrator'))
  return hasPeople && (administers || person === undefined)
}
