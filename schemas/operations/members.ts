import * as z from 'zod'
import { approval, approvalId } from '../approval.ts'
import { digest, keyId, organisationId, seconds } from '../certificate.ts'
import { organisationKey, publicJwk } from '../keys.ts'
import { domainName, identityEvidence, organisation, organisationRole, organisationStates } from '../organisation.ts'
import { newLegalName, newNativeName } from '../organisation-name.ts'
import { duty, passkey, person } from '../person.ts'
import { mandate, personId } from '../certificate.ts'
import { text } from '../text.ts'
import { actRefusals, cursor, idempotencyKey, json, signed, type Operation } from './operation.ts'

const country = organisation.shape.country
const ofOrganisation = z.strictObject({ organisation: organisationId })
const headers = z.strictObject({ 'idempotency-key': idempotencyKey })
const act = { headers, body: z.string().min(1) } as const
const reason = text(280, 3)

/** What is told of an organisation when it comes, or when it changes. */
const facts = organisation.pick({ identifiers: true, roles: true }).extend({
  name: newLegalName,
  nativeName: newNativeName.optional(),
})
const newKey = z.strictObject({
  jwk: publicJwk,
  /** At most three years ahead. */
  notAfter: seconds,
})
const newEvidence = identityEvidence.omit({ by: true, byName: true, at: true })

/** A deed was done, or waits for a second person. */
const doneOrWaiting = <T extends z.ZodType>(result: T) =>
  z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('done'), result }),
    z.strictObject({ state: z.literal('waiting'), approval }),
  ])

export const organisationView = organisation.extend({ keys: z.array(organisationKey) })
export const personView = person.extend({ passkeys: z.array(passkey.omit({ jwk: true })) })
export const invitationView = z.strictObject({
  person: personId,
  organisation: organisationId,
  /** Page that takes the secret behind `#`: who has both becomes that person. */
  url: z.string(),
  expiresAt: seconds,
})

/** A part of a list under its name, and where it goes on. */
export const page = <const N extends string, T extends z.ZodType>(name: N, item: T) =>
  z.strictObject({ [name]: z.array(item), next: cursor.optional() } as { [K in N]: z.ZodArray<T> } & {
    next: z.ZodOptional<typeof cursor>
  })

