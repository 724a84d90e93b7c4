import { beforeEach, describe, expect, it } from 'vitest'
import type { ActInput } from '#domain/members/plan.ts'
import { aMoment } from '#test/builders/a-world.ts'
import {
  aGuest,
  aMembersWorld,
  aNewcomer,
  byPerson,
  codeOf,
  type MembersWorld,
  type TestSigner,
} from '#test/builders/a-members-world.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

let world: MembersWorld
let olga: TestSigner
beforeEach(async () => {
  world = await aMembersWorld()
  olga = byPerson(world.olga)
  await world.act(olga, 'register-organisation', aNewcomer())
})

type Change = ActInput<'change-organisation'>['change']
const change = (changed: Change, { organisation = 'mekong', version = 1 } = {}) =>
  world.act(olga, 'change-organisation', { organisation, version, change: changed, reason: 'for a test' })
const found = () => world.ports.organisations.find('mekong')

describe('changing an organisation', () => {
  it('changes what is named, and leaves the rest', async () => {
    const before = await found()
    const after = { ...before, name: 'Mekong Machines JSC', keyDelay: 60, version: 2 }
    expect(await change({ name: 'Mekong Machines JSC', keyDelay: 60 })).toEqual({ state: 'done', result: after })
    expect(await found()).toEqual(after)
    const { keyDelay: _delay, ...without } = after
    expect(await change({ keyDelay: null }, { version: 2 })).toEqual({
      state: 'done',
      result: { ...without, version: 3 },
    })
    expect(await checkRegistry(world.table)).toEqual([])
  })

  it('keeps an old name from others: papers that bear it are still about', async () => {
    await change({ name: 'Mekong Machines JSC' })
    const newcomer = aNewcomer({ id: 'second' })
    expect(await codeOf(world.act(olga, 'register-organisation', newcomer))).toBe('name-in-use')
    expect(await codeOf(change({ name: 'Mekong Precision JSC' }, { version: 2 }))).toBe('done')
  })

  it('refuses a change that was made for another version', async () => {
    await change({ keyDelay: 60 })
    expect(await codeOf(change({ keyDelay: 0 }))).toBe('conflict')
  })

  it('lets one of ten changes win that come at once', async () => {
    const codes = await Promise.all(Array.from({ length: 10 }, (_, nth) => codeOf(change({ keyDelay: nth }))))
    expect(codes.filter((code) => code === 'done')).toHaveLength(1)
    expect(codes.filter((code) => code !== 'done' && code !== 'conflict')).toEqual([])
    expect((await found())?.version).toBe(2)
  })

  it.each<[string, Change]>([
    ['the role customs', { roles: ['importer', 'customs'] }],
    ['the role authority', { roles: ['authority'] }],
    ['the role operator', { roles: ['importer', 'operator'] }],
  ])('waits for a second person before it gives %s', async (_, changed) => {
    const before = await found()
    expect(await change(changed)).toMatchObject({ state: 'waiting' })
    expect(await found()).toEqual(before)
  })

  it('lets nobody rename, or bring back, whom everybody believes, without a second person; but stop it at once', async () => {
    const { approval } = (await change({ roles: ['customs'] })) as { approval: { id: string; digest: string } }
    const decision = { approval: approval.id, digest: approval.digest, decision: 'approve' } as const
    await world.act(byPerson(world.pablo), 'decide-approval', decision)

    expect(await change({ name: 'General Customs' }, { version: 2 })).toMatchObject({ state: 'waiting' })
    expect(await change({ state: 'suspended' }, { version: 2 })).toMatchObject({ state: 'done' })
    expect(await change({ state: 'active' }, { version: 3 })).toMatchObject({ state: 'waiting' })
    expect(await found()).toMatchObject({ state: 'suspended', name: 'Mekong Precision JSC', version: 3 })
  })

  it('keeps a closed organisation closed', async () => {
    await change({ state: 'closed' })
    expect(await codeOf(change({ state: 'active' }, { version: 2 }))).toBe('not-allowed')
  })

  it('lets no operator change its own roles or state', async () => {
    const own = { organisation: 'the-operator' }
    expect(await codeOf(change({ state: 'suspended' }, own))).toBe('not-allowed')
    expect(await codeOf(change({ roles: ['operator', 'customs'] }, own))).toBe('not-allowed')
  })

  it('refuses nothing to change, and members that do not exist', async () => {
    expect(await codeOf(change({}))).toBe('request-invalid')
    for (const more of [{ identity: [] }, { version: 9 }, { id: 'x' }, { country: 'DE' }])
      expect(await codeOf(change(more as Change))).toBe('request-token-invalid')
  })

  it('knows no organisation that is not there', async () => {
    expect(await codeOf(change({ keyDelay: 1 }, { organisation: 'nobody' }))).toBe('organisation-unknown')
  })
})

describe('an organisation that is suspended or closed', () => {
  it.each(['suspended', 'closed'] as const)('%s: neither its key nor its people can do anything', async (state) => {
    const key = await world.anOrganisationWithKey('carrier', ['carrier'])
    const person = await world.aPerson('carrier', 'Carla Ruiz')
    await change({ state }, { organisation: 'carrier' })
    for (const who of [key, byPerson(person)]) {
      expect(await codeOf(world.act(who, 'invite-person', aGuest('carrier')))).toBe('signatory-unknown')
    }
  })
})

describe('vouching for an identity', () => {
  const evidence = { method: 'IN_PERSON', source: 'Passport of the managing director' } as const

  it('adds to what is there', async () => {
    const before = (await found())!
    world.clock.set(aMoment + 60)
    const added = { by: 'the-operator', byName: 'The Operator', at: aMoment + 60, ...evidence }
    const after = { ...before, identity: [...before.identity, added], version: 2 }
    expect(await world.act(olga, 'vouch-identity', { organisation: 'mekong', evidence })).toEqual(after)
    expect(await found()).toEqual(after)
    expect(await checkRegistry(world.table)).toEqual([])
  })

  it('is not for an importer, and not for oneself', async () => {
    const key = await world.anOrganisationWithKey('rival', ['importer'])
    const about = (organisation: string) => ({ organisation, evidence })
    expect(await codeOf(world.act(key, 'vouch-identity', about('mekong')))).toBe('not-allowed')
    expect(await codeOf(world.act(olga, 'vouch-identity', about('the-operator')))).toBe('not-allowed')
  })
})
