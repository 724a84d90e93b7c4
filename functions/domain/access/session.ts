import type { SessionView } from '#schemas/operations/passkeys.ts'
import type { Organisation } from '#schemas/organisation.ts'
import type { Passkey, Person } from '#schemas/person.ts'
import type { Principal, SessionOfCaller } from '#schemas/principal.ts'
import { sha256Base64url, toUtf8 } from '../bytes.ts'
import { RegistryError } from '../errors.ts'

/** Seconds: a working day at most, and an hour without use. */
export const sessionSeconds = 43_200
export const idleSeconds = 3_600
/** Use is noted only so often: a write for each call would cost more than the call. */
const notedSeconds = 300

/** What is kept of a session; see `ports/sessions.ts`. */
export interface KeptSession {
  readonly digest: string
  readonly organisation: string
  readonly person: string
  /** Credential id of the passkey that opened it. */
  readonly passkey: string
  readonly startedAt: number
  readonly seenAt: number
  readonly expiresAt: number
}

/** By what a session is found: the secret itself is never kept. */
export const sessionDigest = (secret: string): Promise<string> => sha256Base64url(toUtf8(secret))

/** What a page of ours sends besides the cookie: only who can read the answer that opened the session knows it, no page of another origin. */
export const csrfOf = (secret: string): Promise<string> => sha256Base64url(toUtf8(`csrf.${secret}`))

/** The records that tell whom a session speaks for. */
export interface PersonRecords {
  readonly session: (digest: string) => Promise<KeptSession | undefined>
  readonly touch: (session: KeptSession, now: number) => Promise<void>
  readonly organisation: (id: string) => Promise<Organisation | undefined>
  readonly person: (organisation: string, id: string) => Promise<Person | undefined>
  readonly passkey: (id: string) => Promise<Passkey | undefined>
}

/**
 * Who is signed in by the secret of a cookie; undefined for a session that has ended: by time, by leaving it unused, or
 * because its passkey or its person was removed, the person was let in anew, or its organisation is not active any more.
 */
export async function identifyPerson(
  secret: string,
  now: number,
  records: PersonRecords,
): Promise<Principal | undefined> {
  const session = await records.session(await sessionDigest(secret))
  if (session === undefined || now >= session.expiresAt || now >= session.seenAt + idleSeconds) return undefined
  const [organisation, person, passkey] = await Promise.all([
    records.organisation(session.organisation),
    records.person(session.organisation, session.person),
    records.passkey(session.passkey),
  ])
  if (organisation?.state !== 'active' || person?.state !== 'active' || session.startedAt < person.since)
    return undefined
  if (passkey?.person !== person.id || passkey.notAfter !== undefined) return undefined
  if (now >= session.seenAt + notedSeconds) await records.touch(session, now)
  return {
    kind: 'person',
    organisation: organisation.id,
    roles: organisation.roles,
    person: person.id,
    duties: person.duties,
    session: {
      digest: session.digest,
      csrf: await csrfOf(secret),
      startedAt: session.startedAt,
      expiresAt: session.expiresAt,
    },
  }
}

/** What a page is told of the session that it has. */
export function sessionViewOf(
  organisation: Organisation,
  person: Person,
  passkeys: readonly Passkey[],
  { csrf, expiresAt }: Pick<SessionOfCaller, 'csrf' | 'expiresAt'>,
): SessionView {
  return {
    organisation: { id: organisation.id, name: organisation.name, roles: organisation.roles },
    person: {
      id: person.id,
      name: person.name,
      title: person.title,
      duties: person.duties,
      passkeys: passkeys.filter(({ notAfter }) => notAfter === undefined).map(({ id }) => id),
    },
    expiresAt,
    csrf,
  }
}

export function notSignedIn(): RegistryError {
  return new RegistryError('not-signed-in', 'Sign in with your passkey. This is for people; a machine has no session.')
}

/** Seconds after a touch of the passkey in which its owner is surely still there. */
const freshSeconds = 600

/** Throws RegistryError `sign-in-again` for a session that was opened more than ten minutes ago. */
export function requireFreshSession({ startedAt }: Pick<SessionOfCaller, 'startedAt'>, now: number): void {
  if (now < startedAt + freshSeconds) return
  throw new RegistryError(
    'sign-in-again',
    'Sign out, sign in again with your passkey, and do this within ten minutes: so nobody else who finds your session open can.',
  )
}
