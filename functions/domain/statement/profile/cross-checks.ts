import { datedLists, listOn } from '#schemas/dated-lists/dated-lists.ts'
import { matchGoods } from '#schemas/dated-lists/match-goods.ts'
import { positiveDecimal } from '#schemas/decimal.ts'
import { isCountry } from '#schemas/statement/current-codes.ts'
import { hsEditions } from '#schemas/statement/goods-line.ts'
import { valueAt } from '#schemas/statement/schema-at.ts'
import { scaled } from '#domain/quantity/decimal.ts'
import { commonFactors } from '#domain/quantity/units.ts'
import { isDay, monthsLater } from './calendar.ts'
import { conditionHolds, type Given } from './condition-holds.ts'
import type { Raised } from './demand.ts'
import { meet, piecesOf, textAt, wordsAt, type Path, type Piece } from './reading.ts'

type Check = (given: Given) => Raised[]

/** Nobody is refused for it: a person should look. Contradictions that refuse are in `schemas/statement/rules`. */
const advice = (path: Path, rule: string, detail: string, why?: string): Raised => ({
  path,
  rule,
  kind: 'conflict',
  severity: 'advice',
  detail,
  ...(why === undefined ? {} : { why }),
})

const placesOfUse = (raw: unknown): Piece[] => {
  const places = valueAt(raw, ['endUse', 'placesOfUse'])
  return Array.isArray(places) && places.length <= 50
    ? places.map((value: unknown, index) => ({ path: ['endUse', 'placesOfUse', index], value }))
    : []
}

/** Parts of a country under other law than the rest (RF-44). */
const territory: Check = ({ raw, today }) => {
  const list = listOn('ua-territories', today)
  if (list === undefined) return []
  return [...placesOfUse(raw), ...piecesOf(raw, 'parties')].flatMap(({ path, value }) => {
    const region = textAt(value, ['address', 'region'])
    const entry = list.entries.find(({ code }) => code === region)
    return entry === undefined
      ? []
      : [
          advice(
            [...path, 'address', 'region'],
            'territory-under-sanctions',
            `Parts of ${entry.description} (${entry.code}) are under sanctions of their own. Have a person look at the very address before anything is shipped.`,
            datedLists['ua-territories'].about,
          ),
        ]
  })
}

const goOn = ['INCORPORATE', 'REEXPORT']

const goesOn = (raw: unknown) => meet(wordsAt(raw, ['endUse', 'dispositions']), goOn)

/** Country of use against where the goods go (RF-37); goods that are built in or re-exported may well go elsewhere. */
const elsewhere: Check = ({ raw, facts }) => {
  const used = textAt(raw, ['endUse', 'countryOfUse'])
  if (used === undefined || !isCountry(used) || goesOn(raw)) return []
  const consignees = piecesOf(raw, 'parties').flatMap(({ path, value }) => {
    const country = textAt(value, ['address', 'country'])
    return meet(wordsAt(value, ['roles']), ['FINAL_CONSIGNEE']) &&
      country !== undefined &&
      isCountry(country) &&
      country !== used
      ? [
          advice(
            [...path, 'address', 'country'],
            'consignee-elsewhere',
            `The goods are handed over in ${country} and used in ${used}. Say in the end use how they get there, or correct one of the two.`,
          ),
        ]
      : []
  })
  const { destination } = facts
  return destination === undefined || destination === used
    ? consignees
    : [
        ...consignees,
        advice(
          ['endUse', 'countryOfUse'],
          'destination-elsewhere',
          `The shipment goes to ${destination}, and the goods are declared to be used in ${used}. Find out why before it leaves.`,
        ),
      ]
}

/** A commodity code that does not exist in its edition, or whose edition hides that the goods are watched (domain.md 0.9). */
const commodityEditions: Check = ({ raw, today }) => {
  const list = listOn('chpl', today)
  if (list === undefined) return []
  return piecesOf(raw, 'lines').flatMap(({ path, value }) => {
    const code = textAt(value, ['hs', 'code'])
    const edition = hsEditions.find((known) => known === textAt(value, ['hs', 'edition']))
    if (code === undefined || edition === undefined) return []
    const found = matchGoods(list, { code, edition })
    if (found.match === 'impossible')
      return [
        advice(
          [...path, 'hs', 'edition'],
          'hs-edition',
          `The code ${code} does not exist in ${edition}; it came with ${found.entry.newIn}. Correct the edition or the code.`,
        ),
      ]
    return found.match === 'perhaps' && found.why === 'edition'
      ? [
          advice(
            [...path, 'hs'],
            'hs-edition',
            `In ${list.hsEdition} these goods may bear a code of the ${list.title} (${found.entry.code}). Give the code of that edition.`,
          ),
        ]
      : []
  })
}

