import type { Condition } from '#schemas/profile/condition.ts'
import { elements } from '#schemas/profile/profile-book.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { withoutElement } from './without-element.ts'

type Signature = Statement['signatures'][number]

/** What only a person can tell. */
export const hasQuestion = (condition: Condition): boolean =>
  'ask' in condition ||
  ('not' in condition && hasQuestion(condition.not)) ||
  ('any' in condition && condition.any.some(hasQuestion)) ||
  ('all' in condition && condition.all.some(hasQuestion))

/**
 * The statement with such facts that the condition holds. Lists and countries stay as they are in the example, which was
 * chosen to be in them.
 */
export function underCondition(condition: Condition, statement: Statement): Statement {
  if ('all' in condition) return condition.all.reduce((made, one) => underCondition(one, made), statement)
  if ('any' in condition) return underCondition(condition.any[0]!, statement)
  if ('not' in condition) return againstCondition(condition.not, statement)
  const copy = structuredClone(statement)
  if ('disposition' in condition) {
    copy.endUse.dispositions = [condition.disposition[0]!]
    copy.endUse.incorporatedInto ??= 'Pumps'
    copy.endUse.distributionCountries ??= [copy.endUse.countryOfUse]
  }
  if ('scope' in condition) copy.scope = condition.scope[0]!
  if ('documentKind' in condition) copy.documentKind = condition.documentKind[0]!
  if ('civilMilitary' in condition) copy.endUse.civilMilitary = condition.civilMilitary[0]!
  if ('signatory' in condition) copy.signatures[0]!.authority = condition.signatory[0]!
  if ('signatureKind' in condition) copy.signatures[0]!.kind = condition.signatureKind[0]!
  if ('endUserKind' in condition) endUserOf(copy).kind = condition.endUserKind[0]!
  if ('usedElsewhere' in condition)
    copy.endUse.placesOfUse = [{ address: { lines: ['9'], city: 'X', country: copy.endUse.countryOfUse } }]
  if ('has' in condition) addElement(condition.has, copy)
  return copy
}

function againstCondition(condition: Condition, statement: Statement): Statement {
  if ('any' in condition) return condition.any.reduce((made, one) => againstCondition(one, made), statement)
  if ('has' in condition) return withoutElement(elements.get(condition.has)!, statement)
  const copy = structuredClone(statement)
  if ('disposition' in condition) copy.endUse.dispositions = ['OWN_USE']
  if ('scope' in condition) copy.scope = condition.scope.includes('SINGLE') ? 'MULTIPLE' : 'SINGLE'
  if ('signatureKind' in condition) copy.signatures[0]!.kind = 'WET_INK'
  return copy
}

const endUserOf = ({ parties }: Statement) => parties.find(({ roles }) => roles.includes('END_USER'))!

function addElement(element: string, statement: Statement): void {
  const { find } = elements.get(element)!
  if (!('signature' in find) || find.has !== undefined) return
  const [role] = find.signature
  if (!statement.signatures.some((one) => one.role === role))
    statement.signatures.push({ ...statement.signatures[0]!, role: role as Signature['role'] })
}
