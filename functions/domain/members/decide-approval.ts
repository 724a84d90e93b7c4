import type { Approval } from '#schemas/approval.ts'
import type { OrganisationKey } from '#schemas/keys.ts'
import type { Organisation } from '#schemas/organisation.ts'
import type { Person } from '#schemas/person.ts'
import { memberOperations } from '#schemas/operations/members.ts'
import { requireFreshAct } from '../acts/authenticate-act.ts'
import { RegistryError } from '../errors.ts'
import { actPlans } from './act-plans.ts'
import type { MemberChange, MemberEvent, StoredApproval } from './deed.ts'
import { planOf, settingOf } from './do-member-act.ts'
import {
  actorOf,
  actReaches,
  authenticateMemberAct,
  earlierAnswer,
  storeAct,
  type MemberAct,
  type MemberActNeeds,
} from './member-act.ts'
import type { ActInput, Plan, PlannedActName, Setting, Signatory } from './plan.ts'
import { inputFault } from './refusals.ts'
import { requireSecondPerson } from './second-person.ts'

/** Besides what every act needs. */
export interface DecidingNeeds extends MemberActNeeds {
  readonly memberActs: MemberActNeeds['memberActs'] & {
    findApproval(id: string): Promise<StoredApproval | undefined>
  }
  readonly organisations: MemberActNeeds['organisations'] & {
    findByKey(kid: string): Promise<{ organisation: Organisation; key: OrganisationKey } | undefined>
  }
  readonly people: MemberActNeeds['people'] & { find(organisation: string, id: string): Promise<Person | undefined> }
}

interface Sent {
  readonly body: string
  readonly 'idempotency-key': string
  readonly approval: string
}

/**
 * Approves or rejects what another person proposed.
 *
 * 1. Authenticate the act, as every act. It names the approval, and by its digest exactly what was proposed.
 * 2. If its Idempotency-Key was used before, give that answer again.
 * 3. Judge that it is fresh, that the approval still waits, and that this person is another one and may decide.
 * 4. To approve: whoever proposed it must still be allowed to. Judge the proposed act anew, as things stand now.
 * 5. Store decision, what was approved, audit events and log leaf together: of two who decide at once, one does.
 */
export async function decideApproval(needs: DecidingNeeds, sent: Sent): Promise<Approval> {
  const act = await authenticateMemberAct(needs, 'decide-approval', sent)
  const stored = await findOrRefuse(needs, act, sent.approval)
  const earlier = await earlierAnswer(needs, act)
  if (earlier !== undefined) return JSON.parse(earlier) as Approval

  try {
    return await judgeAndDecide(needs, act, stored)
  } catch (refusal) {
    return whatLanded(needs, act, sent.approval, refusal)
  }
}

/** While another decision lands, or this very one sent twice, a call is judged by what that has just changed. */
async function whatLanded(
  needs: DecidingNeeds,
  act: MemberAct<'decide-approval'>,
  id: string,
  refusal: unknown,
): Promise<Approval> {
  const landed = await earlierAnswer(needs, act)
  if (landed !== undefined) return JSON.parse(landed) as Approval
  const stands = await needs.memberActs.findApproval(id)
  throw stands === undefined || stands.approval.state === 'waiting' ? refusal : closed()
}

async function judgeAndDecide(
  needs: DecidingNeeds,
  act: MemberAct<'decide-approval'>,
  stored: StoredApproval,
): Promise<Approval> {
  const now = needs.clock.now()
  requireFreshAct(act.signed, now)
  requireSameDeed(act, stored.approval)
  if (approvalAsOf(stored.approval, now).state !== 'waiting') throw closed()
  const proposed = inputOf(stored.approval)
  const setting = await settingOf(needs, { input: proposed, signatory: act.signatory })
  requireSecondPerson(act, stored.approval, proposed, setting.subject)
  return JSON.parse(await decide(needs, act, stored, setting)) as Approval
}

/** Throws RegistryError `approval-unknown`, the same for one that is not the caller's to see. */
async function findOrRefuse({ memberActs }: DecidingNeeds, act: MemberAct<'decide-approval'>, id: string) {
  const stored = await memberActs.findApproval(id)
  if (stored === undefined || !actReaches(act, stored.approval.subject))
    throw new RegistryError(
      'approval-unknown',
      'There is nothing with this id that your organisation could decide. Look it up in the list of approvals.',
    )
  if (act.input.approval !== id)
    throw otherDeed('/approval', `Sign the decision with "approval" set to "${id}", the one that you send it to.`)
  return stored
}

