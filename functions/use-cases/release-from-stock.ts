import {
  actOnLedgers,
  namedCertificate,
  type LedgerActsNeeds,
  type LedgerRequest,
} from '#domain/ledger/act-on-ledger.ts'
import { authenticateLedgerAct } from '#domain/ledger/authenticate-ledger-act.ts'
import { ledgerAnswer, type LedgerAnswer } from '#domain/ledger/ledger-answer.ts'
import { certificateUnknown } from '#domain/ledger/refusals.ts'
import { leavesStock } from '#domain/ledger/stock.ts'
import { ledgerOf, termsOf } from '#domain/ledger/terms.ts'

/**
 * Goods leave a stock for a buyer with a statement of its own, which is drawn on by as much.
 *
 * 1. Authenticate the act, by the holder of the certificate for the stock.
 * 2. Find the buyer's certificate, and the one that its statement names as its parent.
 * 3. Judge that they belong together, in the same unit, and that both are in force.
 * 4. Record it on both ledgers, if so much was delivered to the stock and is still there, and enough remains to the buyer.
 */
export function releaseFromStock(needs: LedgerActsNeeds, authenticate = authenticateLedgerAct) {
  return async (request: LedgerRequest): Promise<LedgerAnswer> => {
    const now = needs.clock.now()
    const act = await authenticate(needs, 'release-from-stock', request, now)
    const entry = await actOnLedgers(act, request, now, needs, async ({ certificate, terms, facts }) => {
      if (certificate.organisation !== act.organisation.id) throw certificateUnknown()
      const buyers = await namedCertificate(needs, act.input.child.certificate)
      const { parent } = termsOf(buyers)
      const named = parent === undefined ? undefined : await needs.certificates.find(parent)
      const buyer = { certificate: buyers, terms: termsOf(buyers), parentLedger: named && ledgerOf(named) }
      return leavesStock({ certificate, terms }, buyer, act.input, facts)
    })
    return ledgerAnswer(entry)
  }
}
