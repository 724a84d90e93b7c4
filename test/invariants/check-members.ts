import { createHash } from 'node:crypto'
import * as z from 'zod'
import { actor, approval, type AuditEvent } from '#schemas/approval.ts'
import { digest, seconds, signatoryPerson } from '#schemas/certificate.ts'
import type { Organisation } from '#schemas/organisation.ts'
import { invitation, passkey, person } from '#schemas/person.ts'
import { nameClaims } from '#domain/members/name-skeleton.ts'

type Item = Record<string, unknown>
type Take = <T>(
  pattern: RegExp,
  form: z.ZodType<T>,
  placeOf: (value: T, partition: string) => string,
  only?: (item: Item) => boolean,
) => T[]

const used = { organisation: z.string(), operation: z.string(), idempotencyKey: z.string(), fingerprint: digest }
const usedMemberAct = z.strictObject(used)
const memberAct = z.strictObject({
  ...used,
  act: z.string(),
  actor,
  signedBy: signatoryPerson.optional(),
  at: seconds,
  answer: z.string(),
  leafSalt: digest,
})
const unsigned = z.strictObject({
  organisation: z.string(),
  id: z.string(),
  at: seconds,
  facts: z.string(),
  leafSalt: digest,
})
const storedApproval = z.strictObject({ approval, signedBy: z.looseObject({ kind: z.enum(['key', 'person']) }) })
const named = z.strictObject({ id: z.string() })
const listedApproval = z.strictObject({ id: z.string(), at: seconds })
const claim = z.strictObject({ claim: digest, organisation: z.string() })
const pointer = z.strictObject({ id: z.string(), organisation: z.string(), person: z.string() })

const twelveDigits = (at: number) => String(at).padStart(12, '0')
const hash = (text: string) => createHash('sha256').update(text).digest('base64url')

/** Organisations beyond their own row and keys; people, approvals, and what was signed to change them. */
export function readMembers(take: Take) {
  return {
    listedOrganisations: take(/^ORGANISATIONS /, named, ({ id }) => `ORGANISATIONS ORG#${id}`),
    claims: take(/^NAME#\S+ NAME$/, claim, (each) => `NAME#${each.claim} NAME`),
    people: take(/^ORG#\S+ PERSON#/, person, (each) => `ORG#${each.organisation} PERSON#${each.id}`),
    passkeys: take(/^PASSKEY#\S+ PASSKEY$/, passkey, ({ id }) => `PASSKEY#${id} PASSKEY`),
    pointers: take(/^ORG#\S+ PASSKEY#/, pointer, (each) => {
      return `ORG#${each.organisation} PASSKEY#${each.person}#${hash(each.id)}`
    }),
    invitations: take(/^INVITATION#\S+ INVITATION$/, invitation, (each) => `INVITATION#${each.digest} INVITATION`),
    approvals: take(/^APPROVAL#\S+ APPROVAL$/, storedApproval, (each) => `APPROVAL#${each.approval.id} APPROVAL`),
    listedApprovals: take(/^(APPROVALS|ORG#\S+) APPROVAL#/, listedApproval, ({ id, at }, list) => {
      return `${list} APPROVAL#${twelveDigits(at)}#${id}`
    }),
    memberActs: take(/^ORG#\S+ IDEM#(?!issue-certificate#|change-status#)/, memberAct, (each) => {
      return `ORG#${each.organisation} IDEM#${each.operation}#${each.idempotencyKey}`
    }),
    usedMemberActs: take(
      /^ORG#\S+ ACT#/,
      usedMemberAct,
      (each) => `ORG#${each.organisation} ACT#${each.fingerprint}`,
      (item) => 'operation' in item,
    ),
    unsignedEvents: take(/^ORG#\S+ EVENT#/, unsigned, (each) => `ORG#${each.organisation} EVENT#${each.id}`),
  }
}

interface Contents extends ReturnType<typeof readMembers> {
  readonly organisations: readonly Organisation[]
  readonly leaves: readonly { readonly id: string }[]
  readonly ofOrganisations: readonly (AuditEvent & { readonly id: string })[]
}

/**
 * What must not be: an organisation that is not listed or whose names are not its own; a person, passkey or invitation of
 * nobody; a passkey that its owner's list lacks; an approval that is not in both lists; an act that can be used again, is
 * not in the log or not in the audit; an event of nobody.
 */
export async function checkMembers(contents: Contents): Promise<string[]> {
  const { organisations, listedOrganisations, claims, people, passkeys, pointers, invitations } = contents
  const known = new Set(organisations.map(({ id }) => id))
  const persons = new Set(people.map(({ organisation, id }) => `${organisation} ${id}`))
  const claimed = new Set(claims.map((each) => `${each.claim} ${each.organisation}`))
  const wanted = await Promise.all(
    organisations.map(async (each) => (await nameClaims(each)).map((name) => `${name} ${each.id}`)),
  )
  const keyOf = ({ id, organisation, person: owner }: { id: string; organisation: string; person: string }) =>
    `${id} of ${owner} of ${organisation}`
  return [
    ...apart(
      organisations.map(({ id }) => id),
      listedOrganisations.map(({ id }) => id),
      'the list of organisations',
    ),
    ...wanted
      .flat()
      .filter((name) => !claimed.has(name))
      .map((name) => `the name ${name} is free for others`),
    ...claims.filter((each) => !known.has(each.organisation)).map((each) => `the name ${each.claim} is of nobody`),
    ...people.filter(({ organisation }) => !known.has(organisation)).map(({ id }) => `the person ${id} is of nobody`),
    ...apart(passkeys.map(keyOf), pointers.map(keyOf), 'the lists of passkeys'),
    ...[...passkeys, ...invitations]
      .filter((each) => !persons.has(`${each.organisation} ${each.person}`))
      .map((each) => `a passkey or invitation of ${each.person} is of nobody`),
    ...checkApprovals(contents),
    ...checkActs(contents),
  ]
}

/** Each stands in the list of all and in that of its organisation. */
function checkApprovals({ approvals, listedApprovals }: Contents): string[] {
  const twice = approvals.flatMap(({ approval: { id, proposedAt: at } }) => [`${id} at ${at}`, `${id} at ${at}`])
  return apart(
    twice,
    listedApprovals.map(({ id, at }) => `${id} at ${at}`),
    'the lists of approvals',
  )
}

function checkActs({ memberActs, usedMemberActs, unsignedEvents, leaves, ofOrganisations }: Contents): string[] {
  const name = ({ organisation, operation, idempotencyKey, fingerprint }: z.infer<typeof usedMemberAct>) =>
    `${operation} ${fingerprint} of ${organisation} under ${idempotencyKey}`
  const inLog = new Set(leaves.map(({ id }) => id))
  const told = new Set(ofOrganisations.map(({ id }) => id))
  return [
    ...apart(memberActs.map(name), usedMemberActs.map(name), 'the acts that were used'),
    ...memberActs
      .filter(({ fingerprint: id }) => !inLog.has(`act.${id}`))
      .map((act) => `${name(act)} is not in the log`),
    ...memberActs.filter(({ fingerprint: id }) => !told.has(id)).map((act) => `${name(act)} is not in the audit`),
    ...unsignedEvents
      .filter(({ id }) => !inLog.has(`event.${id}`) || !told.has(id))
      .map(({ id }) => `the event ${id} is not in log and audit`),
  ]
}

function apart(one: readonly string[], other: readonly string[], where: string): string[] {
  const [first, second] = [one.toSorted().join('\n'), other.toSorted().join('\n')]
  return first === second ? [] : [`${where} and what stands disagree:\n${first}\n---\n${second}`]
}
