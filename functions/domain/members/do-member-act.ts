import type { Approval } from '#schemas/approval.ts'
import { requireFreshAct } from '../acts/authenticate-act.ts'
import { toBase64url } from '../bytes.ts'
import { RegistryError } from '../errors.ts'
import { actPlans } from './act-plans.ts'
import type { StoredApproval } from './deed.ts'
import {
  actorOf,
  actReaches,
  authenticateMemberAct,
  earlierAnswer,
  readSubject,
  storeAct,
  type MemberAct,
  type MemberActNeeds,
} from './member-act.ts'
import type { ActInput, Plan, PlannedActName, Result, Setting } from './plan.ts'
import { inputFault, organisationUnknown } from './refusals.ts'

/** How long a proposal waits for a second person. */
const approvalLife = 7 * 86_400

interface Sent {
  readonly body: string
  readonly 'idempotency-key': string
  /** From the path, where the operation has it there. */
  readonly organisation?: string
}

/** Operations that answer whether they are done or wait. */
const mayWait: ReadonlySet<PlannedActName> = new Set([
  'register-organisation',
  'change-organisation',
  'add-key',
  'invite-person',
])

/**
 * Does what a signed act asks for, or lets it wait for a second person.
 *
 * 1. Authenticate the act: its form, the signature, for this registry; that role and duty allow it at all.
 * 2. It must name the organisation that it is sent to, and reach it: another's and none are the same answer.
 * 3. If its Idempotency-Key was used before, give that answer again; another act under it is refused.
 * 4. Judge that the act is fresh, and what it comes to as things stand now.
 * 5. Store act, changes, audit event and log leaf together. From here on it counts.
 *
 * How things stand is read before the key is looked up: so a repetition that meets them already changed by the first call
 * finds the answer of the first call too.
 */
export async function doMemberAct<N extends PlannedActName>(
  needs: MemberActNeeds,
  operation: N,
  sent: Sent,
): Promise<Result<N>> {
  const act = await authenticateMemberAct(needs, operation, sent)
  const subjectId = subjectOf(act)
  if (sent.organisation !== undefined && sent.organisation !== subjectId) throw otherOrganisation(sent.organisation)
  if (!actReaches(act, subjectId)) throw organisationUnknown()
  const setting = await settingOf(needs, act)
  const earlier = await earlierAnswer(needs, act)
  if (earlier !== undefined) return JSON.parse(earlier) as Result<N>

  requireFreshAct(act.signed, needs.clock.now())
  const plan = await planOf(operation, act.input, setting)
  return JSON.parse(await settle(needs, act, plan, setting)) as Result<N>
}

/** Stores the plan as done, or as waiting. */
function settle<N extends PlannedActName>(needs: MemberActNeeds, act: MemberAct<N>, plan: Plan, setting: Setting) {
  const subject = subjectOf(act)
  const affected = setting.subject && { affected: subject }
  if (!plan.needsSecondPerson) {
    const answer = mayWait.has(act.operation) ? { state: 'done', result: plan.result } : plan.result
    // A new organisation exists once this is stored, so it may be told too.
    return storeAct(needs, act, { outcome: 'done', subject, affected: subject, changes: plan.changes, answer })
  }
  const waiting = proposalOf(act, plan, setting)
  const answer = { state: 'waiting', approval: waiting.approval }
  const changes = [{ kind: 'approval', before: undefined, after: waiting } as const]
  return storeAct(needs, act, { outcome: 'proposed', subject, ...affected, changes, answer })
}

function proposalOf<N extends PlannedActName>(
  act: MemberAct<N>,
  plan: Plan,
  { now, freshId }: Setting,
): StoredApproval {
  const { digest, payload, signer } = act.signed
  const approval: Approval = {
    id: freshId(),
    act: act.operation,
    digest,
    payload,
    subject: subjectOf(act),
    summary: [...plan.summary].slice(0, 280).join('').trim(),
    proposedBy: actorOf(act.signatory),
    proposedAt: now,
    expiresAt: now + approvalLife,
    state: 'waiting',
  }
  const signedBy = signer.kind === 'key' ? signer : ({ kind: 'person', person: signer.person.id } as const)
  return { approval, signedBy }
}

/** The organisation that an act is about. */
export function subjectOf<N extends PlannedActName>({ input }: Pick<MemberAct<N>, 'input'>): string {
  const { organisation } = input as ActInput<PlannedActName>
  return typeof organisation === 'string' ? organisation : organisation.id
}

/** How things stand for an act. */
export async function settingOf<N extends PlannedActName>(
  needs: MemberActNeeds,
  act: Pick<MemberAct<N>, 'input' | 'signatory'>,
): Promise<Setting> {
  const person = 'person' in act.input ? act.input.person : undefined
  return {
    signatory: act.signatory,
    subject: await readSubject(needs, subjectOf(act), person),
    now: needs.clock.now(),
    issuer: needs.registry.issuer,
    freshId: () => toBase64url(needs.randomness.bytes(16)),
  }
}

export async function planOf<N extends PlannedActName>(
  operation: N,
  input: ActInput<N>,
  setting: Setting,
): Promise<Plan> {
  return actPlans[operation](input, setting)
}

function otherOrganisation(organisation: string): RegistryError {
  const detail = `Sign the act with "organisation" set to "${organisation}", the one that you send it to.`
  return new RegistryError('request-token-invalid', detail, [inputFault('/organisation', 'other-organisation', detail)])
}
