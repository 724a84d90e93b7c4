import { actOnLedger, type LedgerActsNeeds, type LedgerRequest } from '#domain/ledger/act-on-ledger.ts'
import { requireVisible } from '#domain/ledger/drawdown-access.ts'
import { released } from '#domain/ledger/drawdown-moves.ts'
import { authenticateLedgerAct } from '#domain/ledger/authenticate-ledger-act.ts'
import { ledgerAnswer, type LedgerAnswer } from '#domain/ledger/ledger-answer.ts'

/**
 * Gives up a reservation; its quantity and its transport document are free again.
 *
 * 1. Authenticate the act, and find the drawdown: one's own, or any for customs and authorities.
 * 2. Judge that it is reserved and has not ended.
 * 3. Record it, whatever became of the certificate.
 */
export function releaseDrawdown(needs: LedgerActsNeeds, authenticate = authenticateLedgerAct) {
  return async (request: LedgerRequest): Promise<LedgerAnswer> => {
    const now = needs.clock.now()
    const act = await authenticate(needs, 'release-drawdown', request, now)
    const { input, organisation } = act
    const entry = await actOnLedger(act, request, now, needs, async ({ terms, facts }) => {
      const before = requireVisible(await needs.ledger.drawdown(terms.ledger, input.drawdown), organisation)
      return { before, ...released(before, facts), draws: false }
    })
    return ledgerAnswer(entry)
  }
}
