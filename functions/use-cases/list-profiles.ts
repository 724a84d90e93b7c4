import { dateOf } from '#schemas/dates.ts'
import type { Output } from '#schemas/operations.ts'
import { elements } from '#schemas/profile/profile-book.ts'
import { publishedProfiles } from '#schemas/profile/published-profiles.ts'
import type { Clock } from '#ports/clock.ts'

export interface ListProfilesNeeds {
  readonly clock: Clock
}

/** The profiles in force today, and every element that they may ask for, in the order of a form. */
export function listProfiles({ clock }: ListProfilesNeeds) {
  return async (): Promise<Output<'list-profiles'>> => {
    const today = dateOf(clock.now())
    return { asOf: today, profiles: [...publishedProfiles.inForce(today)], elements: Object.fromEntries(elements) }
  }
}
