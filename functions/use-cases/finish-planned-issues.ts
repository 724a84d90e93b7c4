import { finishIssue, giveUpAfter } from '#domain/certificate/finish-issue.ts'
import { RegistryError } from '#domain/errors.ts'
import type { Certificates } from '#ports/certificates.ts'
import type { Clock } from '#ports/clock.ts'
import type { CrossUses } from '#ports/cross-uses.ts'
import type { Issuances, IssuePlan } from '#ports/issuances.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { RegistryKeys } from '#ports/registry-keys.ts'
import type { Signer } from '#ports/signer.ts'

export interface FinishPlannedIssuesNeeds {
  readonly issuances: Issuances
  readonly certificates: Certificates
  readonly ledger: Pick<Ledger, 'lines'>
  readonly crossUses: Pick<CrossUses, 'key' | 'note'>
  readonly keys: RegistryKeys
  readonly signer: Signer
  readonly clock: Clock
  readonly registry: { readonly verifierOrigins: readonly string[] }
}

/** Younger plans are in the hands of the call that made them. */
const handsOff = 30
const batch = 100

/**
 * Finishes what a crash left planned.
 *
 * 1. Read the plans older than half a minute.
 * 2. Finish each; one older than a day is cancelled instead.
 * 3. One that cannot be finished now stays for the next run; the others do not wait for it.
 * 4. Report a defect only when all others are done: one damaged plan must not block those behind it.
 */
export function finishPlannedIssues(needs: FinishPlannedIssuesNeeds) {
  return async (): Promise<{ finished: number; cancelled: number; failed: number }> => {
    const counts = { finished: 0, cancelled: 0, failed: 0 }
    const now = needs.clock.now()
    const defects: unknown[] = []
    for (const plan of await needs.issuances.unfinished(now - handsOff, batch)) {
      try {
        counts[await settlePlan(needs, plan, now)] += 1
      } catch (error) {
        defects.push(error)
      }
    }
    if (defects.length > 0)
      throw new AggregateError(defects, `${defects.length} plans are damaged; ${counts.finished} others were finished`)
    return counts
  }
}

async function settlePlan(
  needs: FinishPlannedIssuesNeeds,
  plan: IssuePlan,
  now: number,
): Promise<'finished' | 'cancelled' | 'failed'> {
  try {
    if (plan.plannedAt < now - giveUpAfter) {
      const { state } = await needs.issuances.cancel(plan)
      return state === 'issued' ? 'finished' : 'cancelled'
    }
    await finishIssue(plan, { ...needs, verifierOrigin: needs.registry.verifierOrigins[0]!, now: needs.clock.now() })
    return 'finished'
  } catch (error) {
    if (error instanceof RegistryError) return error.code === 'issue-cancelled' ? 'cancelled' : 'failed'
    throw error
  }
}
