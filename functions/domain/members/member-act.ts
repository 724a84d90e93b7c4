import { memberOperations } from '#schemas/operations/members.ts'
import { policies, type Policy } from '#schemas/policy.ts'
import type { Actor } from '#schemas/approval.ts'
import type { OrganisationKey } from '#schemas/keys.ts'
import type { Organisation } from '#schemas/organisation.ts'
import type { Passkey, Person } from '#schemas/person.ts'
import { reaches } from '../access/allow.ts'
import { type CallLimits, organisationBucket, requireTokens } from '../access/limits.ts'
import { actInput, authenticateAct, type SignedAct } from '../acts/authenticate-act.ts'
import type { FindSigner } from '../acts/find-signer.ts'
import { requireDuty } from '../acts/require-duty.ts'
import { toBase64url } from '../bytes.ts'
import { canonicalJson } from '../canonical-json.ts'
import { signatoryPersonOf } from '../certificate/signatory-person.ts'
import { RegistryError } from '../errors.ts'
import { memberActLeaf } from '../log/member-act-leaf.ts'
import type { MemberActRecord, MemberChange, MemberDeed, MemberEvent } from './deed.ts'
import type { ActInput, ActName, Signatory, Subject } from './plan.ts'
import { notAllowed } from './refusals.ts'

/** What acts need of the world; the ports of the same names fit it. */
export interface MemberActNeeds {
  readonly memberActs: {
    find(organisation: string, operation: string, idempotencyKey: string): Promise<MemberActRecord | undefined>
    apply(deed: MemberDeed): Promise<MemberActRecord | undefined>
  }
  readonly organisations: {
    find(id: string): Promise<Organisation | undefined>
    keysOf(id: string): Promise<OrganisationKey[]>
  }
  readonly people: {
    of(organisation: string): Promise<Person[]>
    passkeysOf(organisation: string, person: string): Promise<Passkey[]>
  }
  readonly signatories: { readonly find: FindSigner }
  readonly limits: CallLimits
  readonly clock: { now(): number }
  readonly randomness: { bytes(length: number): Uint8Array }
  readonly registry: { readonly issuer: string }
}

/** An act of somebody who may send acts of this kind; to whom it may do this is still to be judged. */
export interface MemberAct<N extends ActName> {
  readonly operation: N
  readonly signed: SignedAct
  readonly input: ActInput<N>
  readonly signatory: Signatory
  readonly idempotencyKey: string
}

/**
 * Finds out who signed an act of this operation, what it says, and that role and duty allow it at all.
 * From the signature on, the organisation is known and what it does is counted.
 * Throws RegistryError as `authenticateAct` and `actInput`, `too-many-requests` or `not-allowed`.
 */
export async function authenticateMemberAct<N extends ActName>(
  { registry, clock, signatories, limits }: MemberActNeeds,
  operation: N,
  { body, 'idempotency-key': idempotencyKey }: { readonly body: string; readonly 'idempotency-key': string },
): Promise<MemberAct<N>> {
  const place = { issuer: registry.issuer, now: clock.now(), findSigner: signatories.find }
  const signed = await authenticateAct(body, place)
  const policy: Policy = policies[operation]
  await requireTokens(limits, [organisationBucket(signed.organisation.id)], policy.cost)
  // The compiler cannot follow which schema belongs to a name that is only known now.
  const input = actInput(signed, operation, memberOperations[operation].act) as ActInput<N>
  if (!signed.organisation.roles.some((role) => Object.hasOwn(policy.roles, role)))
    throw notAllowed('The role of your organisation does not allow this. Ask the operator of this registry.')
  if (policy.duty !== undefined) requireDuty(signed.signer, policy.duty)
  const { organisation, signer } = signed
  const signatory = signer.kind === 'person' ? { organisation, person: signer.person } : { organisation }
  return { operation, signed, input, signatory, idempotencyKey }
}

/** Whether the signatory may do this to what belongs to `owner`. */
export function actReaches(
  { operation, signatory }: Pick<MemberAct<ActName>, 'operation' | 'signatory'>,
  owner: string,
) {
  const { id: organisation, roles } = signatory.organisation
  return reaches(policies[operation], { organisation, roles }, owner)
}

/**
 * What the act led to when it came first; undefined if it is new. Throws RegistryError `idempotency-key-reused` if the key
 * belongs to another act.
 */
export async function earlierAnswer<N extends ActName>(
  { memberActs }: MemberActNeeds,
  act: MemberAct<N>,
): Promise<string | undefined> {
  const earlier = await memberActs.find(act.signed.organisation.id, act.operation, act.idempotencyKey)
  return earlier && answerOf(earlier, act.signed)
}

function answerOf(standing: MemberActRecord, { digest }: SignedAct): string {
  if (standing.fingerprint === digest) return standing.answer
  throw new RegistryError(
    'idempotency-key-reused',
    'This Idempotency-Key belongs to another act. Send this one with a new key; to repeat the former, send exactly the same signed act.',
  )
}

/** All there is of an organisation that an act may be judged by; undefined if it does not exist. */
export async function readSubject(
  { organisations, people }: MemberActNeeds,
  id: string,
  person: string | undefined,
): Promise<Subject | undefined> {
  const [organisation, members, keys, passkeys] = await Promise.all([
    organisations.find(id),
    people.of(id),
    organisations.keysOf(id),
    person === undefined ? [] : people.passkeysOf(id, person),
  ])
  return organisation && { organisation, people: members, keys, passkeys }
}

/** What an act comes to, to be stored with it. */
export interface Outcome {
  readonly outcome: 'done' | 'proposed' | 'rejected'
  readonly subject: string
  /** Another organisation that it was done to. */
  readonly affected?: string
  readonly changes: readonly MemberChange[]
  readonly events?: readonly MemberEvent[]
  readonly answer: unknown
}

/** Stores an act with all that it changes. Returns the answer that stands, as canonical JSON: this or an earlier one. */
export async function storeAct<N extends ActName>(
  { memberActs, clock, randomness }: MemberActNeeds,
  act: MemberAct<N>,
  { outcome, subject, affected, changes, events = [], answer }: Outcome,
): Promise<string> {
  const { signed, operation, idempotencyKey, signatory } = act
  const { digest } = signed
  const actor = actorOf(signatory)
  const { personName: _name, ...told } = actor
  const at = clock.now()
  const leafSalt = toBase64url(randomness.bytes(32))
  const facts = { act: digest, operation, by: actor.organisation, subject, outcome, time: at }
  const record: MemberActRecord = {
    organisation: actor.organisation,
    operation,
    idempotencyKey,
    fingerprint: digest,
    act: signed.text,
    actor,
    ...(signed.signer.kind === 'person' && { signedBy: signatoryPersonOf(signed.signer.person) }),
    at,
    answer: canonicalJson(answer),
    leafSalt,
  }
  const event: MemberEvent = {
    id: digest,
    event: { at, operation, actor: told, subject, outcome: outcome === 'proposed' ? 'proposed' : 'done' },
    ...(affected !== undefined && { affected }),
  }
  const standing = await memberActs.apply({
    record,
    changes,
    events: [event, ...events],
    leaf: { id: `act.${digest}`, at, bytes: await memberActLeaf(leafSalt, facts) },
  })
  if (standing === undefined) throw new Error('an act with a record was stored without one')
  return answerOf(standing, signed)
}

/** As approvals and records name who did something. */
export function actorOf({ organisation, person }: Signatory): Actor {
  return {
    organisation: organisation.id,
    ...(person !== undefined && { person: person.id, personName: person.name }),
  }
}
