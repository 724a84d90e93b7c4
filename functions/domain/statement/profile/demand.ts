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

interface Weight {
  readonly wish: Wish
  readonly severity: Finding['severity']
  readonly stands: Pick<DemandState, 'need' | 'confidence'>
  /** How it stands while nobody can tell whether it applies. */
  readonly standsOpen: Pick<DemandState, 'need' | 'confidence' | 'questions'>
}

/** Profiles never change, so each demand is weighed once. */
const weights = new WeakMap<Demand, Weight>()

function weightOf(demand: Demand, profile: Profile): Weight {
  const known = weights.get(demand)
  if (known !== undefined) return known
  const { cite, confidence } = sourceOf(profile, demand.source)
  const { note, when } = demand
  const questions = when === undefined ? [] : questionsIn(when)
  const stands = { need: demand.need ?? (when === undefined ? 'required' : 'conditional'), confidence } as const
  const weight: Weight = {
    wish: { profile: profile.id, source: cite, confidence, ...(note === undefined ? {} : { note }) },
    severity: confidence === 'seen' ? 'required' : 'advice',
    stands,
    standsOpen: { ...stands, ...(questions.length === 0 ? {} : { questions }) },
  }
  weights.set(demand, weight)
  return weight
}

/** What every demand has: whether it applies, who wants it, and how strongly. What rests on memory only advises. */
export function weigh(demand: Demand, profile: Profile, given: Given) {
  const { wish, severity, stands, standsOpen } = weightOf(demand, profile)
  const applies: Truth = demand.when === undefined ? true : conditionHolds(demand.when, given)
  return { applies, wish, severity, stands: applies === undefined ? standsOpen : stands }
}
