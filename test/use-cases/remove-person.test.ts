import { beforeEach, describe, expect, it } from 'vitest'
import type { TestPerson } from '#test/attacks/matrix/person.ts'
import { aMoment } from '#test/builders/a-world.ts'
import { aMembersWorld, byPerson, codeOf, type MembersWorld, type TestSigner } from '#test/builders/a-members-world.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

let world: MembersWorld
let machine: TestSigner
let linh: TestPerson
let minh: TestPerson
beforeEach(async () => {
  world = await aMembersWorld()
  machine = await world.anOrganisationWithKey('mekong', ['importer'])
  linh = await world.aPerson('mekong', 'Linh Tran')
  minh = await world.aPerson('mekong', 'Minh Nguyen')
})

const remove = (who: TestSigner, { person }: TestPerson, organisation = person.organisation) =>
  world.act(who, 'remove-person', { organisation, person: person.id, reason: 'left the company' })

describe('removing a person', () => {
  it('ends its passkeys with it: it signs nothing from now on', async () => {
    const removed = { ...minh.person, state: 'removed', since: aMoment, version: 2 }
    expect(await remove(byPerson(linh), minh)).toEqual(removed)
    expect(await world.ports.people.find('mekong', minh.person.id)).toEqual(removed)
    expect(await world.ports.people.passkeysOf('mekong', minh.person.id)).toEqual([
      expect.objectContaining({ id: minh.passkey, notAfter: aMoment }),
    ])
    expect(await codeOf(remove(byPerson(minh), linh))).toBe('signatory-unknown')
    expect(await checkRegistry(world.table)).toEqual([])
  })

  it('is done once', async () => {
    await remove(byPerson(linh), minh)
    expect(await codeOf(remove(byPerson(linh), minh))).toBe('person-unknown')
  })

  it('lets the last administrator go by the operator only', async () => {
    await remove(byPerson(linh), minh)
    expect(await codeOf(remove(byPerson(linh), linh))).toBe('last-administrator')
    expect(await remove(byPerson(world.olga), linh)).toMatchObject({ state: 'removed' })
  })

  it('counts nobody who has only been invited, nor who may only sign', async () => {
    await remove(byPerson(linh), minh)
    await world.aPerson('mekong', 'Clerk', ['signatory'])
    expect(await codeOf(remove(byPerson(linh), linh))).toBe('last-administrator')
  })

  it('leaves one administrator when two remove each other at once', async () => {
    const codes = await Promise.all([
      codeOf(remove(byPerson(linh), minh)),
      codeOf(remove(byPerson(minh), linh)),
      codeOf(remove(byPerson(linh), linh)),
      codeOf(remove(byPerson(minh), minh)),
    ])
    expect(codes.filter((code) => code === 'done')).toHaveLength(1)
    const states = (await world.ports.people.of('mekong')).map(({ state }) => state)
    expect(states.toSorted()).toEqual(['active', 'removed'])
    expect(await checkRegistry(world.table)).toEqual([])
  })

  it('is not for a key, whose thief would be rid of all who stand in its way', async () => {
    expect(await codeOf(remove(machine, minh))).toBe('not-allowed')
    expect(await codeOf(remove(world.operatorKey, minh))).toBe('not-allowed')
  })

  it('is not for another organisation, nor for who lacks the duty', async () => {
    await world.anOrganisationWithKey('rival', ['importer'])
    const rival = await world.aPerson('rival', 'Rita')
    const clerk = await world.aPerson('mekong', 'Clerk', ['signatory'])
    expect(await codeOf(remove(byPerson(rival), minh))).toBe('organisation-unknown')
    expect(await codeOf(remove(byPerson(clerk), minh))).toBe('not-allowed')
    expect(await codeOf(remove(byPerson(linh), rival, 'mekong'))).toBe('person-unknown')
  })
})
