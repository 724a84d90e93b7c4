import type { datedListNames } from '../dated-lists/dated-list.ts'
import type { Condition } from '../profile/condition.ts'

const or = (words: readonly string[]) => words.join(' or ')

const listNames: Readonly<Record<(typeof datedListNames)[number], string>> = {
  chpl: 'the Common High Priority List',
  'eu-12g-annex-xl': 'Annex XL of Regulation (EU) 833/2014',
  'eu-12g-goods': 'the annexes of art. 12g of Regulation (EU) 833/2014',
  'eu-12g-partners': 'the partner countries of art. 12g',
  'eu-member-states': 'the member states of the EU',
  'ua-territories': 'the territories of Ukraine under sanctions',
}

/** A condition of a profile in English, as it follows "if"; `elementName` gives the title of an element. */
export function conditionWords(condition: Condition, elementName: (element: string) => string): string {
  const inner = (one: Condition) => conditionWords(one, elementName)
  const joined = (all: readonly Condition[], word: string) =>
    all.map((one) => ('any' in one || 'all' in one ? `(${inner(one)})` : inner(one))).join(` ${word} `)
  if ('any' in condition) return joined(condition.any, 'or')
  if ('all' in condition) return joined(condition.all, 'and')
  if ('not' in condition)
    return `not: ${'any' in condition.not || 'all' in condition.not ? `(${inner(condition.not)})` : inner(condition.not)}`
  if ('has' in condition) return `“${elementName(condition.has)}” is given`
  return factWords(condition)
}

type Fact = Exclude<Condition, { any: unknown } | { all: unknown } | { not: unknown } | { has: unknown }>

function factWords(fact: Fact): string {
  if ('disposition' in fact) return `the disposition is ${or(fact.disposition)}`
  if ('scope' in fact) return `the scope is ${or(fact.scope)}`
  if ('documentKind' in fact) return `the kind of document is ${or(fact.documentKind)}`
  if ('civilMilitary' in fact) return `the use is ${or(fact.civilMilitary)}`
  if ('endUserKind' in fact) return `the end user is of the kind ${or(fact.endUserKind)}`
  if ('signatory' in fact) return `the signatory is ${or(fact.signatory)}`
  if ('signatureKind' in fact) return `the signature is ${or(fact.signatureKind)}`
  if ('classifiedIn' in fact) return `goods are classified in ${or(fact.classifiedIn)}`
  if ('goodsIn' in fact) return `goods are in ${listNames[fact.goodsIn]}`
  if ('exporterCountry' in fact) return `the exporter is in ${or(fact.exporterCountry)}`
  if ('exporterIn' in fact) return `the exporter is in one of ${listNames[fact.exporterIn]}`
  if ('countryOfUse' in fact) return `the country of use is ${or(fact.countryOfUse)}`
  if ('countryOfUseIn' in fact) return `the country of use is one of ${listNames[fact.countryOfUseIn]}`
  return 'usedElsewhere' in fact ? 'the goods are used elsewhere than at the end user’s address' : `asked: ${fact.ask}`
}
