import {
  ThrottlingException,
  TransactionCanceledException,
  TransactionConflictException,
  InternalServerError,
} from '@aws-sdk/client-dynamodb'
import { openTable, type Table, type TableAddress } from '#adapters/dynamodb/table.ts'

export const faults = [
  'breaks before it is sent',
  'is applied and the reply is lost',
  'is applied, the reply lost and the token forgotten',
  'meets a conflicting transaction',
  'is throttled',
  'is applied and answered with an internal error',
] as const
export type Fault = (typeof faults)[number]

const writes = new Set(['PutItemCommand', 'UpdateItemCommand', 'DeleteItemCommand', 'TransactWriteItemsCommand'])

export interface FaultyTable extends Table {
  /** Lets every write that was sent arrive again, after its token was forgotten. */
  deliverAgain(): Promise<void>
}

/**
 * The table as a bad network shows it: fault number n befalls the nth write that is sent, counting what the SDK sends by
 * itself again; after the last one all goes well. The faults stand under the SDK's own retries, where AWS's would.
 */
export function faultyTable(address: TableAddress, plan: readonly (Fault | undefined)[]): FaultyTable {
  const table = openTable(address)
  const arrivals: (() => Promise<unknown>)[] = []
  let sent = 0
  table.documents.middlewareStack.add(
    (next, context) => async (args) => {
      if (!writes.has(String(context.commandName))) return next(args)
      const fault = plan[sent++]
      const deliver = () => next(args)
      if (sent > 1 && plan[sent - 2] === 'is applied, the reply lost and the token forgotten') forgetToken(args.request)
      arrivals.push(() => {
        forgetToken(args.request)
        return deliver()
      })
      return fault === undefined
        ? deliver()
        : befall(fault, deliver, context.commandName === 'TransactWriteItemsCommand')
    },
    { step: 'finalizeRequest', priority: 'low', name: 'faults' },
  )
  return {
    ...table,
    deliverAgain: async () => {
      for (const deliver of arrivals.splice(0)) await deliver().catch(() => undefined)
    },
  }
}

async function befall<T>(fault: Fault, deliver: () => Promise<T>, transaction: boolean): Promise<T> {
  const said = { message: fault, $metadata: { httpStatusCode: 400 } }
  switch (fault) {
    case 'breaks before it is sent':
      throw connectionReset()
    case 'is applied and the reply is lost':
    case 'is applied, the reply lost and the token forgotten':
      await deliver().catch(() => undefined)
      throw connectionReset()
    case 'meets a conflicting transaction':
      throw transaction
        ? new TransactionCanceledException({ ...said, CancellationReasons: [{ Code: 'TransactionConflict' }] })
        : new TransactionConflictException(said)
    case 'is throttled':
      throw new ThrottlingException(said)
    case 'is applied and answered with an internal error':
      await deliver().catch(() => undefined)
      throw new InternalServerError({ ...said, $metadata: { httpStatusCode: 500 } })
  }
}

function connectionReset(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
}

/** An engine that was restarted no longer knows the tokens it has seen, nor does AWS after ten minutes. */
function forgetToken(request: unknown) {
  const { body } = request as { body: Uint8Array }
  const { ClientRequestToken: token, ...rest } = JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>
  if (typeof token !== 'string') return
  // As long as the one before: the request has said already how long it is.
  const another = token.replaceAll(/[0-9a-f]/g, (digit) => (15 - Number.parseInt(digit, 16)).toString(16))
  const changed = new TextEncoder().encode(JSON.stringify({ ...rest, ClientRequestToken: another }))
  ;(request as { body: Uint8Array }).body = changed
}
