import * as z from 'zod'
import { organisationId, seconds } from '../certificate.ts'
import { organisationRole } from '../organisation.ts'
import { credentialId, duty, invitationSecret, mostPasskeys } from '../person.ts'
import { personId } from '../certificate.ts'
import { text } from '../text.ts'
import { json, type Operation } from './operation.ts'

/** Who is signed in, and the token that its requests carry against forgery from other pages. */
export const session = z.strictObject({
  organisation: z.strictObject({ id: organisationId, name: text(140), roles: z.array(organisationRole) }),
  person: z.strictObject({
    id: personId,
    name: text(140),
    title: text(70),
    duties: z.array(duty),
    /** Its passkeys in force: only these sign for it, whoever else's are on the same device. */
    passkeys: z.array(credentialId).max(mostPasskeys),
  }),
  expiresAt: seconds,
  /** Sent back as `X-CSRF-Token` with every request that changes something. */
  csrf: invitationSecret,
})
export type SessionView = z.infer<typeof session>

/** As @simplewebauthn speaks it: JSON of WebAuthn Level 3, section 5.1.8 and 5.1.9. Judged by that library. */
const webauthnJson = z.looseObject({ id: z.string().max(1400), type: z.literal('public-key') })
const webauthnOptions = z.looseObject({ challenge: z.string() })
/** Names the ceremony that was begun; works once, for five minutes. */
const ceremony = invitationSecret

/** For whom the passkey will be: the person is asked whether that is right before there is one. */
const invited = z.strictObject({
  organisation: z.strictObject({ id: organisationId, name: text(140) }),
  person: z.strictObject({ id: personId, name: text(140), title: text(70) }),
})

/** Sign-in of people. */
export const passkeyOperations = {
  'start-passkey': {
    summary: 'Begins the registration of a passkey: by an invitation, or for who is signed in and wants another one',
    method: 'POST',
    path: '/passkey-registrations',
    handler: 'access',
    accepts: json(1_024),
    input: { body: z.strictObject({ invitation: invitationSecret.optional() }) },
    status: 200,
    output: z.strictObject({ ceremony, options: webauthnOptions, invited }),
    refuses: [
      'invitation-invalid',
      'not-signed-in',
      'sign-in-again',
      'passkey-refused',
      'too-many-requests',
      'store-unavailable',
    ],
  },
  'finish-passkey': {
    summary: 'Registers the passkey and signs its owner in; an invitation is used up by it',
    method: 'POST',
    path: '/passkeys',
    handler: 'access',
    accepts: json(32_768),
    input: { body: z.strictObject({ ceremony, label: text(60), response: webauthnJson }) },
    status: 201,
    output: session,
    setsSession: true,
    refuses: ['ceremony-invalid', 'passkey-refused', 'conflict', 'too-many-requests', 'store-unavailable'],
  },
  'remove-passkey': {
    summary: 'Removes a passkey of who is signed in, for example of a lost device; never the last one',
    method: 'POST',
    path: '/passkey-removals',
    handler: 'access',
    accepts: json(2_048),
    input: { body: z.strictObject({ passkey: credentialId }) },
    status: 200,
    output: z.strictObject({ removed: credentialId, at: seconds }),
    refuses: [
      'not-signed-in',
      'session-expired',
      'csrf-invalid',
      'passkey-unknown',
      'last-passkey',
      'too-many-requests',
      'conflict',
      'store-unavailable',
    ],
  },
  'start-sign-in': {
    summary: 'Begins a sign-in with a passkey',
    method: 'POST',
    path: '/sign-ins',
    handler: 'access',
    accepts: json(256),
    input: { body: z.strictObject({}) },
    status: 200,
    output: z.strictObject({ ceremony, options: webauthnOptions }),
    refuses: ['too-many-requests', 'store-unavailable'],
  },
  'finish-sign-in': {
    summary: 'Signs a person in; the session stands in a cookie',
    method: 'POST',
    path: '/sessions',
    handler: 'access',
    accepts: json(32_768),
    input: { body: z.strictObject({ ceremony, response: webauthnJson }) },
    status: 201,
    output: session,
    setsSession: true,
    refuses: ['ceremony-invalid', 'passkey-refused', 'too-many-requests', 'store-unavailable'],
  },
  'get-session': {
    summary: 'Who is signed in',
    method: 'GET',
    path: '/session',
    handler: 'access',
    input: {},
    status: 200,
    output: session,
    refuses: ['not-signed-in', 'session-expired', 'too-many-requests', 'store-unavailable'],
  },
  'end-session': {
    summary: 'Signs out',
    method: 'POST',
    path: '/session-ends',
    handler: 'access',
    accepts: json(256),
    input: { body: z.strictObject({}) },
    status: 200,
    output: z.strictObject({ ended: z.literal(true) }),
    setsSession: true,
    refuses: ['not-signed-in', 'session-expired', 'csrf-invalid', 'too-many-requests', 'store-unavailable'],
  },
} as const satisfies Record<string, Operation>
