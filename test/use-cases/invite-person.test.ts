import { beforeEach, describe, expect, it } from 'vitest'
import type { ActInput } from '#domain/members/plan.ts'
import type { TestPerson } from '#test/attacks/matrix/person.ts'
import { aMoment } from '#test/builders/a-world.ts'
import {
  aGuest,
  aMembersWorld,
  byPerson,
  codeOf,
  type MembersWorld,
  type TestSigner,
} from '#test/builders/a-members-world.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

let world: MembersWorld
let machine: TestSigner
beforeEach(async () => {
  world = await aMembersWorld()
  machine = await world.anOrganisationWithKey('mekong', ['importer'])
})

const invite = (who: TestSigner, over: Partial<ActInput<'invite-person'>> = {}, organisation = 'mekong') =>
  world.act(who, 'invite-person', aGuest(organisation, over))
const people = () => world.ports.people.of('mekong')
const administrator = { duties: ['administrator'] } satisfies Partial<ActInput<'invite-person'>>
/** Somebody of mekong as an invitation names it. */
const again = ({ person }: TestPerson, over: Partial<ActInput<'invite-person'>> = {}) => {
  const { id, name, title, mandate, duties } = person
  return { person: id, name, title, mandate, duties, ...over }
}

describe('inviting a person', () => {
  it('records who is invited, and of the secret its hash only', async () => {
    const input = aGuest('mekong', administrator)
    const answer = await world.act(byPerson(world.olga), 'invite-person', input)
    const [person] = await people()

    expect(answer).toEqual({
      state: 'done',
      result: {
        person: person!.id,
        organisation: 'mekong',
        url: 'https://registry.example/sign-in.html',
        expiresAt: aMoment + 7 * 86_400,
      },
    })
    expect(person).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/),
      organisation: 'mekong',
      name: 'Grace Tran',
      title: 'Clerk',
      mandate: { kind: 'DELEGATE' },
      duties: ['administrator'],
      state: 'invited',
      since: aMoment,
      version: 1,
    })
    expect(await world.ports.people.findInvitation(input.invitation)).toEqual({
      digest: input.invitation,
      organisation: 'mekong',
      person: person!.id,
      personVersion: 1,
      madeAt: aMoment,
      expiresAt: aMoment + 7 * 86_400,
    })
    expect(await checkRegistry(world.table)).toEqual([])
  })

  it('gives the first one anew without a second person, as long as it has not come', async () => {
    await invite(byPerson(world.olga), administrator)
    const [first] = await people()
    const { id: person, name } = first!
    expect(await invite(byPerson(world.olga), { ...administrator, person, name })).toMatchObject({ state: 'done' })
    expect(await people()).toEqual([{ ...first, version: 2 }])
  })

  it('refuses a secret that was used for another invitation', async () => {
    const input = aGuest('mekong')
    await world.act(machine, 'invite-person', input)
    const linh = await world.aPerson('mekong', 'Linh Tran')
    expect(await codeOf(world.act(byPerson(linh), 'invite-person', { ...input, name: 'Mai Le' }))).toBe('conflict')
  })

  it.each<[string, string, () => Promise<TestSigner>, Partial<ActInput<'invite-person'>>]>([
    ['waiting', 'a further administrator', async () => byPerson(await world.aPerson('mekong', 'Linh')), administrator],
    ['done', 'a reader, by an administrator', async () => byPerson(await world.aPerson('mekong', 'Linh')), {}],
    ['done', 'the first person, by the key', async () => machine, administrator],
  ])('is %s for %s', async (state, _, who, over) => {
    expect(await invite(await who(), over)).toMatchObject({ state })
  })

  it('waits where people are and only a key asks, even for a reader', async () => {
    await world.aPerson('mekong', 'Linh Tran')
    expect(await invite(machine)).toMatchObject({ state: 'waiting' })
  })

  it('waits for anybody at an operator, and for anybody whom an operator puts into customs', async () => {
    const customs = await world.anOrganisationWithKey('customs', ['customs'])
    expect(await invite(byPerson(world.olga), {}, 'the-operator')).toMatchObject({ state: 'waiting' })
    expect(await invite(byPerson(world.olga), {}, 'customs')).toMatchObject({ state: 'waiting' })
    expect(await invite(customs, {}, 'customs')).toMatchObject({ state: 'done' })
  })

  it('is not for another organisation, nor for who lacks the duty', async () => {
    const rival = await world.anOrganisationWithKey('rival', ['importer'])
    const clerk = await world.aPerson('mekong', 'Clerk', ['signatory'])
    expect(await codeOf(invite(rival))).toBe('organisation-unknown')
    expect(await codeOf(invite(byPerson(clerk)))).toBe('not-allowed')
  })

  it.each<[string, object, string]>([
    ['a state', { state: 'active' }, 'request-token-invalid'],
    ['a secret instead of its hash', { invitation: 'hello' }, 'request-token-invalid'],
    ['a duty that is none', { duties: ['king'] }, 'request-token-invalid'],
    ['a duty twice', { duties: ['signatory', 'signatory'] }, 'request-invalid'],
    ['a person who is not there', { person: `${'x'.repeat(21)}A` }, 'person-unknown'],
  ])('refuses %s, with nothing changed', async (_, over, code) => {
    const before = await world.everything()
    expect(await codeOf(invite(byPerson(world.olga), over))).toBe(code)
    expect(await world.everything()).toEqual(before)
  })
})

describe('letting somebody in again', () => {
  let boss: TestPerson
  let clerk: TestPerson
  beforeEach(async () => {
    boss = await world.aPerson('mekong', 'Linh Tran')
    clerk = await world.aPerson('mekong', 'Minh Nguyen', ['signatory'])
  })

  it('by another person: its passkeys end at once, and nothing that was signed by them counts', async () => {
    await invite(byPerson(boss), again(clerk))
    expect(await world.ports.people.find('mekong', clerk.person.id)).toEqual({
      ...clerk.person,
      state: 'invited',
      since: aMoment,
      version: 2,
    })
    const passkeys = await world.ports.people.passkeysOf('mekong', clerk.person.id)
    expect(passkeys.map(({ notAfter }) => notAfter)).toEqual([aMoment])
    expect(await codeOf(invite(byPerson(clerk)))).toBe('signatory-unknown')
    expect(await checkRegistry(world.table)).toEqual([])
  })

  it('is never done by oneself', async () => {
    expect(await codeOf(invite(byPerson(boss), again(boss)))).toBe('not-allowed')
  })

  it('waits for a second person where an administrator is meant, before or after', async () => {
    const other = await world.aPerson('mekong', 'Mai Le')
    expect(await invite(byPerson(boss), again(other))).toMatchObject({ state: 'waiting' })
    expect(await invite(byPerson(boss), again(other, { duties: [] }))).toMatchObject({ state: 'waiting' })
    expect(await invite(byPerson(boss), again(clerk, administrator))).toMatchObject({ state: 'waiting' })
    expect((await people()).every(({ state }) => state === 'active')).toBe(true)
  })

  it('refuses another name: that is another person', async () => {
    expect(await codeOf(invite(byPerson(boss), again(clerk, { name: 'Mallory' })))).toBe('request-invalid')
  })

  it('refuses who was removed, and people of others', async () => {
    await world.act(byPerson(boss), 'remove-person', {
      organisation: 'mekong',
      person: clerk.person.id,
      reason: 'left the company',
    })
    expect(await codeOf(invite(byPerson(boss), again(clerk)))).toBe('person-unknown')
    expect(await codeOf(invite(byPerson(boss), again(world.pablo)))).toBe('person-unknown')
  })
})
