import { beforeEach, describe, expect, it } from 'vitest'
import type { Approval } from '#schemas/approval.ts'
import { sha256Base64url, toUtf8 } from '#domain/bytes.ts'
import type { TestPerson } from '#test/attacks/matrix/person.ts'
import { aKeyPair, aMoment } from '#test/builders/a-world.ts'
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

const day = 86_400
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

const waiting = (answer: object): Approval => {
  if (!('approval' in answer)) throw new Error(`it does not wait: ${JSON.stringify(answer)}`)
  return answer.approval as Approval
}
const proposeKey = async (who: TestSigner) =>
  waiting(
    await world.act(who, 'add-key', {
      organisation: 'mekong',
      jwk: (await aKeyPair()).jwk,
      notAfter: aMoment + 100 * day,
    }),
  )
const decide = (who: TestSigner, { id, digest }: Approval, decision: 'approve' | 'reject' = 'approve', sending = {}) =>
  world.act(who, 'decide-approval', { approval: id, digest, decision }, sending)
const stored = async ({ id }: Approval) => (await world.ports.memberActs.findApproval(id))?.approval
const keys = () => world.ports.organisations.keysOf('mekong')

describe('what waits', () => {
  it('shows who decides exactly what was signed', async () => {
    const approval = await proposeKey(byPerson(linh))
    expect(approval).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/),
      act: 'add-key',
      digest: await sha256Base64url(toUtf8(approval.payload)),
      payload: expect.stringContaining('"act":"add-key"'),
      subject: 'mekong',
      summary: expect.stringContaining('mekong Ltd'),
      proposedBy: { organisation: 'mekong', person: linh.person.id, personName: 'Linh Tran' },
      proposedAt: aMoment,
      expiresAt: aMoment + 7 * day,
      state: 'waiting',
    })
    expect(await stored(approval)).toEqual(approval)
  })

  it('is done when a second person approves, with both of them in the audit', async () => {
    const approval = await proposeKey(byPerson(linh))
    world.clock.set(aMoment + 60)
    const decided = {
      ...approval,
      state: 'approved',
      decidedBy: { organisation: 'mekong', person: minh.person.id, personName: 'Minh Nguyen' },
      decidedAt: aMoment + 60,
    }
    expect(await decide(byPerson(minh), approval)).toEqual(decided)
    expect(await stored(approval)).toEqual(decided)
    expect((await keys()).map(({ notBefore }) => notBefore)).toContain(aMoment + 60 + day)

    const { items } = await world.ports.audit.ofOrganisation('mekong', { limit: 10 })
    const event = (at: number, operation: string, { person }: TestPerson, subject: string, outcome: string) => ({
      at,
      operation,
      actor: { organisation: 'mekong', person: person.id },
      subject,
      outcome,
    })
    expect(items).toHaveLength(3)
    expect(items).toEqual(
      expect.arrayContaining([
        event(aMoment, 'add-key', linh, 'mekong', 'proposed'),
        event(aMoment + 60, 'decide-approval', minh, approval.id, 'done'),
        event(aMoment + 60, 'add-key', linh, 'mekong', 'done'),
      ]),
    )
    expect(await checkRegistry(world.table)).toEqual([])
  })

  it('is done once, however many approve at once', async () => {
    const approval = await proposeKey(machine)
    const deciders = [linh, minh, world.olga, world.pablo].map(byPerson)
    const codes = await Promise.all(
      [...deciders, ...deciders].map((who, nth) => codeOf(decide(who, approval, nth === 7 ? 'reject' : 'approve'))),
    )
    expect(codes.filter((code) => code === 'done')).toHaveLength(1)
    expect(codes.filter((code) => code !== 'done' && code !== 'approval-closed')).toEqual([])
    expect(await keys()).toHaveLength((await stored(approval))?.state === 'approved' ? 2 : 1)
    expect(await checkRegistry(world.table)).toEqual([])
  })

  it('comes to nothing when it is rejected, by another person or by who proposed it', async () => {
    for (const who of [minh, linh]) {
      const approval = await proposeKey(byPerson(linh))
      expect(await decide(byPerson(who), approval, 'reject')).toMatchObject({ state: 'rejected' })
      expect(await codeOf(decide(byPerson(world.olga), approval))).toBe('approval-closed')
    }
    expect(await keys()).toHaveLength(1)
    expect(await checkRegistry(world.table)).toEqual([])
  })

  it('expires after a week', async () => {
    const approval = await proposeKey(byPerson(linh))
    world.clock.set(aMoment + 7 * day - 1)
    expect(await codeOf(decide(byPerson(minh), { ...approval, digest: 'A'.repeat(43) }))).toBe('request-token-invalid')
    world.clock.set(aMoment + 7 * day)
    expect(await codeOf(decide(byPerson(minh), approval))).toBe('approval-closed')
    expect(await keys()).toHaveLength(1)
  })
})

