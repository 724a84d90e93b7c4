import type { Input, Output } from '#schemas/operations.ts'
import { ceremonyDigest, ceremonyInvalid, passkeyRefused } from '#domain/access/ceremony.ts'
import { newSession } from '#domain/access/open-session.ts'
import { sessionViewOf } from '#domain/access/session.ts'
import { inForce } from '#domain/acts/find-signer.ts'
import type { Authenticators } from '#ports/authenticators.ts'
import type { Ceremonies } from '#ports/ceremonies.ts'
import type { Clock } from '#ports/clock.ts'
import type { People } from '#ports/people.ts'
import type { Randomness } from '#ports/randomness.ts'
import type { Sessions } from '#ports/sessions.ts'
import type { Signatories } from '#ports/signatories.ts'

export interface FinishSignInNeeds {
  readonly signatories: Signatories
  readonly people: Pick<People, 'passkeysOf'>
  readonly ceremonies: Ceremonies
  readonly sessions: Sessions
  readonly authenticators: Authenticators
  readonly clock: Clock
  readonly randomness: Randomness
}

/**
 * Signs a person in.
 *
 * 1. Take the ceremony; it works once.
 * 2. Find whose the passkey is: person and organisation must be in force, and so must it.
 * 3. Judge the device's answer to the challenge. Whatever is wrong, the refusal is the same.
 * 4. Open a session.
 */
export function finishSignIn(needs: FinishSignInNeeds) {
  return async ({
    body: { ceremony: name, response },
  }: Input<'finish-sign-in'>): Promise<{
    output: Output<'finish-sign-in'>
    session: { secret: string; seconds: number }
  }> => {
    const now = needs.clock.now()
    const ceremony = await needs.ceremonies.take(await ceremonyDigest(name))
    if (ceremony?.kind !== 'sign-in' || ceremony.expiresAt <= now) throw ceremonyInvalid()
    const found = await needs.signatories.find({ by: 'passkey', credentialId: response.id })
    if (found?.by !== 'passkey' || !inForce(found, now)) throw passkeyRefused()
    if (!(await needs.authenticators.signedIn(response, ceremony.challenge, found.passkey))) throw passkeyRefused()

    const { organisation, person, passkey } = found
    const { kept, csrf, cookie } = await newSession(passkey, now, needs.randomness.bytes(32))
    await needs.sessions.start(kept)
    const passkeys = await needs.people.passkeysOf(organisation.id, person.id)
    return {
      output: sessionViewOf(organisation, person, passkeys, { csrf, expiresAt: kept.expiresAt }),
      session: cookie,
    }
  }
}
