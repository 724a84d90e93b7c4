import { beforeEach, describe, expect, it } from 'vitest'
import { aKeyPair, aMoment } from '#test/builders/a-world.ts'
import { aMembersWorld, aNewcomer, byPerson, codeOf, type MembersWorld } from '#test/builders/a-members-world.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

let world: MembersWorld
beforeEach(async () => {
  world = await aMembersWorld()
})

describe('registering an organisation', () => {
  it('records it with who vouched for it and its first key, in audit and log', async () => {
    const { jwk, kid } = await aKeyPair()
    const answer = await world.act(byPerson(world.olga), 'register-organisation', {
      ...aNewcomer({ identifiers: [{ scheme: 'LEI', value: '5493001KJTIIGC8Y1R12' }] }),
      key: { jwk, notAfter: aMoment + 86_400 },
    })
    const recorded = {
      id: 'mekong',
      name: 'Mekong Precision JSC',
      country: 'VN',
      identifiers: [{ scheme: 'LEI', value: '5493001KJTIIGC8Y1R12' }],
      roles: ['importer'],
      state: 'active',
      identity: [
        {
          by: 'the-operator',
          byName: 'The Operator',
          at: aMoment,
          method: 'REGISTER_EXTRACT',
          source: 'National Business Registration Portal, 0209999990',
        },
      ],
      version: 1,
    }

    expect(answer).toEqual({ state: 'done', result: recorded })
    expect(await world.ports.organisations.findByKey(kid)).toEqual({
      organisation: recorded,
      key: { kid, jwk, organisation: 'mekong', notBefore: aMoment, notAfter: aMoment + 86_400, state: 'active' },
    })
    const told = { at: aMoment, operation: 'register-organisation', subject: 'mekong', outcome: 'done' }
    const actor = { organisation: 'the-operator', person: world.olga.person.id }
    const page = { limit: 10 }
    for (const organisation of ['the-operator', 'mekong'])
      expect((await world.ports.audit.ofOrganisation(organisation, page)).items).toEqual([{ ...told, actor }])
    expect(await checkRegistry(world.table)).toEqual([])
  })

  it.each(['customs', 'authority', 'operator'] as const)('as %s waits for a second person', async (role) => {
    const waiting = await world.act(byPerson(world.olga), 'register-organisation', aNewcomer({ roles: [role] }))
    expect(waiting).toMatchObject({
      state: 'waiting',
      approval: { act: 'register-organisation', subject: 'mekong', state: 'waiting', expiresAt: aMoment + 7 * 86_400 },
    })
    expect(await world.ports.organisations.find('mekong')).toBeUndefined()
    expect(await checkRegistry(world.table)).toEqual([])
  })

  it.each([
    'Mekong Precision JSC',
    'MEKONG PRECISION, J.S.C.',
    'Mekong Preclsion JSC',
    'Mekong Precísion Joint Stock Company',
    'Mekong Precisi0n JSC',
  ])('refuses %j beside Mekong Precision JSC', async (name) => {
    await world.act(world.operatorKey, 'register-organisation', aNewcomer())
    const before = await world.everything()
    const imitation = aNewcomer({ id: 'other', name })
    expect(await codeOf(world.act(world.operatorKey, 'register-organisation', imitation))).toBe('name-in-use')
    expect(await world.everything()).toEqual(before)
  })

  it('refuses a Cyrillic letter in a Latin name before it looks whose name it is', async () => {
    const imitation = aNewcomer({ name: 'Mekong Preсision JSC' })
    await expect(world.act(world.operatorKey, 'register-organisation', imitation)).rejects.toMatchObject({
      code: 'request-token-invalid',
      faults: [{ pointer: '/input/organisation/name', rule: 'not-latin' }],
    })
  })

  it('tells two honest organisations of one name apart by an addition', async () => {
    await world.act(world.operatorKey, 'register-organisation', aNewcomer())
    const second = aNewcomer({ id: 'mekong-hanoi', name: 'Mekong Precision JSC (Hanoi)' })
    expect(await world.act(world.operatorKey, 'register-organisation', second)).toMatchObject({ state: 'done' })
  })

  const vat = (value: string) => aNewcomer({ identifiers: [{ scheme: 'VAT', value }] })
  it.each([
    ['a VAT number with a wrong digit', vat('DE136695977'), '/input/organisation/identifiers/0/value', 'check-digit'],
    [
      'an EORI of a country without one',
      aNewcomer({ identifiers: [{ scheme: 'EORI', value: 'VN1234567' }] }),
      '/input/organisation/identifiers/0/value',
      'not-in-list',
    ],
    [
      'a British EORI with ten digits',
      aNewcomer({ identifiers: [{ scheme: 'EORI', value: 'GB1234567890' }] }),
      '/input/organisation/identifiers/0/value',
      'form',
    ],
    ['a country that is none', aNewcomer({ country: 'XX' }), '/input/organisation/country', 'not-in-list'],
    ['a role twice', aNewcomer({ roles: ['bank', 'bank'] }), '/input/organisation/roles', 'duplicate'],
  ])('refuses %s and stores nothing', async (_, input, pointer, rule) => {
    const before = await world.everything()
    await expect(world.act(world.operatorKey, 'register-organisation', input)).rejects.toMatchObject({
      code: 'request-invalid',
      faults: [{ pointer, rule }],
    })
    expect(await world.everything()).toEqual(before)
  })

  it.each<[string, object]>([
    ['a state', { state: 'active' }],
    ['evidence of its own', { identity: [] }],
    ['a version', { version: 7 }],
    ['a key delay', { keyDelay: 0 }],
    ['domains', { domains: [] }],
  ])('refuses %s that nobody asked for', async (_, more) => {
    const before = await world.everything()
    const input = aNewcomer(more)
    expect(await codeOf(world.act(world.operatorKey, 'register-organisation', input))).toBe('request-token-invalid')
    expect(await world.everything()).toEqual(before)
  })

  it.each([
    ['ends before it begins', aMoment],
    ['signs for ten years', aMoment + 10 * 365 * 86_400],
  ])('refuses a key that %s', async (_, notAfter) => {
    const input = { ...aNewcomer(), key: { jwk: (await aKeyPair()).jwk, notAfter } }
    expect(await codeOf(world.act(world.operatorKey, 'register-organisation', input))).toBe('request-invalid')
  })

  it('refuses an id or a key that another has', async () => {
    const { jwk } = await aKeyPair()
    const key = { jwk, notAfter: aMoment + 86_400 }
    await world.act(world.operatorKey, 'register-organisation', { ...aNewcomer(), key })
    const sameId = aNewcomer({ name: 'Something Else Ltd' })
    const sameKey = { ...aNewcomer({ id: 'other', name: 'Something Else Ltd' }), key }
    expect(await codeOf(world.act(world.operatorKey, 'register-organisation', sameId))).toBe('organisation-exists')
    expect(await codeOf(world.act(world.operatorKey, 'register-organisation', sameKey))).toBe('key-in-use')
    expect(await world.ports.organisations.find('other')).toBeUndefined()
  })

  it('gives a name to one of ten who ask for it at once', async () => {
    const codes = await Promise.all(
      Array.from({ length: 10 }, (_, nth) =>
        codeOf(world.act(world.operatorKey, 'register-organisation', aNewcomer({ id: `mekong-${nth}` }))),
      ),
    )
    expect(codes.filter((code) => code === 'done')).toHaveLength(1)
    expect(codes.filter((code) => code !== 'done' && code !== 'name-in-use')).toEqual([])
    expect(await checkRegistry(world.table)).toEqual([])
  })
})
