import { beforeEach, describe, expect, it } from 'vitest'
import type { PublicJwk } from '#schemas/keys.ts'
import { aKeyPair, aMoment, type KeyPair } from '#test/builders/a-world.ts'
import {
  aMembersWorld,
  byKey,
  byPerson,
  codeOf,
  type MembersWorld,
  type TestSigner,
} from '#test/builders/a-members-world.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

const day = 86_400
let world: MembersWorld
let machine: TestSigner
let fresh: KeyPair
beforeEach(async () => {
  world = await aMembersWorld()
  machine = await world.anOrganisationWithKey('mekong', ['importer'])
  fresh = await aKeyPair()
})

const add = (who: TestSigner, jwk: PublicJwk = fresh.jwk, notAfter = aMoment + 100 * day) =>
  world.act(who, 'add-key', { organisation: 'mekong', jwk, notAfter })
const keys = () => world.ports.organisations.keysOf('mekong')

describe('adding a key', () => {
  it('by the key of an organisation without people: it signs a day later, and not before', async () => {
    const key = {
      kid: fresh.kid,
      jwk: fresh.jwk,
      organisation: 'mekong',
      notBefore: aMoment + day,
      notAfter: aMoment + 100 * day,
      state: 'active',
    }
    expect(await add(machine)).toEqual({ state: 'done', result: key })
    expect(await keys()).toContainEqual(key)

    const another = (await aKeyPair()).jwk
    expect(await codeOf(add(byKey('mekong', fresh), another))).toBe('signatory-unknown')
    world.clock.set(aMoment + day + 301)
    expect(await codeOf(add(byKey('mekong', fresh), another))).toBe('done')
    expect(await checkRegistry(world.table)).toEqual([])
  })

  it('takes the delay that the operator has set', async () => {
    const change = { organisation: 'mekong', version: 1, change: { keyDelay: 60 }, reason: 'A new machine today' }
    await world.act(world.operatorKey, 'change-organisation', change)
    expect(await add(machine)).toMatchObject({ result: { notBefore: aMoment + 60 } })
  })

  it('waits for a second person where there are people, whoever asks', async () => {
    const [linh] = [await world.aPerson('mekong', 'Linh Tran'), await world.aPerson('mekong', 'Minh Nguyen')]
    const before = await keys()
    for (const who of [machine, byPerson(linh)]) expect(await add(who)).toMatchObject({ state: 'waiting' })
    expect(await keys()).toEqual(before)
    expect(await checkRegistry(world.table)).toEqual([])
  })

  it('waits although all people were removed: whoever removed them could else go on alone', async () => {
    const linh = await world.aPerson('mekong', 'Linh Tran')
    await world.act(byPerson(world.olga), 'remove-person', {
      organisation: 'mekong',
      person: linh.person.id,
      reason: 'left the company',
    })
    expect(await add(machine)).toMatchObject({ state: 'waiting' })
  })

  it('is not for another organisation, nor for the operator, and looks like no organisation to them', async () => {
    const rival = await world.anOrganisationWithKey('rival', ['importer'])
    expect(await codeOf(add(rival))).toBe('organisation-unknown')
    expect(await codeOf(add(byPerson(world.olga)))).toBe('organisation-unknown')
  })

  it('is not for a person without the duty', async () => {
    const clerk = await world.aPerson('mekong', 'Linh Tran', ['signatory'])
    expect(await codeOf(add(byPerson(clerk)))).toBe('not-allowed')
  })

  it('refuses a key that somebody has, its own too', async () => {
    await add(machine)
    expect(await codeOf(add(machine))).toBe('key-in-use')
    await world.anOrganisationWithKey('rival', ['importer'])
    const [theirs] = await world.ports.organisations.keysOf('rival')
    expect(await codeOf(add(machine, theirs!.jwk))).toBe('key-in-use')
  })

  it.each([
    ['before it could begin', aMoment + day],
    ['after more than three years', aMoment + 4 * 365 * day],
  ])('refuses a key that ends %s', async (_, notAfter) => {
    expect(await codeOf(add(machine, fresh.jwk, notAfter))).toBe('request-invalid')
  })

  it('takes forty keys, as many as the evidence of a certificate has room for', async () => {
    for (let count = 1; count < 40; count++) await add(machine, (await aKeyPair()).jwk)
    expect(await codeOf(add(machine))).toBe('not-allowed')
    expect(await keys()).toHaveLength(40)
  })

  it.each<[string, object]>([
    ['roles', { roles: ['operator'] }],
    ['a beginning', { notBefore: 0 }],
    ['a private key', { d: 'secret' }],
  ])('refuses %s that nobody asked for, with nothing changed', async (_, more) => {
    const before = await world.everything()
    const input = { organisation: 'mekong', jwk: fresh.jwk, notAfter: aMoment + 100 * day, ...more }
    expect(await codeOf(world.act(machine, 'add-key', input))).toBe('request-token-invalid')
    expect(await world.everything()).toEqual(before)
  })
})

describe('ending a key', () => {
  const end = (who: TestSigner, over: { kid?: string; compromisedSince?: number } = {}, organisation = 'mekong') =>
    world.act(who, 'end-key', { organisation, kid: over.kid ?? '', reason: 'for a test', ...over })

  it('retires it from now on', async () => {
    const [key] = await keys()
    const ended = { ...key, state: 'retired', notAfter: aMoment }
    expect(await end(machine, { kid: key!.kid })).toEqual(ended)
    expect(await keys()).toEqual([ended])
    expect(await codeOf(add(machine))).toBe('signatory-unknown')
    expect(await checkRegistry(world.table)).toEqual([])
  })

  it('reports it compromised, of two times the earlier one, and does not take that back', async () => {
    const [{ kid } = { kid: '' }] = await keys()
    const by = (compromisedSince?: number) =>
      end(byPerson(world.olga), { kid, ...(compromisedSince !== undefined && { compromisedSince }) })
    expect(await by(aMoment - 500)).toMatchObject({ state: 'compromised', compromisedSince: aMoment - 500 })
    expect(await by(aMoment - 100)).toMatchObject({ state: 'compromised', compromisedSince: aMoment - 500 })
    expect(await by(aMoment - 900)).toMatchObject({ state: 'compromised', compromisedSince: aMoment - 900 })
    expect(await by()).toMatchObject({ state: 'compromised', compromisedSince: aMoment - 900 })
    expect(await checkRegistry(world.table)).toEqual([])
  })

  it('does not wait for a second person', async () => {
    const linh = await world.aPerson('mekong', 'Linh Tran')
    const [key] = await keys()
    expect(await end(byPerson(linh), { kid: key!.kid })).toMatchObject({ state: 'retired' })
  })

  it('refuses a time to come, a key of another, and who is another', async () => {
    const [key] = await keys()
    const [theirs] = await world.ports.organisations.keysOf('the-operator')
    const rival = await world.anOrganisationWithKey('rival', ['importer'])
    expect(await codeOf(end(machine, { kid: key!.kid, compromisedSince: aMoment + 1 }))).toBe('request-invalid')
    expect(await codeOf(end(machine, { kid: theirs!.kid }))).toBe('key-unknown')
    expect(await codeOf(end(rival, { kid: key!.kid }))).toBe('organisation-unknown')
    expect(await keys()).toEqual([key])
  })
})
