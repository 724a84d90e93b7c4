import type { PersonRecords } from '#domain/access/session.ts'
import type { MachineRecords } from '#domain/access/identify-machine.ts'
import { byBearerToken, type Authenticator, type BearerNeeds } from './caller.ts'
import { bySession } from './session.ts'

/** What knowing a machine needs; the ports of the same names fit it. */
export interface TokenNeeds extends Pick<BearerNeeds, 'issuer' | 'cryptography'> {
  readonly clock: { now(): number }
  readonly registryKeys: { list: MachineRecords['registryKeys'] }
  readonly organisations: { find: MachineRecords['organisation']; keysOf: MachineRecords['keysOf'] }
}

/** What knowing a person needs besides; the ports of the same names fit it. */
export interface SessionNeeds {
  readonly sessions: { find: PersonRecords['session']; touch: PersonRecords['touch'] }
  readonly people: { find: PersonRecords['person']; findPasskey: PersonRecords['passkey'] }
}

/** Machines, by access token. */
export function byToken({ clock, issuer, cryptography, registryKeys, organisations }: TokenNeeds): Authenticator[] {
  return [
    byBearerToken({
      now: () => clock.now(),
      issuer,
      cryptography,
      registryKeys: () => registryKeys.list(),
      organisation: (id) => organisations.find(id),
      keysOf: (id) => organisations.keysOf(id),
    }),
  ]
}

/** Machines by access token, and people by session. */
export function byTokenOrSession(needs: TokenNeeds & SessionNeeds): Authenticator[] {
  const { clock, issuer, organisations, sessions, people } = needs
  return [
    ...byToken(needs),
    bySession({
      now: () => clock.now(),
      issuer,
      session: (digest) => sessions.find(digest),
      touch: (session, now) => sessions.touch(session, now),
      organisation: (id) => organisations.find(id),
      person: (organisation, id) => people.find(organisation, id),
      passkey: (id) => people.findPasskey(id),
    }),
  ]
}
