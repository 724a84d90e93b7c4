import * as z from 'zod'
import { isCountry } from '../current-codes.ts'
import { found, rule, ruleForEach, type Finding, type Rule } from './rule.ts'

const address = z.object({ country: z.string(), region: z.string().optional() })

/** XI is how customs write Northern Ireland, a part of GB; and CN-HK is the region of HK as PR is that of US-PR. */
const regionFits = ({ country, region }: z.infer<typeof address>) => {
  if (region === undefined || !/^[A-Z]{2}-/.test(region) || !isCountry(country)) return true
  return region.slice(0, 2) === (country === 'XI' ? 'GB' : country) || region.slice(3) === country
}

const misplaced = (piece: z.infer<typeof address>, path: readonly PropertyKey[]): Finding[] =>
  regionFits(piece)
    ? []
    : found(
        [...path, 'region'],
        `The region ${piece.region} does not lie in the country ${piece.country}. Correct one of the two.`,
      )

const addressed = z.object({ address })

const regionOfParty = ruleForEach('region-elsewhere', ['parties'], addressed, (party, path) =>
  misplaced(party.address, [...path, 'address']),
)

const placesOfUse = ['endUse', 'placesOfUse']

const regionOfPlace = ruleForEach('region-elsewhere', placesOfUse, addressed, (place, path) =>
  misplaced(place.address, [...path, 'address']),
)

/** Countries in parts of which other sanctions law applies than in the rest (ISO 3166-2 needed: domain.md 3.2, RF-44). */
const lawDiffersWithin = new Set(['UA'])

const regionNeeded = ruleForEach('region-needed', placesOfUse, addressed, ({ address: { country, region } }, path) =>
  lawDiffersWithin.has(country) && region === undefined
    ? found(
        [...path, 'address', 'region'],
        `Different law applies in parts of this country, so name the region as its ISO 3166-2 code, for example "UA-32" for Kyiv oblast.`,
      )
    : [],
)

const sameCountry = (one: string, other: string) => one === other || [one, other].sort().join() === 'GB,XI'

const used = z.object({
  endUse: z.object({ countryOfUse: z.string(), placesOfUse: z.array(z.unknown()) }),
})

const usedWhereSaid = rule('place-outside-country-of-use', used, ({ endUse: { countryOfUse, placesOfUse: places } }) =>
  places.flatMap((place, index) => {
    const country = addressed.safeParse(place).data?.address.country
    return country === undefined ||
      !isCountry(country) ||
      !isCountry(countryOfUse) ||
      sameCountry(country, countryOfUse)
      ? []
      : found(
          [...placesOfUse, index, 'address', 'country'],
          `This place of use is in ${country}, but the country of use is ${countryOfUse}. Correct one of the two; goods for two countries need two statements.`,
        )
  }),
)

export const placeRules: readonly Rule[] = [regionOfParty, regionOfPlace, regionNeeded, usedWhereSaid]
