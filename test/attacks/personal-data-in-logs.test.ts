import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type OperationName, operations } from '#schemas/operations.ts'
import { policies, type Policy } from '#schemas/policy.ts'
import { aimsOf } from './matrix/aims.ts'
import { expectationOf } from './matrix/expectation.ts'
import { samples } from './matrix/samples.ts'
import { aMatrixWorld, call, markedStatement, nothing, now, type MatrixWorld } from './matrix/world.ts'

const lines: string[] = []
let world: MatrixWorld

beforeAll(async () => {
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text))
    return true
  })
  world = await aMatrixWorld('calls')
}, 60_000)
afterAll(async () => {
  vi.restoreAllMocks()
  await world.registry.stop()
})

it('a whole day of calls, answered and refused, leaves no name, token, cookie or id in any line of the log', async () => {
  const asked: string[] = []
  const sent: string[] = []
  for (const name of Object.keys(operations) as OperationName[]) {
    for (const actor of world.actors) {
      for (const aim of aimsOf(name)) {
        const policy: Policy = policies[name]
        const old = expectationOf(name, actor, aim).letIn && policy.caller === 'signatory'
        const named = { own: world.ownOf(actor), other: world.other.named, none: nothing }
        const request = await samples[name]!({
          actor,
          path: named[aim.path ?? 'own'],
          body: named[aim.body ?? 'own'],
          filter: aim.filter && named[aim.filter.target],
          filterName: aim.filter?.name,
          form: aim.form,
          origin: world.registry.origin,
          at: old ? now() - 20 * 86_400 : now(),
          statement: markedStatement('Fresh'),
        })
        const known = await actor.headers()
        sent.push(...Object.values(known))
        await call(world.registry, name, { ...actor, headers: async () => known }, request)
        asked.push(name)
      }
    }
  }
  const log = lines.join('')
  // It is really the log that is looked at: each call has its line.
  const told = lines.map((line) => (JSON.parse(line) as { operation: string }).operation)
  expect(asked.filter((name) => !told.includes(name))).toEqual([])
  expect(told.length).toBeGreaterThanOrEqual(asked.length)

  const everybody = [...world.members.values(), world.other]
  const secrets = [
    ...everybody.flatMap(({ organisation, issued, key, named }) => [
      organisation.id,
      organisation.name,
      issued.id,
      issued.sth,
      issued.credential,
      issued.qr,
      key.kid,
      named.person,
      named.approval,
    ]),
    ...sent,
    'Marker',
    'Mekong',
    'Nobody New',
    'Bearer',
    'webauthn1',
    'eyJ',
    nothing.certificate,
    '192.0.2.1',
  ]
  expect(secrets.length).toBeGreaterThan(60)
  expect(secrets.filter((secret) => log.includes(secret))).toEqual([])
}, 120_000)
