import type { Condition } from '#schemas/profile/condition.ts'
import { sourceOf } from '#schemas/profile/profile-book.ts'
import type { Profile } from '#schemas/profile/profile.ts'
import type { DemandState, Finding, Wish } from '#schemas/statement-check.ts'
import { conditionHolds, questionsIn, type Given, type Truth } from './condition-holds.ts'
import type { Path } from './reading.ts'

/** A finding before it is known who else wants the same. */
export interface Raised extends Omit<Finding, 'pointer' | 'wantedBy'> {
  readonly path: Path
  /** What tells findings of one rule at one place apart. */
  readonly subject?: string
  readonly wish?: Wish
}

/** How a demand stands, what there is to do for it, and where in the statement it is met. */
export interface Judged {
  readonly stands: DemandState
  readonly raised: readonly Raised[]
  readonly places: readonly Path[]
  readonly wish: Wish
  readonly severity: Finding['severity']
}

interface Demand {
  readonly need?: DemandState['need']
  readonly source: string
  readonly note?: string | undefined
  readonly when?: Condition | undefined
}

/** What every demand has: whether it applies, who wants it, and how strongly. What rests on memory only advises. */
export function weigh(demand: Demand, profile: Profile, given: Given) {
  const { cite, confidence } = sourceOf(profile, demand.source)
  const applies: Truth = demand.when === undefined ? true : conditionHolds(demand.when, given)
  const questions = demand.when === undefined || applies !== undefined ? [] : questionsIn(demand.when)
  const wish: Wish = {
    profile: profile.id,
    source: cite,
    confidence,
    ...(demand.note === undefined ? {} : { note: demand.note }),
  }
  const severity: Finding['severity'] = confidence === 'seen' ? 'required' : 'advice'
  const need = demand.need ?? (demand.when === undefined ? 'required' : 'conditional')
  return { applies, wish, severity, stands: { need, confidence, ...(questions.length === 0 ? {} : { questions }) } }
}
