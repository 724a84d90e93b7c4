import type { Input, Output } from '#schemas/operations.ts'
import type { Member } from '#schemas/principal.ts'
import { recordRead } from '#domain/audit/audit-entry.ts'
import type { Audit } from '#ports/audit.ts'
import type { Cases } from '#ports/cases.ts'
import type { Clock } from '#ports/clock.ts'
import type { Randomness } from '#ports/randomness.ts'

export interface ListCasesNeeds {
  readonly cases: Cases
  readonly audit: Pick<Audit, 'record'>
  readonly clock: Clock
  readonly randomness: Randomness
}

/** As many as one looks through; the oldest come first, and a case that is closed makes room. */
const most = 100

/** Open cases for an authority. The audit is told first. */
export function listCases(needs: ListCasesNeeds) {
  return async (_input: Input<'list-cases'>, caller: Member): Promise<Output<'list-cases'>> => {
    const cases = await needs.cases.open(most)
    await recordRead(needs, { operation: 'list-cases', reader: caller, subject: caller.organisation })
    return { cases, asOf: needs.clock.now() }
  }
}
