import { actOnLedger, type LedgerActsNeeds, type LedgerRequest } from '#domain/ledger/act-on-ledger.ts'
import { requireVisible } from '#domain/ledger/drawdown-access.ts'
import { confirmed } from '#domain/ledger/drawdown-moves.ts'
import { authenticateLedgerAct } from '#domain/ledger/authenticate-ledger-act.ts'
import { ledgerAnswer, type LedgerAnswer } from '#domain/ledger/ledger-answer.ts'

/**
 * Confirms that reserved goods have left, all of them or another quantity.
 *
 * 1. Authenticate the act, and find the drawdown.
 * 2. Judge that it is reserved and has not ended, under this transport document.
 * 3. Record it, if the certificate is in force and, where more left than was reserved, enough remains.
 */
export function confirmDrawdown(needs: LedgerActsNeeds, authenticate = authenticateLedgerAct) {
  return async (request: LedgerRequest): Promise<LedgerAnswer> => {
    const now = needs.clock.now()
    const act = await authenticate(needs, 'confirm-drawdown', request, now)
    const { input, organisation } = act
    const entry = await actOnLedger(act, request, now, needs, async ({ terms, facts }) => {
      const before = requireVisible(await needs.ledger.drawdown(terms.ledger, input.drawdown), organisation)
      return { before, ...confirmed(before, input, facts), draws: true }
    })
    return ledgerAnswer(entry)
  }
}