describe('who may not approve', () => {
  it('who proposed it', async () => {
    const approval = await proposeKey(byPerson(linh))
    expect(await codeOf(decide(byPerson(linh), approval))).toBe('second-person-needed')
  })

  it('a key, of whatever organisation', async () => {
    const approval = await proposeKey(byPerson(linh))
    expect(await codeOf(decide(machine, approval))).toBe('second-person-needed')
    expect(await codeOf(decide(world.operatorKey, approval))).toBe('second-person-needed')
    expect(await codeOf(decide(machine, approval, 'reject'))).toBe('second-person-needed')
  })

  it('the one administrator of an organisation, though its key proposed it: whoever has both is one person', async () => {
    await world.act(byPerson(linh), 'remove-person', { organisation: 'mekong', person: minh.person.id, reason: 'left' })
    const approval = await proposeKey(machine)
    expect(await codeOf(decide(byPerson(linh), approval))).toBe('second-person-needed')
    expect(await codeOf(decide(byPerson(world.pablo), approval))).toBe('done')
  })

  it('people of another organisation, to whom it looks like nothing', async () => {
    await world.anOrganisationWithKey('rival', ['importer', 'customs', 'authority'])
    const rival = await world.aPerson('rival', 'Rita')
    const approval = await proposeKey(byPerson(linh))
    expect(await codeOf(decide(byPerson(rival), approval))).toBe('approval-unknown')
    expect(await codeOf(decide(byPerson(rival), { ...approval, id: `${'x'.repeat(21)}A` }))).toBe('approval-unknown')
  })

  it('who lacks the duty', async () => {
    const clerk = await world.aPerson('mekong', 'Clerk', ['signatory'])
    expect(await codeOf(decide(byPerson(clerk), await proposeKey(byPerson(linh))))).toBe('not-allowed')
  })

  it('who is to be let in again by it', async () => {
    const { id: person, name } = minh.person
    const guest = aGuest('mekong', { person, name, duties: ['administrator'] })
    const approval = waiting(await world.act(byPerson(linh), 'invite-person', guest))
    expect(await codeOf(decide(byPerson(minh), approval))).toBe('second-person-needed')
    expect(await codeOf(decide(byPerson(world.olga), approval))).toBe('done')
  })

  it('the organisation itself, where a role is given', async () => {
    const change = { organisation: 'mekong', version: 1, change: { roles: ['customs' as const] }, reason: 'for a test' }
    const approval = waiting(await world.act(byPerson(world.olga), 'change-organisation', change))
    expect(await codeOf(decide(byPerson(linh), approval))).toBe('second-person-needed')
    expect(await codeOf(decide(byPerson(world.olga), approval))).toBe('second-person-needed')
    expect(await codeOf(decide(byPerson(world.pablo), approval))).toBe('done')
    expect((await world.ports.organisations.find('mekong'))?.roles).toEqual(['customs'])
  })

  it('one administrator with a second self: who may administer is let in by two', async () => {
    const puppet = aGuest('mekong', { duties: ['administrator'] })
    const approval = waiting(await world.act(byPerson(linh), 'invite-person', puppet))
    expect(await codeOf(decide(byPerson(linh), approval))).toBe('second-person-needed')
    expect(await world.ports.people.findInvitation(puppet.invitation)).toBeUndefined()
    await decide(byPerson(minh), approval)
    expect(await world.ports.people.findInvitation(puppet.invitation)).toMatchObject({ organisation: 'mekong' })
  })
})

