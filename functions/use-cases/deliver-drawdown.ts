import { actOnLedger, type LedgerActsNeeds, type LedgerRequest } from '#domain/ledger/act-on-ledger.ts'
import { requireAtDestination, requireVisible } from '#domain/ledger/drawdown-access.ts'
import { delivered } from '#domain/ledger/drawdown-moves.ts'
import { authenticateLedgerAct } from '#domain/ledger/authenticate-ledger-act.ts'
import { ledgerAnswer, type LedgerAnswer } from '#domain/ledger/ledger-answer.ts'

/**
 * Records that goods arrived, as customs of the destination found them.
 *
 * 1. Authenticate the act, by an office of the destination, and find the drawdown.
 * 2. Judge that it was confirmed, under the document that came with the goods, and that no more arrived than left.
 * 3. Record it. The certificate need not be in force any more: the goods were under way.
 */
export function deliverDrawdown(needs: LedgerActsNeeds, authenticate = authenticateLedgerAct) {
  return async (request: LedgerRequest): Promise<LedgerAnswer> => {
    const now = needs.clock.now()
    const act = await authenticate(needs, 'deliver-drawdown', request, now)
    const { input, organisation } = act
    const entry = await actOnLedger(act, request, now, needs, async ({ terms, facts }) => {
      const before = requireVisible(await needs.ledger.drawdown(terms.ledger, input.drawdown), organisation)
      requireAtDestination(terms, organisation)
      return { before, ...delivered(before, input, facts), draws: false }
    })
    return ledgerAnswer(entry)
  }
}
