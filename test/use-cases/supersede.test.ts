import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Statement } from '#schemas/statement/statement.ts'
import { statusValueOf } from '#schemas/status-list.ts'
import { RegistryError } from '#domain/errors.ts'
import { aReservation } from '#test/builders/a-drawdown.ts'
import { aLedger } from '#test/builders/a-ledger.ts'
import { aRegistry, type RegistryUnderTest } from '#test/builders/a-registry.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { aMoment } from '#test/builders/a-world.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'
import { valueInList } from '#test/builders/value-in-list.ts'

let registry: RegistryUnderTest
let ledger: ReturnType<typeof aLedger>
let former: string

const stated = (quantity: string, over?: (statement: Statement) => void) =>
  aStatement((statement) => {
    statement.lines[0]!.quantity = quantity
    over?.(statement)
  })
const issue = async (statement: Statement) => (await registry.issue(await registry.request(statement))).id
const next = (quantity: string, over?: (statement: Statement) => void) =>
  stated(quantity, (statement) => {
    statement.supersedes = former
    over?.(statement)
  })
const draw = async (certificate: string, quantity: string, drawdown: string = randomUUID()) =>
  (await ledger.act('reserve-drawdown', 'carrier', aReservation({ id: certificate }, { quantity, drawdown }))).drawdown
const balance = async (certificate: string) => (await ledger.view(certificate)).lines[0]
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof RegistryError ? error.code : error),
  )

beforeEach(async () => {
  registry = await aRegistry()
  ledger = aLedger(registry.table, registry.clock)
  former = await issue(stated('10'))
})

describe('a certificate that supersedes another', () => {
  it('takes its place with everything that was drawn, exactly', async () => {
    const [shipped, reserved] = [await draw(former, '2'), await draw(former, '3')]
    await ledger.act('confirm-drawdown', 'customs', { certificate: former, drawdown: shipped.id })
    const successor = await issue(next('20'))

    expect(await balance(successor)).toMatchObject({
      quantity: '20',
      limit: '20',
      reserved: '3',
      shipped: '2',
      remaining: '15',
    })
    await ledger.act('confirm-drawdown', 'customs', { certificate: successor, drawdown: reserved.id, quantity: '4' })
    await ledger.act('return-goods', 'customs', {
      certificate: former,
      drawdown: shipped.id,
      quantity: '1',
      reason: 'refused by the consignee',
    })
    expect(await balance(successor)).toMatchObject({ shipped: '6', returned: '1', remaining: '15' })
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('leaves nothing to be drawn on the former one, whose list says so', async () => {
    const successor = await issue(next('10'))

    expect((await registry.ports.certificates.find(former))?.status).toBe('superseded')
    await registry.publish()
    expect(await valueInList(registry, former)).toBe(statusValueOf.superseded)
    await expect(draw(former, '1')).rejects.toMatchObject({
      code: 'certificate-not-in-force',
      message: `The certificate is superseded. Use the version that took its place. It is ${successor}.`,
    })
    expect((await draw(successor, '1')).ledger).toBe(former)
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('may be superseded again: all versions share the first one’s ledger', async () => {
    await draw(former, '4')
    const second = await issue(next('8'))
    former = second
    const third = await issue(next('6'))

    expect(await balance(third)).toMatchObject({ limit: '6', reserved: '4', remaining: '2' })
    expect(await codeOf(draw(third, '3'))).toBe('quantity-exceeded')
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('cannot allow less than was taken, nor another unit', async () => {
    await draw(former, '4')

    expect(await codeOf(issue(next('3')))).toBe('quantity-exceeded')
    expect(await codeOf(issue(next('10', (statement) => void (statement.lines[0]!.unit = 'KGM'))))).toBe(
      'unit-not-convertible',
    )
    expect((await registry.ports.certificates.find(former))?.status).toBe('active')
    expect(await issue(next('4'))).toHaveLength(28)
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('takes the place of an active one of the same organisation only', async () => {
    expect(await codeOf(issue(next('10', (statement) => void (statement.supersedes = '0'.repeat(28)))))).toBe(
      'statement-invalid',
    )
    await issue(next('10'))
    expect(await codeOf(issue(next('10')))).toBe('status-move-not-allowed')
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('is the same one however often its request is sent', async () => {
    const [body, key] = [await registry.request(next('12')), randomUUID()]
    const answers = await Promise.all(Array.from({ length: 5 }, () => registry.issue(body, key)))

    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('is one of two that are asked for at once; of the other nothing is left', async () => {
    const codes = await Promise.all([codeOf(issue(next('12'))), codeOf(issue(next('13')))])

    expect(codes.toSorted()).toEqual(['done', 'status-move-not-allowed'])
    registry.clock.set(aMoment + 60)
    expect(await registry.sweep()).toEqual({ finished: 0, cancelled: 0, failed: 0 })
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('loses no draw that is made while it is issued', async () => {
    const drawing = Promise.all(
      Array.from({ length: 20 }, () =>
        draw(former, '1').then(
          () => 1,
          () => 0,
        ),
      ),
    )
    const successor = await issue(next('11'))
    const drawn = (await drawing).reduce<number>((sum, one) => sum + one, 0)

    expect(await balance(successor)).toMatchObject({
      limit: '11',
      reserved: String(drawn),
      remaining: String(11 - drawn),
    })
    expect(await checkRegistry(registry.table)).toEqual([])
  })
})
