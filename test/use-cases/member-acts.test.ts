import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { memberActLeaf } from '#domain/log/member-act-leaf.ts'
import type { ActName } from '#domain/members/plan.ts'
import { aKeyPair, aMoment } from '#test/builders/a-world.ts'
import {
  aGuest,
  aMembersWorld,
  aNewcomer,
  byKey,
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

/** One act of each kind that the operator's person may send, or the importer's machine. */
async function everyAct(): Promise<[ActName, TestSigner, object, string][]> {
  const olga = byPerson(world.olga)
  const [{ kid } = { kid: '' }] = await world.ports.organisations.keysOf('mekong')
  const clerk = await world.aPerson('mekong', 'Clerk', ['signatory'])
  const { jwk } = await aKeyPair()
  const organisation = 'mekong'
  const reason = 'for a test'
  return [
    ['register-organisation', olga, aNewcomer({ id: 'newcomer', name: 'Newcomer Ltd' }), ''],
    ['change-organisation', olga, { organisation, version: 1, change: { keyDelay: 60 }, reason }, organisation],
    ['vouch-identity', olga, { organisation, evidence: { method: 'IN_PERSON', source: 'Passport' } }, organisation],
    ['add-key', machine, { organisation, jwk, notAfter: aMoment + 10 * 86_400 }, organisation],
    ['invite-person', olga, aGuest(organisation), organisation],
    ['remove-person', olga, { organisation, person: clerk.person.id, reason }, organisation],
    ['end-key', machine, { organisation, kid, reason }, organisation],
  ]
}

describe('every act of a member', () => {
  it('gives the same answer for life, and has its effect once', async () => {
    for (const [name, who, input, path] of await everyAct()) {
      world.clock.set(aMoment)
      const [body, key] = [await world.signed(who, name, input), randomUUID()]
      const many = await Promise.all(Array.from({ length: 5 }, () => world.send(name, body, path, key)))
      const after = await world.everything()
      // The machine's key is ended by the last act: who signed must still be in force to be answered.
      if (name !== 'end-key') {
        world.clock.set(aMoment + 20_000_000)
        many.push(await world.send(name, body, path, key))
      }
      expect([name, many]).toEqual([name, many.map(() => many[0])])
      expect(await world.everything()).toEqual(after)
    }
    expect(await checkRegistry(world.table)).toEqual([])
  })

  it('is refused under another key, and a key is refused with another act', async () => {
    for (const [name, who, input, path] of (await everyAct()).filter(([each]) => each !== 'end-key')) {
      const [body, key] = [await world.signed(who, name, input), randomUUID()]
      await world.send(name, body, path, key)
      const after = await world.everything()
      // What an act that was used comes to, were it new, may be another refusal; done it is never.
      const replayed = await codeOf(world.send(name, body, path))
      const codes = ['request-already-used', 'conflict', 'organisation-exists', 'person-unknown', 'key-in-use']
      expect([name, codes.includes(replayed), replayed]).toEqual([name, true, replayed])
      const another = await world.signed(who, name, input)
      expect([name, await codeOf(world.send(name, another, path, key))]).toEqual([name, 'idempotency-key-reused'])
      expect(await world.everything()).toEqual(after)
    }
  })

  it('is refused when it is old, of another operation, for another registry or another organisation', async () => {
    for (const [name, who, input, path] of await everyAct()) {
      const other = name === 'add-key' ? 'end-key' : 'add-key'
      const refused = async (over: object, at = path) =>
        codeOf(world.send(name, await world.signed(who, name, input, over), at))
      const before = await world.everything()
      expect([
        name,
        await refused({ iat: aMoment - 3_601 }),
        await refused({ iat: aMoment + 301 }),
        await refused({ act: other }),
        await refused({ aud: 'https://other.example' }),
        await refused({ iss: 'somebody-else' }),
        await refused({ input: { ...input, more: true } }),
        await refused({ more: true }),
        path === '' ? 'request-token-invalid' : await refused({}, 'the-operator'),
      ]).toEqual([
        name,
        'request-stale',
        'request-stale',
        'request-token-invalid',
        'request-for-other-registry',
        'signatory-unknown',
        'request-token-invalid',
        'request-token-invalid',
        'request-token-invalid',
      ])
      expect(await world.everything()).toEqual(before)
    }
  })

  it('is refused without a signature of somebody here', async () => {
    const stranger = byKey('mekong', await aKeyPair())
    for (const [name, , input, path] of await everyAct()) {
      expect(await codeOf(world.send(name, 'hello', path))).toBe('request-token-invalid')
      expect(await codeOf(world.send(name, await world.signed(stranger, name, input), path))).toBe('signatory-unknown')
    }
  })

  it('is refused for a role that no row of the policy names', async () => {
    const carrier = await world.anOrganisationWithKey('carrier', ['carrier'])
    for (const [name, , input, path] of await everyAct()) {
      const code = await codeOf(world.send(name, await world.signed(carrier, name, input), path))
      expect([name, ['not-allowed', 'organisation-unknown'].includes(code)]).toEqual([name, true])
    }
  })

  it('stands in the log as a commitment that who has act and salt can open, and that names nobody', async () => {
    const body = await world.signed(byPerson(world.olga), 'register-organisation', aNewcomer({ id: 'newcomer' }))
    await world.send('register-organisation', body, '', 'k'.repeat(20))
    const record = (await world.ports.memberActs.find('the-operator', 'register-organisation', 'k'.repeat(20)))!
    const leaf = (await world.everything()).find(({ id }) => id === `act.${record.fingerprint}`)!
    const bytes = await memberActLeaf(record.leafSalt, {
      act: record.fingerprint,
      operation: 'register-organisation',
      by: 'the-operator',
      subject: 'newcomer',
      outcome: 'done',
      time: aMoment,
    })
    expect(leaf['bytes']).toBe(bytes)
    expect(JSON.parse(bytes)).toEqual({
      commitment: expect.stringMatching(/^[\w-]{43}$/),
      event: 'member-act',
      version: 1,
    })
    expect(record.act).toBe(body)
  })
})