function requireSameDeed({ input }: MemberAct<'decide-approval'>, { digest }: Approval): void {
  if (input.digest !== digest)
    throw otherDeed('/digest', 'Sign the decision with the "digest" of the approval: it says what exactly you approve.')
}

const otherDeed = (pointer: string, detail: string) =>
  new RegistryError('request-token-invalid', detail, [inputFault(pointer, 'other-approval', detail)])

async function decide(
  needs: DecidingNeeds,
  act: MemberAct<'decide-approval'>,
  stored: StoredApproval,
  setting: Setting,
): Promise<string> {
  const approves = act.input.decision === 'approve'
  const plan = approves ? await planAgain(needs, stored, setting) : undefined
  const after: Approval = {
    ...stored.approval,
    state: approves ? 'approved' : 'rejected',
    decidedBy: actorOf(act.signatory),
    decidedAt: setting.now,
  }
  const moved: MemberChange = { kind: 'approval', before: stored, after: { ...stored, approval: after } }
  return storeAct(needs, act, {
    outcome: approves ? 'done' : 'rejected',
    subject: after.id,
    affected: after.proposedBy.organisation,
    changes: [...(plan?.changes ?? []), ...standing(act.signatory, plan), moved],
    events: plan === undefined ? [] : [deedEvent(after, setting.now)],
    answer: after,
  })
}

/** The decision holds only if who decides was not removed meanwhile; a row that the deed changes itself is looked at by that. */
function standing({ person }: Signatory, plan: Plan | undefined): MemberChange[] {
  const touched = plan?.changes.some(
    (change) =>
      (change.kind === 'person' && change.after.id === person?.id) ||
      (change.kind === 'person-stands' && change.person.id === person?.id),
  )
  return person === undefined || touched === true ? [] : [{ kind: 'person-stands', person }]
}

/** What was approved, told to those who it was done by and to. */
function deedEvent({ id, act: operation, proposedBy, subject }: Approval, at: number): MemberEvent {
  const { personName: _name, ...actor } = proposedBy
  return { id, event: { at, operation, actor, subject, outcome: 'done' }, affected: subject }
}

async function planAgain(needs: DecidingNeeds, stored: StoredApproval, setting: Setting): Promise<Plan> {
  const signatory = await proposerOf(needs, stored, setting.now)
  const operation = operationOf(stored.approval)
  if (signatory === undefined || !actReaches({ operation, signatory }, stored.approval.subject))
    throw new RegistryError(
      'approval-closed',
      'Whoever proposed this may no longer do so. If it is still meant, somebody else has to propose it.',
    )
  return planOf(operation, inputOf(stored.approval), { ...setting, signatory })
}

/** Who proposed, as the records have it now; undefined if that key or person may no longer act. */
async function proposerOf(
  { organisations, people }: DecidingNeeds,
  { approval, signedBy }: StoredApproval,
  now: number,
): Promise<Signatory | undefined> {
  if (signedBy.kind === 'key') {
    const found = await organisations.findByKey(signedBy.kid)
    const good = found?.organisation.state === 'active' && found.key.state === 'active' && now <= found.key.notAfter
    return good ? { organisation: found.organisation } : undefined
  }
  const { organisation: id } = approval.proposedBy
  const [organisation, person] = await Promise.all([organisations.find(id), people.find(id, signedBy.person)])
  const good = organisation?.state === 'active' && person?.state === 'active'
  return good && person.duties.includes('administrator') ? { organisation, person } : undefined
}

function operationOf({ act }: Approval): PlannedActName {
  if (!Object.hasOwn(actPlans, act)) throw new Error(`${act} is no act that could have been proposed`)
  return act as PlannedActName
}

/** As it was signed, read again with its schema. */
function inputOf(approval: Approval): ActInput<PlannedActName> {
  const { input } = JSON.parse(approval.payload) as { input: unknown }
  return memberOperations[operationOf(approval)].act.parse(input)
}

/** As it stands at `now`: what nobody decided in time has expired. */
export function approvalAsOf(approval: Approval, now: number): Approval {
  return approval.state === 'waiting' && approval.expiresAt <= now ? { ...approval, state: 'expired' } : approval
}

const closed = () =>
  new RegistryError('approval-closed', 'This has been decided or has expired. If it is still meant, propose it again.')