describe('what has changed since it was proposed', () => {
  it('ends it: the proposer was removed', async () => {
    const approval = await proposeKey(byPerson(linh))
    const removal = { organisation: 'mekong', person: linh.person.id, reason: 'left the company' }
    await world.act(byPerson(minh), 'remove-person', removal)
    expect(await codeOf(decide(byPerson(world.olga), approval))).toBe('approval-closed')
  })

  it('ends it: the proposing key is in other hands', async () => {
    const approval = await proposeKey(machine)
    const [{ kid } = { kid: '' }] = await keys()
    const end = { organisation: 'mekong', kid, compromisedSince: aMoment - 60, reason: 'stolen' }
    await world.act(byPerson(linh), 'end-key', end)
    expect(await codeOf(decide(byPerson(minh), approval))).toBe('approval-closed')
  })

  it('ends it: the organisation was suspended', async () => {
    const approval = await proposeKey(byPerson(linh))
    const change = {
      organisation: 'mekong',
      version: 1,
      change: { state: 'suspended' as const },
      reason: 'under inquiry',
    }
    await world.act(byPerson(world.olga), 'change-organisation', change)
    expect(await codeOf(decide(byPerson(world.olga), approval))).toBe('approval-closed')
    expect(await codeOf(decide(byPerson(minh), approval))).toBe('signatory-unknown')
  })

  it('is judged anew: the id or name was taken meanwhile', async () => {
    const proposed = aNewcomer({ id: 'customs', name: 'General Customs', roles: ['customs'] })
    const approval = waiting(await world.act(byPerson(world.olga), 'register-organisation', proposed))
    await world.act(world.operatorKey, 'register-organisation', aNewcomer({ id: 'other', name: 'Genera1 Customs' }))
    expect(await codeOf(decide(byPerson(world.pablo), approval))).toBe('name-in-use')
    expect((await stored(approval))?.state).toBe('waiting')
    expect(await checkRegistry(world.table)).toEqual([])
  })

  it('is judged anew: the organisation is at another version', async () => {
    const change = { organisation: 'mekong', version: 1, change: { roles: ['bank' as const, 'customs' as const] } }
    const approval = waiting(
      await world.act(byPerson(world.olga), 'change-organisation', { ...change, reason: 'for a test' }),
    )
    await world.act(byPerson(world.olga), 'change-organisation', {
      ...change,
      change: { keyDelay: 60 },
      reason: 'for a test',
    })
    expect(await codeOf(decide(byPerson(world.pablo), approval))).toBe('conflict')
  })
})

describe('a decision', () => {
  it('names what it decides, in path and digest', async () => {
    const [one, other] = [await proposeKey(byPerson(linh)), await proposeKey(byPerson(linh))]
    expect(await codeOf(decide(byPerson(minh), { ...one, digest: other.digest }))).toBe('request-token-invalid')
    expect(await codeOf(decide(byPerson(minh), one, 'approve', { path: other.id }))).toBe('request-token-invalid')
    expect(await keys()).toHaveLength(1)
  })

  it('gives the same answer again, under its key', async () => {
    const approval = await proposeKey(byPerson(linh))
    const input = { approval: approval.id, digest: approval.digest, decision: 'approve' }
    const body = await world.signed(byPerson(minh), 'decide-approval', input)
    const key = 'k'.repeat(20)
    const first = await world.send('decide-approval', body, approval.id, key)
    world.clock.set(aMoment + 1_000_000)
    expect(await world.send('decide-approval', body, approval.id, key)).toEqual(first)
    expect(await keys()).toHaveLength(2)
  })
})