/** A weight that is given twice must be one weight. */
const netWeights: Check = ({ raw }) =>
  piecesOf(raw, 'lines').flatMap(({ path, value }) => {
    const [quantity, weight] = ['quantity', 'netWeightKg'].map(
      (name) => positiveDecimal.safeParse(valueAt(value, [name])).data,
    )
    const factors = commonFactors(textAt(value, ['unit']) ?? '', 'KGM')
    if (quantity === undefined || weight === undefined || factors === undefined) return []
    return scaled(quantity) * factors[0] === scaled(weight) * factors[1]
      ? []
      : [
          advice(
            [...path, 'netWeightKg'],
            'net-weight-differs',
            `The quantity is a weight and the net weight is another one (${weight} kg). Correct one of the two.`,
          ),
        ]
  })

const pieces = ['NAR', 'C62', 'H87', 'EA']

/** Serial numbers for some articles only. */
const serialNumbers: Check = ({ raw }) =>
  piecesOf(raw, 'lines').flatMap(({ path, value }) => {
    const serials = wordsAt(value, ['serialNumbers'])
    const quantity = positiveDecimal.safeParse(valueAt(value, ['quantity'])).data
    if (serials.length === 0 || quantity === undefined || !meet(pieces, [textAt(value, ['unit']) ?? ''])) return []
    const missing = BigInt(quantity.split('.')[0]!) - BigInt(serials.length)
    return missing > 0n
      ? [
          advice(
            [...path, 'serialNumbers'],
            'serials-incomplete',
            `There are ${serials.length} serial numbers for ${quantity} articles. Add the others, or leave them all to follow ("serialsToFollow").`,
          ),
        ]
      : []
  })

/** Licences count articles; a percentage of them is rarely allowed (domain.md 0.13). */
const tolerances: Check = ({ raw }) =>
  piecesOf(raw, 'lines').flatMap(({ path, value }) =>
    meet(pieces, [textAt(value, ['unit']) ?? '']) && (textAt(value, ['tolerancePct']) ?? '0') !== '0'
      ? [
          advice(
            [...path, 'tolerancePct'],
            'tolerance-on-articles',
            'Authorities license a number of articles, and a tolerance on it is rarely allowed. Leave it out, or ask.',
          ),
        ]
      : [],
  )

/** Beyond the year for which a statement for one delivery usually stands (domain.md 5.2). */
const longSingle: Check = ({ raw }) => {
  const [validFrom, validUntil] = [textAt(raw, ['validFrom']), textAt(raw, ['validUntil'])]
  if (textAt(raw, ['scope']) !== 'SINGLE' || !isDay(validFrom) || !isDay(validUntil)) return []
  return validUntil > monthsLater(validFrom, 12)
    ? [
        advice(
          ['validUntil'],
          'long-for-one-delivery',
          'A statement for one delivery that stands for more than a year invites a second use. Choose an earlier last day.',
        ),
      ]
    : []
}

/** The scope test of art. 12g of Regulation (EU) 833/2014, for a statement that claims nothing about it. */
const noRussiaClause: Check = (given) => {
  const claimsIt = wordsAt(given.raw, ['profiles']).includes('eu-12g')
  const promised = piecesOf(given.raw, 'assurances').some(
    ({ value }) => textAt(value, ['code']) === 'A-NO-RU' && valueAt(value, ['accepted']) === true,
  )
  const applies = conditionHolds(
    {
      all: [
        { exporterIn: 'eu-member-states' },
        { not: { countryOfUseIn: 'eu-12g-partners' } },
        { goodsIn: 'eu-12g-goods' },
      ],
    },
    given,
  )
  return claimsIt || promised || applies !== true
    ? []
    : [
        advice(
          ['assurances'],
          'no-russia-clause',
          'A seller in the EU must bind buyers of these goods not to supply them to Russia: promise A-NO-RU, and check the statement against the profile "eu-12g".',
          'Regulation (EU) 833/2014 art. 12g asks for the clause where the goods are in its annexes and the destination is no partner country.',
        ),
      ]
}

/** What does not fit together, whatever the profile. */
export const crossChecks: readonly Check[] = [
  territory,
  elsewhere,
  commodityEditions,
  netWeights,
  serialNumbers,
  tolerances,
  longSingle,
  noRussiaClause,
]
