import { dynamoMemberActs } from '#adapters/dynamodb/member-acts.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { dynamoPeople } from '#adapters/dynamodb/people.ts'
import type { Table } from '#adapters/dynamodb/table.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { systemRandomness } from '#adapters/system/randomness.ts'
import { sha256Base64url, toBase64url, toUtf8 } from '#domain/bytes.ts'
import type { MemberChange } from '#domain/members/deed.ts'
import { administratorsOf } from '#domain/members/plan.ts'
import { unsignedDeed } from '#domain/members/unsigned-deed.ts'
import type { Organisation } from '#schemas/organisation.ts'
import type { Person } from '#schemas/person.ts'
import type { SignatoryPerson } from '#schemas/certificate.ts'

/** Who will run the registry. */
export interface Founding {
  /** Origin of the registry. */
  readonly origin: string
  readonly operator: Pick<Organisation, 'id' | 'name' | 'country'>
  /** At least two, so that each has somebody who approves. */
  readonly people: readonly Pick<SignatoryPerson, 'name' | 'title'>[]
}

export interface FoundersInvitation {
  readonly name: string
  /** Works once, for a week. */
  readonly link: string
}

/** Of one alone nothing could be approved, not even the invitation of another. */
const needed = 2

/** Short, because whoever has the table in hand can make another one. */
const invitationLife = 7 * 86_400

/**
 * Lets the first people of the operator in: nobody can sign for that, so whoever has the table in hand does it, and it
 * stands in the audit and in the log as what nobody signed.
 *
 * 1. The organisation, if it is not there. 2. Each person that is not there, or is invited and has not come: with a new
 * invitation, until two have come: who has come is left alone, and this opens no door to a registry that runs. 3. All of it
 * in one transaction.
 *
 * Returns the invitations, none for a registry that is founded. Throws Error if the id belongs to another kind of
 * organisation, RegistryError `name-in-use` or `store-unavailable`.
 */
export async function foundRegistry(table: Table, founding: Founding): Promise<FoundersInvitation[]> {
  const { id } = founding.operator
  const before = await dynamoOrganisations(table).find(id)
  if (before !== undefined && !before.roles.includes('operator')) throw new Error(`${id} is not an operator here`)
  const there = await dynamoPeople(table).of(id)
  if (administratorsOf(there).length >= needed) return []

  const came = new Set(there.filter(({ state }) => state === 'active').map(({ name }) => name))
  const missing = founding.people.filter(({ name }) => !came.has(name))
  if (missing.length === 0) return []
  const invited = await Promise.all(missing.map((each) => invite(each, id, there)))
  const changes: MemberChange[] = [
    ...(before === undefined ? [{ kind: 'organisation', before, after: operatorOf(founding) } as const] : []),
    ...invited.flatMap(({ changes: own }) => own),
  ]
  const deed = await unsignedDeed(
    { operation: 'register-organisation', actor: { organisation: id }, subject: id, changes },
    { clock: systemClock, randomness: systemRandomness },
  )
  await dynamoMemberActs(table).apply(deed)
  return invited.map(({ name, secret }) => ({ name, link: `${founding.origin}/sign-in.html#invitation=${secret}` }))
}

function operatorOf({ operator }: Founding): Organisation {
  return { ...operator, roles: ['operator'], state: 'active', identity: [], version: 1 }
}

async function invite({ name, title }: Founding['people'][number], organisation: string, there: readonly Person[]) {
  const now = systemClock.now()
  const before = there.find((person) => person.name === name && person.state === 'invited')
  const after: Person = {
    id: before?.id ?? toBase64url(systemRandomness.bytes(16)),
    name,
    title,
    mandate: { kind: 'OFFICER' },
    organisation,
    duties: ['administrator', 'signatory'],
    state: 'invited',
    since: now,
    version: (before?.version ?? 0) + 1,
  }
  const secret = toBase64url(systemRandomness.bytes(32))
  const invitation = {
    digest: await sha256Base64url(toUtf8(secret)),
    organisation,
    person: after.id,
    personVersion: after.version,
    madeAt: now,
    expiresAt: now + invitationLife,
  }
  const changes: MemberChange[] = [
    { kind: 'person', before, after },
    { kind: 'invitation', after: invitation },
  ]
  return { name, secret, changes }
}
