import type { Drawdown, LedgerEntry } from '#schemas/ledger.ts'

/** What an act on a drawdown is answered with, the first time and each time it is sent again. */
export interface LedgerAnswer {
  readonly drawdown: Drawdown
}

export function ledgerAnswer({ drawdown, digest }: LedgerEntry): LedgerAnswer {
  if (drawdown === undefined) throw new Error(`the act ${digest} is about no drawdown`)
  return { drawdown }
}
