import { actOnLedger, type LedgerActsNeeds, type LedgerRequest } from '#domain/ledger/act-on-ledger.ts'
import { requireMayCorrect, requireVisible } from '#domain/ledger/drawdown-access.ts'
import { corrected } from '#domain/ledger/drawdown-moves.ts'
import { authenticateLedgerAct } from '#domain/ledger/authenticate-ledger-act.ts'
import { ledgerAnswer, type LedgerAnswer } from '#domain/ledger/ledger-answer.ts'

/**
 * Corrects how much left or arrived, by a signed act with a reason; the former figures stay in the history.
 *
 * 1. Authenticate the act, by who may correct it, and find the drawdown.
 * 2. Judge that the new figures are possible: what was delivered or came back must have left.
 * 3. Record it, if enough remains where it becomes more.
 */
export function correctDrawdown(needs: LedgerActsNeeds, authenticate = authenticateLedgerAct) {
  return async (request: LedgerRequest): Promise<LedgerAnswer> => {
    const now = needs.clock.now()
    const act = await authenticate(needs, 'correct-drawdown', request, now)
    const { input, organisation } = act
    const entry = await actOnLedger(act, request, now, needs, async ({ terms, facts }) => {
      const before = requireVisible(await needs.ledger.drawdown(terms.ledger, input.drawdown), organisation)
      requireMayCorrect(before, organisation)
      return { before, ...corrected(before, input, facts), draws: false }
    })
    return ledgerAnswer(entry)
  }
}
