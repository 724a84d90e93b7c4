import type { SatisfiedProfile } from '#schemas/certificate.ts'
import type { ProfileBook } from '#schemas/profile/profile-book.ts'
import { publishedProfiles } from '#schemas/profile/published-profiles.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { RegistryError } from '#domain/errors.ts'
import { checkStatement } from './check-statement.ts'

/**
 * The profiles that a valid statement claims, each with its edition of the day (YYYY-MM-DD). Throws RegistryError
 * `profile-not-satisfied` if one is unknown or not satisfied: a claim that nobody checked would be believed all the same.
 */
export function requireProfiles(
  statement: Statement,
  today: string,
  book: ProfileBook = publishedProfiles,
): SatisfiedProfile[] {
  if ((statement.profiles ?? []).length === 0) return []
  const { outcome, profiles, findings } = checkStatement({ statement }, today, book)
  if (outcome === 'satisfied') return profiles.map(({ id, version }) => ({ id, version }))
  const faults = findings
    .filter(({ severity }) => severity === 'required')
    .map(({ pointer, rule, detail, wantedBy }) => {
      const names = wantedBy.filter(({ confidence }) => confidence === 'seen').map(({ profile }) => profile)
      const forWhom = names.length === 0 ? '' : ` (${names.join(', ')})`
      return { pointer: `/statement${pointer}`, rule, detail: `${detail}${forWhom}` }
    })
  throw new RegistryError(
    'profile-not-satisfied',
    'The statement claims a profile that it does not satisfy; what is missing or wrong is named in "errors". Correct it, or take the profile out of "profiles"; then sign again and send it with a new Idempotency-Key.',
    faults,
  )
}