export const memberOperations = {
  'register-organisation': {
    summary:
      'Registers an organisation; with the role customs, authority or operator only once a second person approved',
    method: 'POST',
    path: '/organisations',
    handler: 'members',
    accepts: signed(32_768),
    input: act,
    act: z.strictObject({
      organisation: facts.extend({ id: organisationId, country }),
      identity: newEvidence,
      /** First public key, for an organisation whose machines sign. It may sign at once. */
      key: newKey.optional(),
    }),
    status: 201,
    output: doneOrWaiting(organisation),
    refuses: [...actRefusals, 'organisation-exists', 'name-in-use', 'key-in-use'],
  },
  'list-organisations': {
    summary: 'Organisations, for who runs or supervises the registry',
    method: 'GET',
    path: '/organisations',
    handler: 'members',
    input: {
      query: z.strictObject({
        role: organisationRole.optional(),
        country: country.optional(),
        cursor: cursor.optional(),
      }),
    },
    status: 200,
    output: page('organisations', organisation),
    refuses: ['not-signed-in', 'not-allowed', 'cursor-invalid', 'too-many-requests', 'store-unavailable'],
  },
  'get-organisation': {
    summary: 'An organisation with its keys and the evidence of its identity',
    method: 'GET',
    path: '/organisations/{organisation}',
    handler: 'members',
    input: { path: ofOrganisation },
    status: 200,
    output: organisationView,
    refuses: ['not-signed-in', 'not-allowed', 'organisation-unknown', 'too-many-requests', 'store-unavailable'],
  },
  'change-organisation': {
    summary: 'Changes names, identifiers, roles, state or key delay; a guarded role only once a second person approved',
    method: 'POST',
    path: '/organisations/{organisation}/changes',
    handler: 'members',
    accepts: signed(32_768),
    input: { path: ofOrganisation, ...act },
    act: z.strictObject({
      organisation: organisationId,
      version: z.int().min(1),
      /** What is not named stays. `null` takes a name in another script away, and a delay of its own. */
      change: z.strictObject({
        name: newLegalName.optional(),
        nativeName: newNativeName.nullable().optional(),
        identifiers: organisation.shape.identifiers,
        roles: organisation.shape.roles.optional(),
        keyDelay: organisation.shape.keyDelay.unwrap().nullable().optional(),
        state: z.enum(organisationStates).optional(),
      }),
      reason,
    }),
    status: 200,
    output: doneOrWaiting(organisation),
    refuses: [...actRefusals, 'organisation-unknown', 'name-in-use'],
  },
  'vouch-identity': {
    summary: 'Records who an organisation is found to be, when and on what evidence',
    method: 'POST',
    path: '/organisations/{organisation}/identity',
    handler: 'members',
    accepts: signed(16_384),
    input: { path: ofOrganisation, ...act },
    act: z.strictObject({
      organisation: organisationId,
      evidence: newEvidence,
    }),
    status: 200,
    output: organisation,
    refuses: [...actRefusals, 'organisation-unknown'],
  },
  'prove-domain': {
    summary: 'Looks for the proof that the organisation controls a domain: a key document, or a DNS TXT record',
    method: 'POST',
    path: '/organisations/{organisation}/domains',
    handler: 'members',
    accepts: json(1_024),
    input: {
      path: ofOrganisation,
      body: z.strictObject({ domain: domainName, method: z.enum(['WELL_KNOWN', 'DNS_TXT']) }),
    },
    status: 200,
    output: organisation,
    refuses: [
      'not-signed-in',
      'csrf-invalid',
      'not-allowed',
      'organisation-unknown',
      'domain-not-proved',
      'too-many-requests',
      'conflict',
      'store-unavailable',
    ],
  },
  'add-key': {
    summary: 'Adds a public key; for an organisation with people once a second person approved, and after a delay',
    method: 'POST',
    path: '/organisations/{organisation}/keys',
    handler: 'members',
    accepts: signed(16_384),
    input: { path: ofOrganisation, ...act },
    act: newKey.extend({ organisation: organisationId }),
    status: 201,
    output: doneOrWaiting(organisationKey),
    refuses: [...actRefusals, 'organisation-unknown', 'key-in-use'],
  },
  'end-key': {
    summary: 'Retires a key from now on, or reports it compromised since a time',
    method: 'POST',
    path: '/organisations/{organisation}/key-ends',
    handler: 'members',
    accepts: signed(16_384),
    input: { path: ofOrganisation, ...act },
    act: z.strictObject({
      organisation: organisationId,
      kid: keyId,
      /** Present for a compromised key. */
      compromisedSince: seconds.optional(),
      reason,
    }),
    status: 200,
    output: organisationKey,
    refuses: [...actRefusals, 'organisation-unknown', 'key-unknown'],
  },
  'list-people': {
    summary: 'People of an organisation with their passkeys',
    method: 'GET',
    path: '/organisations/{organisation}/people',
    handler: 'members',
    input: { path: ofOrganisation, query: z.strictObject({ cursor: cursor.optional() }) },
    status: 200,
    output: page('people', personView),
    refuses: [
      'not-signed-in',
      'not-allowed',
      'organisation-unknown',
      'cursor-invalid',
      'too-many-requests',
      'store-unavailable',
    ],
  },
  'invite-person': {
    summary: 'Invites a person, or an existing one who lost its passkeys, by a link that works once',
    method: 'POST',
    path: '/organisations/{organisation}/invitations',
    handler: 'members',
    accepts: signed(16_384),
    input: { path: ofOrganisation, ...act },
    act: z.strictObject({
      organisation: organisationId,
      /** Present for a recovery: the person who lost its passkeys, invited by another one. */
      person: personId.optional(),
      name: text(140),
      title: text(70),
      mandate,
      duties: z.array(duty).max(2),
      /** SHA-256 of the text of a secret: 32 random bytes in base64url, which the inviter makes and hands over itself. */
      invitation: digest,
    }),
    status: 201,
    output: doneOrWaiting(invitationView),
    refuses: [...actRefusals, 'organisation-unknown', 'person-unknown'],
  },
  'remove-person': {
    summary: 'Removes a person with all its passkeys and sessions, from now on',
    method: 'POST',
    path: '/organisations/{organisation}/removals',
    handler: 'members',
    accepts: signed(16_384),
    input: { path: ofOrganisation, ...act },
    act: z.strictObject({ organisation: organisationId, person: personId, reason }),
    status: 200,
    output: person,
    refuses: [...actRefusals, 'organisation-unknown', 'person-unknown', 'last-administrator'],
  },
  'list-approvals': {
    summary: 'Deeds that wait for a second person, and those that were decided',
    method: 'GET',
    path: '/approvals',
    handler: 'members',
    input: { query: z.strictObject({ organisation: organisationId.optional(), cursor: cursor.optional() }) },
    status: 200,
    output: page('approvals', approval),
    refuses: ['not-signed-in', 'not-allowed', 'cursor-invalid', 'too-many-requests', 'store-unavailable'],
  },
  'decide-approval': {
    summary: 'Approves or rejects what another person proposed; approving does it',
    method: 'POST',
    path: '/approvals/{approval}/decisions',
    handler: 'members',
    accepts: signed(16_384),
    input: { path: z.strictObject({ approval: approvalId }), ...act },
    act: z.strictObject({ approval: approvalId, digest, decision: z.enum(['approve', 'reject']) }),
    status: 200,
    output: approval,
    refuses: [
      ...actRefusals,
      'approval-unknown',
      'approval-closed',
      'second-person-needed',
      'organisation-unknown',
      'organisation-exists',
      'person-unknown',
      'name-in-use',
      'key-in-use',
    ],
  },
} as const satisfies Record<string, Operation>
