import type { Input, Output } from '#schemas/operations.ts'
import type { Passkey, Person } from '#schemas/person.ts'
import { ceremonyDigest, ceremonyInvalid, passkeyRefused } from '#domain/access/ceremony.ts'
import { newSession } from '#domain/access/open-session.ts'
import { sessionViewOf } from '#domain/access/session.ts'
import type { MemberChange } from '#domain/members/deed.ts'
import { unsignedDeed } from '#domain/members/unsigned-deed.ts'
import type { Authenticators } from '#ports/authenticators.ts'
import type { Ceremonies, Ceremony } from '#ports/ceremonies.ts'
import type { Clock } from '#ports/clock.ts'
import type { MemberActs } from '#ports/member-acts.ts'
import type { Organisations } from '#ports/organisations.ts'
import type { People } from '#ports/people.ts'
import type { Randomness } from '#ports/randomness.ts'
import type { Sessions } from '#ports/sessions.ts'

export interface FinishPasskeyNeeds {
  readonly people: People
  readonly organisations: Pick<Organisations, 'find'>
  readonly memberActs: Pick<MemberActs, 'apply'>
  readonly ceremonies: Ceremonies
  readonly sessions: Sessions
  readonly authenticators: Authenticators
  readonly clock: Clock
  readonly randomness: Randomness
}

type Begun = Ceremony & { readonly person: NonNullable<Ceremony['person']> }

/**
 * Registers a passkey, and signs its owner in.
 *
 * 1. Take the ceremony; it works once.
 * 2. Judge the device's answer to its challenge.
 * 3. The person must stand as it did when the ceremony began, and moves on with each passkey: so an invitation is used
 * once, whoever is first, and of many ceremonies begun at once none gets round the number of passkeys that one may have.
 * 4. Store passkey, the person as active, audit event and log leaf together.
 * 5. Open a session.
 */
export function finishPasskey(needs: FinishPasskeyNeeds) {
  return async ({
    body: { ceremony: name, label, response },
  }: Input<'finish-passkey'>): Promise<{
    output: Output<'finish-passkey'>
    session: { secret: string; seconds: number }
  }> => {
    const now = needs.clock.now()
    const ceremony = await needs.ceremonies.take(await ceremonyDigest(name))
    if (!isBegun(ceremony) || ceremony.expiresAt <= now) throw ceremonyInvalid()
    const made = await needs.authenticators.registered(response, ceremony.challenge)
    if (made === undefined) throw passkeyRefused()
    const { organisation, person } = await standing(needs, ceremony)

    const passkey: Passkey = { ...made, label, organisation: organisation.id, person: person.id, notBefore: now }
    const since = person.state === 'active' ? person.since : now
    const active: Person = { ...person, state: 'active', since, version: person.version + 1 }
    await needs.memberActs.apply(await unsignedDeed(deedOf(person, active, passkey), needs))

    const { kept, csrf, cookie } = await newSession(passkey, now, needs.randomness.bytes(32))
    await needs.sessions.start(kept)
    const passkeys = await needs.people.passkeysOf(organisation.id, person.id)
    return {
      output: sessionViewOf(organisation, active, passkeys, { csrf, expiresAt: kept.expiresAt }),
      session: cookie,
    }
  }
}

const isBegun = (ceremony: Ceremony | undefined): ceremony is Begun =>
  ceremony?.kind === 'registration' && ceremony.person !== undefined

async function standing({ organisations, people }: FinishPasskeyNeeds, { person: begun }: Begun) {
  const [organisation, person] = await Promise.all([
    organisations.find(begun.organisation),
    people.find(begun.organisation, begun.id),
  ])
  const stands = person?.version === begun.version && person.state !== 'removed'
  if (organisation?.state !== 'active' || !stands) throw ceremonyInvalid()
  return { organisation, person }
}

function deedOf(before: Person, after: Person, passkey: Passkey) {
  const changes: MemberChange[] = [
    { kind: 'person', before, after },
    { kind: 'passkey', before: undefined, after: passkey },
  ]
  const { organisation, id } = after
  return { operation: 'finish-passkey', actor: { organisation, person: id }, subject: organisation, changes }
}
