import { openTable } from '#adapters/dynamodb/table.ts'
import { dynamoLedger } from '#adapters/dynamodb/ledger.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { aLedger, type SentAct } from '#test/builders/a-ledger.ts'

/** What `kill-drawing.test.ts` tells this process. */
export interface Orders {
  readonly table: string
  readonly endpoint: string
  readonly act: SentAct
  /** The step at which to die, `never` to answer. */
  readonly step: 'find' | 'drawdown' | 'record' | 'overdue' | 'expire' | 'never'
  readonly when: 'before' | 'sent' | 'after'
}

const orders = JSON.parse(process.argv[2]!) as Orders

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => {})
}

/** The step itself, or the end of this process before it, when its request is on the way, or when it is done. */
async function mortal<T>(step: Orders['step'], act: () => Promise<T>): Promise<T> {
  if (step !== orders.step) return act()
  if (orders.when === 'before') return die()
  const done = act()
  // Long enough for the request to leave, mostly too short for the reply.
  if (orders.when === 'sent') setTimeout(() => void die(), 3)
  const result = await done
  return orders.when === 'after' ? die() : result
}

const table = openTable({ name: orders.table, endpoint: orders.endpoint })
const ledger = dynamoLedger(table)
const { send } = aLedger(table, systemClock, {
  ledger: {
    ...ledger,
    find: (...all) => mortal('find', () => ledger.find(...all)),
    drawdown: (...all) => mortal('drawdown', () => ledger.drawdown(...all)),
    record: (write) => mortal('record', () => ledger.record(write)),
    overdue: (...all) => mortal('overdue', () => ledger.overdue(...all)),
    expire: (...all) => mortal('expire', () => ledger.expire(...all)),
  },
})

process.stdout.write(JSON.stringify(await send(orders.act)))
