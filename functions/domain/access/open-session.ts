import { toBase64url } from '../bytes.ts'
import { csrfOf, sessionDigest, sessionSeconds, type KeptSession } from './session.ts'

/** A session that begins now: what is kept of it, what the page is told, and what its cookie holds. */
export async function newSession(organisation: string, person: string, now: number, bytes: Uint8Array) {
  const secret = toBase64url(bytes)
  const kept: KeptSession = {
    digest: await sessionDigest(secret),
    organisation,
    person,
    startedAt: now,
    seenAt: now,
    expiresAt: now + sessionSeconds,
  }
  return { kept, csrf: await csrfOf(secret), cookie: { secret, seconds: sessionSeconds } }
}
