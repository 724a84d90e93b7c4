import type { LocatedFault } from './located-fault.ts'
import { dateRules } from './rules/date-rules.ts'
import { endUseRules } from './rules/end-use-rules.ts'
import { goodsRules } from './rules/goods-rules.ts'
import { parameterRules } from './rules/parameter-rules.ts'
import { partyRules } from './rules/party-rules.ts'
import { placeRules } from './rules/place-rules.ts'
import { promiseRules } from './rules/promise-rules.ts'
import type { Rule } from './rules/rule.ts'
import { textRules } from './rules/text-rules.ts'

/**
 * Rules between fields at issue. They refuse contradictions only, and what the sources of domain.md state; whether a
 * statement suffices for a country is the matter of its profile.
 */
export const rules: readonly Rule[] = [
  ...partyRules,
  ...goodsRules,
  ...endUseRules,
  ...placeRules,
  ...dateRules,
  ...promiseRules,
  ...parameterRules,
  ...textRules,
]

/** Everything that the rules find in a statement, whether or not its shape is right. `today` is YYYY-MM-DD. */
export const ruleFaults = (raw: unknown, today: string): LocatedFault[] =>
  rules.flatMap(({ id, find }) => find(raw, today).map(({ path, detail }) => ({ path, rule: id, detail })))
