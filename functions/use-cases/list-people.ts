import type { Input, Output } from '#schemas/operations.ts'
import type { Person } from '#schemas/person.ts'
import { policies } from '#schemas/policy.ts'
import type { Member } from '#schemas/principal.ts'
import { reaches } from '#domain/access/allow.ts'
import { openCursor, sealCursor } from '#domain/access/cursor.ts'
import { recordRead } from '#domain/audit/audit-entry.ts'
import { organisationUnknown } from '#domain/members/refusals.ts'
import type { Audit } from '#ports/audit.ts'
import type { Clock } from '#ports/clock.ts'
import type { CursorSecret } from '#ports/cursor-secret.ts'
import type { Organisations } from '#ports/organisations.ts'
import type { People } from '#ports/people.ts'
import type { Randomness } from '#ports/randomness.ts'

export interface ListPeopleNeeds {
  readonly organisations: Pick<Organisations, 'find'>
  readonly people: Pick<People, 'page' | 'passkeysOf'>
  readonly cursorSecret: CursorSecret
  readonly audit: Audit
  readonly clock: Clock
  readonly randomness: Randomness
}

const pageSize = 50

/**
 * People of an organisation with their passkeys: of one's own, or of any for operators and authorities.
 *
 * 1. Another's and none are the same answer.
 * 2. Read on from where the cursor says, which is this caller's own and of this organisation.
 * 3. Tell the audit who read.
 */
export function listPeople(needs: ListPeopleNeeds) {
  return async ({ organisation, cursor }: Input<'list-people'>, caller: Member): Promise<Output<'list-people'>> => {
    if (!reaches(policies['list-people'], caller, organisation)) throw organisationUnknown()
    if ((await needs.organisations.find(organisation)) === undefined) throw organisationUnknown()
    const secret = await needs.cursorSecret.read()
    const scope = { operation: 'list-people', organisation: caller.organisation, filters: { organisation } }
    const after = cursor === undefined ? undefined : await openCursor(secret, scope, cursor)
    const { items, next } = await needs.people.page(organisation, { after, limit: pageSize })
    const people = await Promise.all(items.map((person) => withPasskeys(needs, person)))
    await recordRead(needs, { operation: 'list-people', reader: caller, subject: organisation })
    return { people, ...(next !== undefined && { next: await sealCursor(secret, scope, next) }) }
  }
}

async function withPasskeys({ people }: ListPeopleNeeds, person: Person) {
  const passkeys = await people.passkeysOf(person.organisation, person.id)
  return { ...person, passkeys: passkeys.map(({ jwk: _jwk, ...told }) => told) }
}
