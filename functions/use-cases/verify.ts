import type { Evidence } from '#schemas/evidence.ts'
import type { Input, Output } from '#schemas/operations.ts'
import { anonymous, type Principal } from '#schemas/principal.ts'
import type { Cryptography } from '#domain/cryptography.ts'
import { verify as judge } from '#domain/verification/verify.ts'
import type { Clock } from '#ports/clock.ts'

export interface VerifyNeeds {
  /** The use case `gather-evidence`, handed in: both answers rest on the same facts. */
  readonly gatherEvidence: (
    input: Input<'gather-evidence'>,
    caller: Principal,
    operation: 'verify',
  ) => Promise<Evidence>
  readonly clock: Clock
  readonly cryptography?: Cryptography | undefined
}

/**
 * Verifies what is presented.
 *
 * 1. Gather the evidence; who is a member is told of in the audit; what cannot be had is marked as not reached and
 *    never makes an answer valid.
 * 2. Judge it by the pure verifier, with the server's clock.
 */
export function verify({ gatherEvidence, clock, cryptography }: VerifyNeeds) {
  return async ({ body }: Input<'verify'>, caller: Principal = anonymous): Promise<Output<'verify'>> => {
    const evidence = await gatherEvidence({ body: { presented: body.presented } }, caller, 'verify')
    return judge(body.presented, evidence, clock.now(), { shipment: body.shipment, cryptography })
  }
}
