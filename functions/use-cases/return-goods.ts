import { actOnLedger, type LedgerActsNeeds, type LedgerRequest } from '#domain/ledger/act-on-ledger.ts'
import { requireVisible } from '#domain/ledger/drawdown-access.ts'
import { returned } from '#domain/ledger/drawdown-moves.ts'
import { authenticateLedgerAct } from '#domain/ledger/authenticate-ledger-act.ts'
import { ledgerAnswer, type LedgerAnswer } from '#domain/ledger/ledger-answer.ts'

/**
 * Records that goods came back; what came back may be shipped again.
 *
 * 1. Authenticate the act, and find the drawdown.
 * 2. Judge that so much had left and has not come back before.
 * 3. Record it.
 */
export function returnGoods(needs: LedgerActsNeeds, authenticate = authenticateLedgerAct) {
  return async (request: LedgerRequest): Promise<LedgerAnswer> => {
    const now = needs.clock.now()
    const act = await authenticate(needs, 'return-goods', request, now)
    const { input, organisation } = act
    const entry = await actOnLedger(act, request, now, needs, async ({ terms, facts }) => {
      const before = requireVisible(await needs.ledger.drawdown(terms.ledger, input.drawdown), organisation)
      return { before, ...returned(before, input, facts), draws: false }
    })
    return ledgerAnswer(entry)
  }
}
