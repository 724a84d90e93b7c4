import type { Input, Output } from '#schemas/operations.ts'
import type { Person } from '#schemas/principal.ts'
import { notSignedIn, sessionViewOf } from '#domain/access/session.ts'
import type { Organisations } from '#ports/organisations.ts'
import type { People } from '#ports/people.ts'

export interface GetSessionNeeds {
  readonly organisations: Pick<Organisations, 'find'>
  readonly people: Pick<People, 'find' | 'passkeysOf'>
}

/** Says who is signed in, as organisation and person stand now. */
export function getSession({ organisations, people }: GetSessionNeeds) {
  return async (_: Input<'get-session'>, caller: Person): Promise<Output<'get-session'>> => {
    const [organisation, person, passkeys] = await Promise.all([
      organisations.find(caller.organisation),
      people.find(caller.organisation, caller.person),
      people.passkeysOf(caller.organisation, caller.person),
    ])
    if (organisation === undefined || person === undefined) throw notSignedIn()
    return sessionViewOf(organisation, person, passkeys, caller.session)
  }
}
