import type { Input, Output } from '#schemas/operations.ts'
import type { Person } from '#schemas/principal.ts'
import { RegistryError } from '#domain/errors.ts'
import { unsignedDeed } from '#domain/members/unsigned-deed.ts'
import type { Clock } from '#ports/clock.ts'
import type { MemberActs } from '#ports/member-acts.ts'
import type { People } from '#ports/people.ts'
import type { Randomness } from '#ports/randomness.ts'

export interface RemovePasskeyNeeds {
  readonly people: People
  readonly memberActs: Pick<MemberActs, 'apply'>
  readonly clock: Clock
  readonly randomness: Randomness
}

/**
 * Removes a passkey of who is signed in.
 *
 * 1. Find it among the caller's own; the last one stays, since nobody could come back without it.
 * 2. End it from now on, with audit event and log leaf. What it signed before stays good.
 */
export function removePasskey(needs: RemovePasskeyNeeds) {
  return async ({ body }: Input<'remove-passkey'>, caller: Person): Promise<Output<'remove-passkey'>> => {
    const { organisation, person: id } = caller
    const [person, passkeys] = await Promise.all([
      needs.people.find(organisation, id),
      needs.people.passkeysOf(organisation, id),
    ])
    const inForce = passkeys.filter(({ notAfter }) => notAfter === undefined)
    const before = inForce.find((each) => each.id === body.passkey)
    if (person === undefined || before === undefined)
      throw new RegistryError('passkey-unknown', 'You have no such passkey, or it was removed before.')
    if (inForce.length === 1)
      throw new RegistryError(
        'last-passkey',
        'Register another passkey first. If the device is lost, ask an administrator to let you in anew: that ends all your passkeys.',
      )
    const at = needs.clock.now()
    // Two removals at once could take the last two: the person moves with each, so one of them is refused.
    const changes = [
      { kind: 'person', before: person, after: { ...person, version: person.version + 1 } },
      { kind: 'passkey', before, after: { ...before, notAfter: at } },
    ] as const
    const deed = { operation: 'remove-passkey', actor: { organisation, person: id }, subject: organisation, changes }
    await needs.memberActs.apply(await unsignedDeed(deed, needs))
    return { removed: before.id, at }
  }
}
