import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { RegistryError } from '#domain/errors.ts'
import { aLedger, anAct, anIssuedCertificate } from '#test/builders/a-ledger.ts'
import { aClock } from '#test/builders/a-registry.ts'
import { aTableAddress } from '#test/builders/a-table.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'
import { faults, faultyTable, type Fault } from './faulty-table.ts'

const slow = process.env['SLOW'] === '1'

/** Runs all, so many at a time. */
async function inFlight<T>(many: number, calls: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = []
  let next = 0
  const worker = async () => {
    while (next < calls.length) {
      const call = next++
      results[call] = await calls[call]!()
    }
  }
  await Promise.all(Array.from({ length: many }, worker))
  return results
}

/** A share of all writes meets a fault; which, says the number of the write. */
function badPlan(writes: number, share: number): (Fault | undefined)[] {
  return Array.from({ length: writes }, (_, nth) =>
    (nth * 7919) % 100 < share ? faults[(nth * 104_729) % faults.length] : undefined,
  )
}

const draws = 2_000

describe('two thousand draws of 7 on 1000, 64 at a time', () => {
  it.each([
    ['over a bad network, with every fault there is', 25] as const,
    ...(slow ? [['over a good network', 0] as const] : []),
  ])(
    '%s: exactly 142 are acknowledged, and no draw counts twice',
    async (_, share) => {
      const address = await aTableAddress()
      const clean = faultyTable(address, [])
      const clock = aClock()
      const certificate = await anIssuedCertificate(clean, (statement) => void (statement.lines[0]!.quantity = '1000'))
      const table = faultyTable(address, badPlan(draws * 6, share))
      const ledger = aLedger(table, clock)
      const acts = Array.from({ length: draws }, (__, nth) =>
        anAct(
          'reserve-drawdown',
          nth % 2 === 0 ? 'carrier' : 'otherCarrier',
          {
            certificate: certificate.id,
            sth: certificate.sth,
            drawdown: randomUUID(),
            line: 1,
            quantity: '7',
            unit: 'NAR',
            document: { kind: 'CMR', carrier: 'Northern Lines', number: `NL${nth}` },
          },
          { at: clock.now() },
        ),
      )
      const answers = await inFlight(
        64,
        acts.map((act) => async () => {
          for (;;) {
            const answer = await ledger.send(act).then(
              ({ drawdown }) => drawdown.id,
              (error: unknown) => (error instanceof RegistryError ? error.code : String(error)),
            )
            if (answer !== 'store-unavailable' && answer !== 'conflict') return answer
          }
        }),
      )
      const refused = answers.filter((answer) => answer === 'quantity-exceeded')
      const acknowledged = answers.filter((answer) => answer !== 'quantity-exceeded')

      expect([acknowledged.length, refused.length]).toEqual([142, draws - 142])
      expect(new Set(acknowledged).size).toBe(142)
      await table.deliverAgain()
      const { lines, drawdowns } = await aLedger(clean, clock).view(certificate.id)
      expect(lines[0]).toMatchObject({ reserved: '994', remaining: '6' })
      expect(new Set(drawdowns.map(({ id }) => id))).toEqual(new Set(acknowledged))
      expect(await checkRegistry(clean)).toEqual([])
    },
    slow ? 600_000 : 120_000,
  )
})
