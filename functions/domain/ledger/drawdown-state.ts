import type { Drawdown, DrawdownState } from '#schemas/ledger.ts'

/** Where a drawdown stands at `now`: a reservation ends at its time, whether or not a record says so by then. */
export function drawdownStateAt({ state, expiresAt }: Drawdown, now: number): DrawdownState {
  return state === 'reserved' && now >= expiresAt ? 'expired' : state
}

/** Whether a drawdown, as it is recorded, has taken anything. */
export function holds({ state, quantity }: Drawdown): boolean {
  return state === 'reserved' || ((state === 'confirmed' || state === 'delivered') && quantity !== '0')
}

/** A second beyond all others: 9999-12-31T23:59:59Z. */
const never = 253_402_300_799

/** Until when nobody else may use the transport document of a drawdown for its line; 0 for not any more. */
export function claimEndOf(drawdown: Drawdown): number {
  if (!holds(drawdown)) return 0
  return drawdown.state === 'reserved' ? drawdown.expiresAt : never
}
