import { describe, expect, it } from 'vitest'
import { dynamoMemberActs } from '#adapters/dynamodb/member-acts.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { dynamoPeople } from '#adapters/dynamodb/people.ts'
import type { Table } from '#adapters/dynamodb/table.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { systemRandomness } from '#adapters/system/randomness.ts'
import { sha256Base64url, toUtf8 } from '#domain/bytes.ts'
import { unsignedDeed } from '#domain/members/unsigned-deed.ts'
import { foundRegistry, type FoundersInvitation } from '#scripts/local/found-registry.ts'
import { aTable } from '#test/builders/a-table.ts'

const founding = {
  origin: 'https://registry.example',
  operator: { id: 'the-operator', name: 'The Operator', country: 'VN' },
  people: [
    { name: 'Olga Reyes', title: 'Registrar' },
    { name: 'Pablo Sato', title: 'Deputy registrar' },
  ],
}

const invitationOf = async (table: Table, { link }: FoundersInvitation) =>
  dynamoPeople(table).findInvitation(await sha256Base64url(toUtf8(link.split('#invitation=')[1]!)))

async function comes(table: Table, name: string): Promise<void> {
  const before = (await dynamoPeople(table).of('the-operator')).find((person) => person.name === name)!
  const after = { ...before, state: 'active', version: before.version + 1 } as const
  const deed = await unsignedDeed(
    {
      operation: 'finish-passkey',
      actor: { organisation: 'the-operator' },
      subject: 'the-operator',
      changes: [{ kind: 'person', before, after }],
    },
    { clock: systemClock, randomness: systemRandomness },
  )
  await dynamoMemberActs(table).apply(deed)
}

describe('founding a registry', () => {
  it('records its operator and lets two people in, by links that are theirs alone', async () => {
    const table = await aTable()
    const links = await foundRegistry(table, founding)
    expect(await dynamoOrganisations(table).find('the-operator')).toEqual({
      ...founding.operator,
      roles: ['operator'],
      state: 'active',
      identity: [],
      version: 1,
    })
    const people = await dynamoPeople(table).of('the-operator')
    expect(people.map(({ name, title, state, duties }) => ({ name, title, state, duties }))).toEqual(
      expect.arrayContaining(
        founding.people.map((person) => ({ ...person, state: 'invited', duties: ['administrator', 'signatory'] })),
      ),
    )
    expect(links.map(({ name }) => name)).toEqual(['Olga Reyes', 'Pablo Sato'])
    for (const link of links) {
      expect(link.link).toMatch(/^https:\/\/registry\.example\/sign-in\.html#invitation=[\w-]{43}$/)
      const invitation = await invitationOf(table, link)
      const person = people.find(({ id }) => id === invitation!.person)!
      expect([person.name, person.version]).toEqual([link.name, invitation!.personVersion])
    }
  })

  it('makes new links while nobody has come, which end the old ones', async () => {
    const table = await aTable()
    const [old] = await foundRegistry(table, founding)
    const [fresh] = await foundRegistry(table, founding)
    const [before, after] = await Promise.all([invitationOf(table, old!), invitationOf(table, fresh!)])
    expect(after!.person).toBe(before!.person)
    const person = await dynamoPeople(table).find('the-operator', after!.person)
    expect([before!.personVersion, after!.personVersion, person!.version]).toEqual([1, 2, 2])
    expect(await dynamoPeople(table).of('the-operator')).toHaveLength(2)
  })

  it('lets the second person in anew as long as one alone could approve nothing, and leaves the first alone', async () => {
    const table = await aTable()
    await foundRegistry(table, founding)
    await comes(table, 'Pablo Sato')
    expect((await foundRegistry(table, founding)).map(({ name }) => name)).toEqual(['Olga Reyes'])
    const people = await dynamoPeople(table).of('the-operator')
    expect(people.find(({ name }) => name === 'Pablo Sato')?.state).toBe('active')
  })

  it('opens no door any more once two have come', async () => {
    const table = await aTable()
    await foundRegistry(table, founding)
    await comes(table, 'Pablo Sato')
    await comes(table, 'Olga Reyes')
    expect(await foundRegistry(table, founding)).toEqual([])
  })

  it('does not make an operator of another organisation', async () => {
    const table = await aTable()
    await foundRegistry(table, founding)
    const deed = await unsignedDeed(
      {
        operation: 'register-organisation',
        actor: { organisation: 'the-operator' },
        subject: 'an-importer',
        changes: [
          {
            kind: 'organisation',
            before: undefined,
            after: {
              id: 'an-importer',
              name: 'An Importer',
              country: 'VN',
              roles: ['importer'],
              state: 'active',
              identity: [],
              version: 1,
            },
          },
        ],
      },
      { clock: systemClock, randomness: systemRandomness },
    )
    await dynamoMemberActs(table).apply(deed)
    const other = { ...founding, operator: { ...founding.operator, id: 'an-importer' } }
    await expect(foundRegistry(table, other)).rejects.toThrow('an-importer is not an operator here')
  })
})
