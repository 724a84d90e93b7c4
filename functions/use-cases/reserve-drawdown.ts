import { actOnLedger, type LedgerActsNeeds, type LedgerRequest } from '#domain/ledger/act-on-ledger.ts'
import { requireSeesDeparture, requireShown } from '#domain/ledger/drawdown-access.ts'
import { authenticateLedgerAct } from '#domain/ledger/authenticate-ledger-act.ts'
import { ledgerAnswer, type LedgerAnswer } from '#domain/ledger/ledger-answer.ts'
import { reserved } from '#domain/ledger/reserve.ts'

/**
 * Reserves a quantity of a goods line for a transport document; for customs that sees the goods leave, draws it at once.
 *
 * 1. Authenticate the act.
 * 2. Judge that who reserves has the paper, and the rest by the signed statement: line, unit, amount, time.
 * 3. Record it, if the certificate is in force, the document is new for this line, and enough remains.
 */
export function reserveDrawdown(needs: LedgerActsNeeds, authenticate = authenticateLedgerAct) {
  return async (request: LedgerRequest): Promise<LedgerAnswer> => {
    const now = needs.clock.now()
    const act = await authenticate(needs, 'reserve-drawdown', request, now)
    const entry = await actOnLedger(act, request, now, needs, async ({ certificate, terms, facts }) => {
      requireShown(act.input, certificate, act.organisation)
      if (act.input.departing !== undefined) requireSeesDeparture(act.organisation)
      return { ...reserved(act.input, certificate.id, terms, facts), draws: true }
    })
    return ledgerAnswer(entry)
  }
}
