import type { Passkey } from '#schemas/person.ts'
import { toBase64url } from '../bytes.ts'
import { csrfOf, sessionDigest, sessionSeconds, type KeptSession } from './session.ts'

/** A session that begins now, by a passkey: what is kept of it, what the page is told, and what its cookie holds. */
export async function newSession(
  { organisation, person, id: passkey }: Pick<Passkey, 'organisation' | 'person' | 'id'>,
  now: number,
  bytes: Uint8Array,
) {
  const secret = toBase64url(bytes)
  const kept: KeptSession = {
    digest: await sessionDigest(secret),
    organisation,
    person,
    passkey,
    startedAt: now,
    seenAt: now,
    expiresAt: now + sessionSeconds,
  }
  return { kept, csrf: await csrfOf(secret), cookie: { secret, seconds: sessionSeconds } }
}
