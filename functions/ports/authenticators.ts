import type { Passkey, Person } from '#schemas/person.ts'

/** As the browser's WebAuthn speaks it (WebAuthn Level 3, sections 5.1.8 and 5.1.9): JSON, not yet judged. */
export type CeremonyOptions = { challenge: string } & Record<string, unknown>
export type CeremonyResponse = { id: string; type: 'public-key' } & Record<string, unknown>

/** What people sign in and sign with: their devices, as the browser lets us speak with them. */
export interface Authenticators {
  /** For the registration of a passkey; `challenge` is base64url, `known` are those that the person has already. */
  registration(
    person: Pick<Person, 'id' | 'name'>,
    organisation: string,
    challenge: string,
    known: readonly string[],
  ): Promise<CeremonyOptions>
  /** The new passkey, or undefined for an answer that is not to this challenge, not of this registry, or without the person's presence and verification. */
  registered(response: CeremonyResponse, challenge: string): Promise<Pick<Passkey, 'id' | 'jwk' | 'synced'> | undefined>
  signIn(challenge: string): Promise<CeremonyOptions>
  /** Whether the passkey gave this answer to this challenge, with the person's presence and verification. */
  signedIn(response: CeremonyResponse, challenge: string, passkey: Pick<Passkey, 'id' | 'jwk'>): Promise<boolean>
}
