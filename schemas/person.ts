import * as z from 'zod'
import { digest, organisationId, personId, seconds, signatoryPerson } from './certificate.ts'
import { publicJwk } from './keys.ts'
import { form, text } from './text.ts'

/** What a person may do for its organisation; reading comes with belonging to it. */
export const duties = ['administrator', 'signatory'] as const
export const duty = z.enum(duties)
export type Duty = z.infer<typeof duty>

export const person = signatoryPerson.extend({
  organisation: organisationId,
  duties: z.array(duty).max(duties.length),
  state: z.enum(['invited', 'active', 'removed']),
  /** When the present state began: a session that began before is none any more. */
  since: seconds,
  /** Counts changes, from 1. */
  version: z.int().min(1),
})
export type Person = z.infer<typeof person>

/** An RSA public key of 2048 bits or more: what platform authenticators without P-256 have (COSE -257, RS256). */
export const rsaJwk = z.strictObject({
  e: form(/^[A-Za-z0-9_-]{2,8}$/, 'An RSA exponent is base64url.'),
  kty: z.literal('RSA'),
  n: form(/^[A-Za-z0-9_-]{342,700}$/, 'An RSA modulus has 2048 to 4096 bits in base64url.'),
})
export type RsaJwk = z.infer<typeof rsaJwk>

export const credentialId = form(/^[A-Za-z0-9_-]{16,1364}$/, 'A passkey id is base64url.')

/** A public key of a person's authenticator (WebAuthn Level 3). What it signed inside its window stays good. */
export const passkey = z.strictObject({
  id: credentialId,
  person: personId,
  organisation: organisationId,
  jwk: z.union([publicJwk, rsaJwk]),
  /** As its owner calls it. */
  label: text(60),
  notBefore: seconds,
  /** When it was removed: it signs nothing after this. */
  notAfter: seconds.optional(),
  /** The authenticator keeps copies elsewhere (backup eligible, WebAuthn 6.1.3). */
  synced: z.boolean(),
})
export type Passkey = z.infer<typeof passkey>

/** A passkey as a verifier needs it; how its owner calls it is nobody's business. */
export const signatoryPasskey = passkey.omit({ label: true })
export type SignatoryPasskey = z.infer<typeof signatoryPasskey>

/** How many passkeys a person has or had, at most: all of them are ended in one transaction. */
export const mostPasskeys = 20

/**
 * 256 random bits as base64url, made by who invites and told to who is invited. The registry keeps only SHA-256 of this
 * text: who reads its records can use no invitation.
 */
export const invitationSecret = digest

/** Lets somebody become a person of an organisation, once. */
export const invitation = z.strictObject({
  /** SHA-256 of the secret's text, base64url. */
  digest,
  organisation: organisationId,
  person: personId,
  /** Version of the person for which it was made: a later one, or one that was used, makes this one void. */
  personVersion: z.int().min(1),
  madeAt: seconds,
  expiresAt: seconds,
})
export type Invitation = z.infer<typeof invitation>
