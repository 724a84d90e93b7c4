import { randomUUID } from 'node:crypto'
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { expect, it } from 'vitest'
import { aLedger, anAct, anIssuedCertificate } from '#test/builders/a-ledger.ts'
import { aClock } from '#test/builders/a-registry.ts'
import { aTable } from '#test/builders/a-table.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'
import { measure, report } from './measure.ts'

const minutes = 60_000

it(
  'draws on the engine, against a bare transaction',
  async () => {
    const table = await aTable()
    const clock = aClock()
    const endless = () =>
      anIssuedCertificate(table, (statement) => void (statement.lines[0]!.quantity = '99999999999999'))
    const [hot, ...many] = await Promise.all(Array.from({ length: 101 }, endless))
    const ledger = aLedger(table, clock)
    let nth = 0
    const draw = ({ id: certificate, sth }: { id: string; sth: string }) => {
      nth += 1
      const document = { kind: 'CMR', carrier: 'Northern Lines', number: `NL${nth}` } as const
      const input = { certificate, sth, drawdown: randomUUID(), line: 1, quantity: '7', unit: 'NAR', document }
      return ledger.send(anAct('reserve-drawdown', 'carrier', input, { at: clock.now() }))
    }
    const bare = 'bare transaction of three items'
    const measured = await measure([
      { name: bare, calls: 400, inFlight: 16, run: () => bareTransaction(table) },
      { name: 'draws on one line', calls: 200, inFlight: 16, run: () => draw(hot!) },
      { name: 'draws on a hundred certificates', calls: 400, inFlight: 16, run: (call) => draw(many[call % 100]!) },
    ])
    report(
      'Draws on the embedded engine (in memory), 16 in flight: read, judged, recorded with history and leaf',
      measured,
      [
        ['draws on one line', bare, 1, 'bare transaction'],
        ['draws on a hundred certificates', bare, 1, 'bare transaction'],
      ],
    )
    // What the ledger has to bear (security.md, Load): a floor far below what any machine does.
    expect(1_000_000 / measured.get('draws on one line')!).toBeGreaterThan(20)
    const rest = (await ledger.view(hot!.id)).lines[0]!
    expect(rest.remaining).toBe(String(99_999_999_999_999 - Number(rest.reserved)))
    await clearOfBare(table)
    expect(await checkRegistry(table)).toEqual([])
  },
  5 * minutes,
)

type Table = Awaited<ReturnType<typeof aTable>>
const written: { PK: string; SK: string }[] = []

function bareTransaction({ name, documents }: Table) {
  const keys = Array.from({ length: 3 }, () => ({ PK: `BENCH#${randomUUID()}`, SK: 'BENCH' }))
  written.push(...keys)
  const puts = keys.map((Item) => ({
    Put: { TableName: name, Item, ConditionExpression: 'attribute_not_exists(PK)' },
  }))
  return documents.send(new TransactWriteCommand({ TransactItems: puts }))
}

async function clearOfBare({ name, documents }: Table): Promise<void> {
  while (written.length > 0) {
    const batch = written.splice(0, 100).map((Key) => ({ Delete: { TableName: name, Key } }))
    await documents.send(new TransactWriteCommand({ TransactItems: batch }))
  }
}
