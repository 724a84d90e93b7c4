import type { DatedListName } from '#schemas/dated-lists/dated-list.ts'
import { listOn, type ListOfDay } from '#schemas/dated-lists/dated-lists.ts'
import { matchGoods } from '#schemas/dated-lists/match-goods.ts'
import type { Condition } from '#schemas/profile/condition.ts'
import { hsEditions } from '#schemas/statement/goods-line.ts'
import { valueAt } from '#schemas/statement/schema-at.ts'
import type { DealFacts } from '#schemas/statement-check.ts'
import { meet, piecesOf, textAt, wordsAt } from './reading.ts'

/** Undefined: the statement does not say. */
export type Truth = boolean | undefined

/** What conditions are judged by. */
export interface Given {
  readonly raw: unknown
  readonly today: string
  readonly facts: DealFacts
  /** Whether an element is in the statement, by name. */
  readonly has: (element: string) => boolean
  /** Whether goods are in a list: asked by many conditions and answered once. */
  readonly inLists: Map<DatedListName, Truth>
}

const isOneOf = (word: string | undefined, words: readonly string[]): Truth =>
  word === undefined ? undefined : words.includes(word)

/** True if one is; false if all are known and none is. */
const anyTruth = (truths: readonly Truth[]): Truth =>
  truths.includes(true) ? true : truths.every((truth) => truth === false) ? false : undefined

const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth)

/** "Every" is "not any that is not". */
const allTruths = (truths: readonly Truth[]): Truth => not(anyTruth(truths.map(not)))

const partyWith = (raw: unknown, role: string): unknown =>
  piecesOf(raw, 'parties').find(({ value }) => wordsAt(value, ['roles']).includes(role))?.value

/** Who makes the statement: the end user, or the state in its place. */
function makersSignature(raw: unknown): unknown {
  const by = (role: string) => piecesOf(raw, 'signatures').find(({ value }) => textAt(value, ['role']) === role)?.value
  return by('END_USER') ?? by('AUTHORITY')
}

const exporterCountryOf = ({ raw, facts }: Given): string | undefined =>
  facts.exporterCountry ?? textAt(partyWith(raw, 'EXPORTER'), ['address', 'country'])

/** Whether a country is in a dated list; a list that is not complete excludes nothing. */
function countryIn(country: string | undefined, name: DatedListName, day: string): Truth {
  const list = listOn(name, day)
  if (country === undefined || list === undefined || list.unsure.has(country)) return undefined
  return list.codes.has(country) ? true : list.complete ? false : undefined
}

function lineIn(line: unknown, list: ListOfDay): Truth {
  const code = textAt(line, ['hs', 'code'])
  const edition = hsEditions.find((known) => known === textAt(line, ['hs', 'edition']))
  if (code === undefined || edition === undefined) return undefined
  const { match } = matchGoods(list, { code, edition })
  if (match === 'listed') return true
  return match === 'not-listed' && list.complete ? false : undefined
}

/** Whether goods of the statement are in a dated list. */
function goodsIn(name: DatedListName, { raw, today, inLists }: Given): Truth {
  if (!inLists.has(name)) {
    const list = listOn(name, today)
    const lines = list === undefined ? [] : piecesOf(raw, 'lines')
    inLists.set(name, lines.length === 0 ? undefined : anyTruth(lines.map(({ value }) => lineIn(value, list!))))
  }
  return inLists.get(name)
}

function classifiedIn(regimes: readonly string[], raw: unknown): Truth {
  const lines = piecesOf(raw, 'lines')
  if (lines.length === 0) return undefined
  return anyTruth(
    lines.map(({ value }) => {
      const numbers = valueAt(value, ['classifications'])
      if (!Array.isArray(numbers) || numbers.length === 0 || numbers.length > 20) return undefined
      return numbers.some((number) => regimes.includes(textAt(number, ['regime']) ?? ''))
    }),
  )
}

const addressKey = (address: unknown) =>
  ['country', 'city', 'postCode']
    .map((name) => textAt(address, [name])?.toLowerCase())
    .concat(wordsAt(address, ['lines']).join(' ').toLowerCase())
    .join('|')

function usedElsewhere(raw: unknown): Truth {
  const home = valueAt(partyWith(raw, 'END_USER'), ['address'])
  const places = valueAt(raw, ['endUse', 'placesOfUse'])
  if (home === undefined || !Array.isArray(places) || places.length === 0 || places.length > 50) return undefined
  return places.some((place) => addressKey(valueAt(place, ['address'])) !== addressKey(home))
}

function dispositionIs(wanted: readonly string[], raw: unknown): Truth {
  const dispositions = wordsAt(raw, ['endUse', 'dispositions'])
  return dispositions.length === 0 ? undefined : meet(dispositions, wanted)
}

function countryHolds(condition: Condition, given: Given): Truth {
  const { raw, today } = given
  const countryOfUse = textAt(raw, ['endUse', 'countryOfUse'])
  if ('exporterCountry' in condition) return isOneOf(exporterCountryOf(given), condition.exporterCountry)
  if ('exporterIn' in condition) return countryIn(exporterCountryOf(given), condition.exporterIn, today)
  if ('countryOfUse' in condition) return isOneOf(countryOfUse, condition.countryOfUse)
  return 'countryOfUseIn' in condition ? countryIn(countryOfUse, condition.countryOfUseIn, today) : undefined
}

/** Whether a condition holds for a statement that may not be complete (Kleene's three-valued logic). */
export function conditionHolds(condition: Condition, given: Given): Truth {
  const { raw } = given
  if ('any' in condition) return anyTruth(condition.any.map((one) => conditionHolds(one, given)))
  if ('all' in condition) return allTruths(condition.all.map((one) => conditionHolds(one, given)))
  if ('not' in condition) return not(conditionHolds(condition.not, given))
  if ('has' in condition) return given.has(condition.has)
  if ('disposition' in condition) return dispositionIs(condition.disposition, raw)
  if ('scope' in condition) return isOneOf(textAt(raw, ['scope']), condition.scope)
  if ('documentKind' in condition) return isOneOf(textAt(raw, ['documentKind']), condition.documentKind)
  if ('civilMilitary' in condition) return isOneOf(textAt(raw, ['endUse', 'civilMilitary']), condition.civilMilitary)
  if ('endUserKind' in condition) return isOneOf(textAt(partyWith(raw, 'END_USER'), ['kind']), condition.endUserKind)
  if ('signatory' in condition) return isOneOf(textAt(makersSignature(raw), ['authority']), condition.signatory)
  if ('signatureKind' in condition) return isOneOf(textAt(makersSignature(raw), ['kind']), condition.signatureKind)
  if ('classifiedIn' in condition) return classifiedIn(condition.classifiedIn, raw)
  if ('goodsIn' in condition) return goodsIn(condition.goodsIn, given)
  if ('usedElsewhere' in condition) return usedElsewhere(raw)
  return countryHolds(condition, given)
}

/** What only a person can tell. */
export function questionsIn(condition: Condition): string[] {
  if ('ask' in condition) return [condition.ask]
  if ('not' in condition) return questionsIn(condition.not)
  if ('any' in condition) return condition.any.flatMap(questionsIn)
  return 'all' in condition ? condition.all.flatMap(questionsIn) : []
}
