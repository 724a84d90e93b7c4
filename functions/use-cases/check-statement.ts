import { dateOf } from '#schemas/dates.ts'
import type { Input, Output } from '#schemas/operations.ts'
import { publishedProfiles } from '#schemas/profile/published-profiles.ts'
import { RegistryError } from '#domain/errors.ts'
import { checkStatement as check } from '#domain/statement/profile/check-statement.ts'
import type { Clock } from '#ports/clock.ts'

export interface CheckStatementNeeds {
  readonly clock: Clock
}

/**
 * Says what a statement still lacks. Nothing is stored.
 *
 * 1. Refuse the name of a profile that is not in force today: who misspells it would take silence for consent.
 * 2. Judge the statement, complete or not, by the profiles asked for and those that it claims.
 */
export function checkStatement({ clock }: CheckStatementNeeds) {
  return async ({ body }: Input<'check-statement'>): Promise<Output<'check-statement'>> => {
    const today = dateOf(clock.now())
    requireKnown(body.profiles ?? [], today)
    const { statement, profiles = [], deal = {} } = body
    return check({ statement, profiles, facts: deal }, today)
  }
}

function requireKnown(ids: readonly string[], today: string): void {
  const faults = ids.flatMap((id, index) =>
    publishedProfiles.on(id, today) === undefined
      ? [{ pointer: `/profiles/${index}`, rule: 'profile-unknown', detail: `There is no profile "${id}" today.` }]
      : [],
  )
  if (faults.length === 0) return
  const known = publishedProfiles.inForce(today).map(({ id }) => id)
  throw new RegistryError('profile-unknown', `Use names of these: ${known.toSorted().join(', ')}.`, faults)
}
