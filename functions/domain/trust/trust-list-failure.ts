import type { CheckCode } from '#schemas/verdict.ts'

/** Why a trust list is refused: a fault of form as of every signed token, or one of its own. */
export type TrustListFault =
  | CheckCode
  | 'trust-list-invalid'
  | 'trust-list-expired'
  | 'trust-list-rolled-back'
  | 'trust-list-forked'
  | 'trust-list-chain-broken'

/** A trust list that must not be used. Who held an earlier edition goes on with that until it expires. */
export class TrustListFailure extends Error {
  override readonly name = 'TrustListFailure'
  readonly code: TrustListFault

  constructor(code: TrustListFault) {
    super(code)
    this.code = code
  }
}
