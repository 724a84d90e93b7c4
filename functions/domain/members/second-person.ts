import type { Approval } from '#schemas/approval.ts'
import { RegistryError } from '../errors.ts'
import type { MemberAct } from './member-act.ts'
import { administratorsOf, type ActInput, type PlannedActName, type Subject } from './plan.ts'

/** What gives or changes a role is the operator's to decide, whatever the organisation itself thinks of it. */
const operatorsOwn: ReadonlySet<string> = new Set<PlannedActName>(['register-organisation', 'change-organisation'])

/**
 * Who may decide: a person, never a key; not who proposed it, and not whom it is about. Of an organisation with fewer than
 * two administrators only the operator's people, or its one administrator would decide what its key proposes. To reject
 * is for everybody who sees it, who proposed it among them. Throws RegistryError `second-person-needed`.
 */
export function requireSecondPerson(
  { signatory, input: { decision } }: MemberAct<'decide-approval'>,
  { act, proposedBy }: Approval,
  proposed: ActInput<PlannedActName>,
  subject: Subject | undefined,
): void {
  const { organisation, person } = signatory
  if (person === undefined) throw needed('A person decides this with a passkey: a key has no eyes.')
  if (decision === 'reject') return
  if (proposedBy.organisation === organisation.id && proposedBy.person === person.id)
    throw needed('You proposed this yourself: another person has to approve it.')
  if ('person' in proposed && proposed.person === person.id)
    throw needed('This is about you: another person has to approve it.')
  const alone = subject === undefined || administratorsOf(subject.people).length < 2
  if ((operatorsOwn.has(act) || alone) && !organisation.roles.includes('operator'))
    throw needed('A person of the operator of this registry has to approve this.')
}

const needed = (detail: string) => new RegistryError('second-person-needed', detail)
