import type { Input, Output } from '#schemas/operations.ts'
import { mostPasskeys, type Person } from '#schemas/person.ts'
import type { Principal } from '#schemas/principal.ts'
import { newCeremony } from '#domain/access/ceremony.ts'
import { notSignedIn, requireFreshSession } from '#domain/access/session.ts'
import { sha256Base64url, toUtf8 } from '#domain/bytes.ts'
import { RegistryError } from '#domain/errors.ts'
import type { Authenticators } from '#ports/authenticators.ts'
import type { Ceremonies } from '#ports/ceremonies.ts'
import type { Clock } from '#ports/clock.ts'
import type { Organisations } from '#ports/organisations.ts'
import type { People } from '#ports/people.ts'
import type { Randomness } from '#ports/randomness.ts'

export interface StartPasskeyNeeds {
  readonly people: People
  readonly organisations: Pick<Organisations, 'find'>
  readonly ceremonies: Ceremonies
  readonly authenticators: Authenticators
  readonly clock: Clock
  readonly randomness: Randomness
}

/**
 * Begins the registration of a passkey.
 *
 * 1. Find for whom: who is invited, or who is signed in and wants another one. The invitation is not used up by asking.
 * 2. Note the ceremony with its challenge, for this person as it stands now.
 * 3. Say what the browser has to ask the device, and for whom it will be.
 */
export function startPasskey(needs: StartPasskeyNeeds) {
  return async ({ body }: Input<'start-passkey'>, caller: Principal): Promise<Output<'start-passkey'>> => {
    const now = needs.clock.now()
    const person =
      body.invitation === undefined ? await signedIn(needs, caller, now) : await invited(needs, body.invitation, now)
    const organisation = await needs.organisations.find(person.organisation)
    if (organisation?.state !== 'active') throw invitationInvalid()
    const known = await needs.people.passkeysOf(person.organisation, person.id)
    if (known.length >= mostPasskeys)
      throw new RegistryError(
        'passkey-refused',
        `A person has at most ${mostPasskeys} passkeys in all, those that were removed among them. Ask an administrator to invite you as a new person.`,
      )

    const { name: ceremony, kept } = await newCeremony(now, needs.randomness)
    const { id, name, title, version } = person
    await needs.ceremonies.begin({
      ...kept,
      kind: 'registration',
      person: { organisation: organisation.id, id, version },
    })
    const inForce = known.filter(({ notAfter }) => notAfter === undefined).map((each) => each.id)
    const options = await needs.authenticators.registration(person, organisation.name, kept.challenge, inForce)
    return {
      ceremony,
      options,
      invited: { organisation: { id: organisation.id, name: organisation.name }, person: { id, name, title } },
    }
  }
}

/** Who has got hold of a session must not be able to make it a passkey, and sign for that person ever after. */
async function signedIn({ people }: StartPasskeyNeeds, caller: Principal, now: number): Promise<Person> {
  const person = caller.kind === 'person' ? await people.find(caller.organisation, caller.person) : undefined
  if (person?.state !== 'active' || caller.kind !== 'person') throw notSignedIn()
  requireFreshSession(caller.session, now)
  return person
}

/** An invitation holds for the person as it stood when it was made: what happened since, its use among it, ends it. */
async function invited({ people }: StartPasskeyNeeds, secret: string, now: number): Promise<Person> {
  const invitation = await people.findInvitation(await sha256Base64url(toUtf8(secret)))
  if (invitation === undefined || invitation.expiresAt <= now) throw invitationInvalid()
  const person = await people.find(invitation.organisation, invitation.person)
  if (person?.state !== 'invited' || person.version !== invitation.personVersion) throw invitationInvalid()
  return person
}

function invitationInvalid(): RegistryError {
  return new RegistryError(
    'invitation-invalid',
    'This invitation was used, has expired or was withdrawn. Ask who invited you for a new one.',
  )
}
