import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Drawdown } from '#schemas/ledger.ts'
import { statusValueOf } from '#schemas/status-list.ts'
import { dynamoCases } from '#adapters/dynamodb/cases.ts'
import { moved } from '#domain/status/life-cycle.ts'
import { disputeDrawdown } from '#use-cases/dispute-drawdown.ts'
import { aReservation } from '#test/builders/a-drawdown.ts'
import { aLedger, anAct, unsigned, type ActorName, type SentAct } from '#test/builders/a-ledger.ts'
import { aRegistry, type RegistryUnderTest } from '#test/builders/a-registry.ts'
import { aMoment } from '#test/builders/a-world.ts'
import { valueInList } from '#test/builders/value-in-list.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

let registry: RegistryUnderTest
let ledger: ReturnType<typeof aLedger>
let certificate: string
let drawdown: Drawdown

beforeEach(async () => {
  registry = await aRegistry()
  ledger = aLedger(registry.table, registry.clock)
  certificate = (await registry.issue(await registry.request())).id
  ;({ drawdown } = await ledger.act('reserve-drawdown', 'carrier', aReservation({ id: certificate })))
})

const dispute = (by: ActorName, over: { certificate?: string; drawdown?: string } = {}, key: string = randomUUID()) =>
  anAct(
    'dispute-drawdown',
    by,
    { certificate, drawdown: drawdown.id, reason: 'We ordered no such shipment.', ...over },
    { at: registry.clock.now(), key },
  )
const send = ({ request }: SentAct<'dispute-drawdown'>) => disputeDrawdown(registry.ports, unsigned)(request)
const confirm = () => ledger.act('confirm-drawdown', 'customs', { certificate, drawdown: drawdown.id })

describe('the holder who says "not mine"', () => {
  it('stops everything at once, and the authority has a case', async () => {
    const answer = await send(dispute('holder'))
    const cases = dynamoCases(registry.table)

    expect(answer).toEqual({ id: certificate, status: 'suspended', statusSince: aMoment, case: expect.any(String) })
    expect(await cases.open(10)).toEqual([
      {
        id: answer.case,
        certificate,
        ledger: certificate,
        drawdown: drawdown.id,
        organisation: 'mekong-precision',
        openedBy: { organisation: 'mekong-precision', name: 'Mekong Precision JSC', country: 'VN' },
        openedAt: aMoment,
        reason: 'We ordered no such shipment.',
        state: 'open',
      },
    ])
    expect(await cases.of(certificate)).toEqual(await cases.open(10))
    await expect(confirm()).rejects.toMatchObject({ code: 'certificate-not-in-force' })
    expect(await valueInList(registry, certificate)).toBe(statusValueOf.suspended)
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('is answered the same however often it is sent, and opens one case', async () => {
    const act = dispute('holder')
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(act).catch(() => send(act))))

    expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1)
    expect(await dynamoCases(registry.table).open(10)).toHaveLength(1)
    await expect(send(dispute('holder', {}, act.request['idempotency-key']))).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    })
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('does not lift the suspension itself', async () => {
    await send(dispute('holder'))
    const suspended = (await registry.ports.certificates.find(certificate))!
    expect(() => moved(suspended, 'reinstate', 'holder', aMoment)).toThrow('Ask the one that suspended it')
    expect(moved(suspended, 'reinstate', 'authority', aMoment).status).toBe('active')
  })

  it('may dispute a second drawdown while the first is looked into', async () => {
    const second = (await ledger.act('reserve-drawdown', 'carrier', aReservation({ id: certificate }))).drawdown
    await send(dispute('holder'))
    await send(dispute('holder', { drawdown: second.id }))
    expect((await dynamoCases(registry.table).open(10)).map((each) => each.drawdown).toSorted()).toEqual(
      [drawdown.id, second.id].toSorted(),
    )
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it.each<[string, () => SentAct<'dispute-drawdown'>, string]>([
    ['another importer', () => dispute('otherImporter'), 'certificate-unknown'],
    [
      'a certificate that does not exist',
      () => dispute('holder', { certificate: '0'.repeat(28) }),
      'certificate-unknown',
    ],
    ['a drawdown that does not exist', () => dispute('holder', { drawdown: 'no-such-drawdown' }), 'drawdown-unknown'],
  ])('is refused for %s', async (_, act, code) => {
    await expect(send(act())).rejects.toMatchObject({ code })
    expect(await dynamoCases(registry.table).open(10)).toEqual([])
    expect(await checkRegistry(registry.table)).toEqual([])
  })
})
