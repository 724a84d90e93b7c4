import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { OperationName } from '#schemas/operations.ts'
import type { OrganisationRole } from '#schemas/organisation.ts'
import { aMatrixWorld, call, now, type MatrixWorld } from '#test/attacks/matrix/world.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

let world: MatrixWorld
beforeAll(async () => {
  world = await aMatrixWorld()
}, 60_000)
afterAll(() => world.registry.stop())

const actorOf = (role: OrganisationRole) => world.actors.find(({ name }) => name === role)!
const certificate = () => world.members.get('importer')!.issued

async function act(name: OperationName, role: OrganisationRole, input: object, key: string = randomUUID(), at = now()) {
  const actor = actorOf(role)
  const payload = { act: name, aud: world.registry.origin, iat: at, input, iss: actor.organisation }
  const { body, mediaType } = await actor.sign('euc-act+jwt', payload)
  const headers = { 'content-type': mediaType, 'idempotency-key': key }
  return answerOf(await call(world.registry, name, actor, { path: { id: certificate().id }, body, headers }))
}

async function read(name: OperationName, role: OrganisationRole, query: Record<string, string> = {}) {
  return answerOf(await call(world.registry, name, actorOf(role), { path: { id: certificate().id }, query }))
}

const answerOf = ({ statusCode, body }: { statusCode: number; body: string }): Record<string, unknown> => ({
  status: statusCode,
  ...(JSON.parse(body) as Record<string, unknown>),
})

const document = { kind: 'AWB', number: '176-12345675' } as const

it('a carrier reserves, customs confirms, the holder sees it all and may object', async () => {
  const { id, sth } = certificate()
  const base = { certificate: id, drawdown: 'booking-0001' }
  const order = { ...base, sth, line: 1, quantity: '1', unit: 'NAR', document, containers: ['CSQU 305438 3'] }
  const [key, at] = [randomUUID(), now()]

  const asked = { line: '1', unit: 'NAR', quantity: '1', sth }
  expect(await read('check-remaining', 'carrier', asked)).toMatchObject({ covers: true })
  const reserved = await act('reserve-drawdown', 'carrier', order, key, at)
  expect(reserved).toMatchObject({
    status: 201,
    drawdown: { state: 'reserved', documentKey: 'AWB/17612345675', containers: ['CSQU3054383'] },
  })
  expect(await act('reserve-drawdown', 'carrier', order, key, at)).toEqual(reserved)
  expect(await act('reserve-drawdown', 'carrier', { ...order, drawdown: 'booking-0002' })).toMatchObject({
    status: 409,
    code: 'transport-document-used',
  })
  const { sth: _notShown, ...fromHearsay } = { ...order, drawdown: 'booking-0003' }
  expect(await act('reserve-drawdown', 'carrier', fromHearsay)).toMatchObject({ code: 'certificate-unknown' })
  expect(
    await act('reserve-drawdown', 'carrier', {
      ...order,
      drawdown: 'booking-0004',
      quantity: '5',
      document: { kind: 'AWB', number: '020-81140743' },
    }),
  ).toMatchObject({ status: 409, code: 'quantity-exceeded', detail: expect.stringContaining('remain') })

  expect(await act('confirm-drawdown', 'carrier', base)).toMatchObject({ status: 403, code: 'not-allowed' })
  const declaration = { kind: 'MRN', number: '26DE123456789012J1' }
  expect(await act('confirm-drawdown', 'customs', { ...base, declaration })).toMatchObject({
    drawdown: { state: 'confirmed', quantity: '1' },
  })

  expect(await read('check-remaining', 'carrier', asked)).toMatchObject({ covers: false })
  expect(await read('read-ledger', 'carrier')).toMatchObject({ code: 'certificate-unknown' })
  const [holders, customs] = [await read('read-ledger', 'importer'), await read('read-ledger', 'customs')]
  expect(holders).toMatchObject({
    status: 200,
    standing: 'exhausted',
    lines: [{ shipped: '1', remaining: '0' }],
    entries: [{ name: 'reserve-drawdown' }, { name: 'confirm-drawdown' }],
  })
  expect(customs).toEqual({ ...holders, asOf: customs['asOf'] })

  const objection = { ...base, reason: 'We ordered no such shipment.' }
  expect(await act('dispute-drawdown', 'importer', objection)).toMatchObject({ id, status: 'suspended' })
  expect(await read('read-ledger', 'importer')).toMatchObject({ standing: 'suspended' })
  expect(await read('list-cases', 'authority')).toMatchObject({ cases: [{ drawdown: 'booking-0001', state: 'open' }] })
  expect(await checkRegistry(world.registry.table)).toEqual([])
}, 60_000)
