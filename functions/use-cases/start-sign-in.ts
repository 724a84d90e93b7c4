import type { Output } from '#schemas/operations.ts'
import { newCeremony } from '#domain/access/ceremony.ts'
import type { Authenticators } from '#ports/authenticators.ts'
import type { Ceremonies } from '#ports/ceremonies.ts'
import type { Clock } from '#ports/clock.ts'
import type { Randomness } from '#ports/randomness.ts'

export interface StartSignInNeeds {
  readonly ceremonies: Ceremonies
  readonly authenticators: Authenticators
  readonly clock: Clock
  readonly randomness: Randomness
}

/** Begins a sign-in: notes a challenge, and says what the browser has to ask. Nobody is named; the device knows who it is. */
export function startSignIn({ ceremonies, authenticators, clock, randomness }: StartSignInNeeds) {
  return async (): Promise<Output<'start-sign-in'>> => {
    const { name: ceremony, kept } = await newCeremony(clock.now(), randomness)
    await ceremonies.begin({ ...kept, kind: 'sign-in' })
    return { ceremony, options: await authenticators.signIn(kept.challenge) }
  }
}
