import * as z from 'zod'
import countries from '../code-lists/countries.json' with { type: 'json' }
import currencies from '../code-lists/currencies.json' with { type: 'json' }
import subdivisions from '../code-lists/subdivisions.json' with { type: 'json' }
import units from '../code-lists/units.json' with { type: 'json' }
import { countryHabits, currencyHabits, languageHabits, unitHabits } from './code-advice.ts'
import { codeShapes, type Codes } from './codes.ts'
import { statement } from './statement.ts'

const words = (list: string) => list.split(' ')

const countrySet = new Set(words(countries.codes))
const subdivisionSet = new Set(
  Object.entries(subdivisions.codes).flatMap(([country, codes]) => words(codes).map((code) => `${country}-${code}`)),
)
const unitNames = new Map(Object.entries(units.codes))
const decimalsOf = new Map(
  Object.entries(currencies.codes).flatMap(([decimals, codes]) => words(codes).map((code) => [code, Number(decimals)])),
)

export const isCountry = (code: string): boolean => countrySet.has(code)

/** Decimals of a current currency (ISO 4217 minor units), or undefined for a code that is none. */
export const minorUnits = (currency: string): number | undefined => decimalsOf.get(currency)

/** "South Korea" and "south-korea" are one habit. */
const key = (written: string) =>
  written
    .slice(0, 60)
    .replaceAll(/[\s.'_-]/g, '')
    .toUpperCase()

const habit = (habits: Readonly<Record<string, string>>, written: string): string | undefined => {
  const known = key(written)
  return Object.hasOwn(habits, known) ? habits[known] : undefined
}

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' })
const countryName = (code: string) => countryNames.of(code) ?? code
const countryNamed = (written: string) => words(countries.codes).find((code) => key(countryName(code)) === key(written))
const unitNamed = (written: string) => [...unitNames].find(([, name]) => key(name) === key(written))?.[0]

/** A code of a list; `advice` is the whole sentence for what is not in it, or undefined to say how it is written. */
const listed = (
  { pattern, sentence }: { pattern: RegExp; sentence: string },
  isCurrent: (code: string) => boolean,
  advice: (written: string) => string | undefined,
  otherwise: (code: string) => string,
) =>
  z
    .string()
    .regex(pattern, { error: ({ input }) => advice(String(input)) ?? sentence, abort: true })
    .refine(isCurrent, {
      error: ({ input }) => advice(String(input)) ?? otherwise(String(input)),
      params: { rule: 'not-in-list' },
    })

const country = listed(
  codeShapes.country,
  isCountry,
  (written) => {
    const meant = habit(countryHabits, written) ?? countryNamed(written)
    if (meant !== undefined)
      return `"${written.slice(0, 40)}" is not an ISO 3166-1 code; ${countryName(meant)} is "${meant}".`
    return isCountry(key(written)) ? `Write the country code in capitals: "${key(written)}".` : undefined
  },
  (code) => `"${code}" is not a current ISO 3166-1 country code; look the country up and write its two letters.`,
)

const subdivision = listed(
  codeShapes.subdivision,
  (code) => subdivisionSet.has(code),
  () => undefined,
  (code) =>
    isCountry(code.slice(0, 2))
      ? `"${code}" is not a current ISO 3166-2 region of ${countryName(code.slice(0, 2))}; look the region up, or leave it out where the law is the same in the whole country.`
      : `"${code}" begins with "${code.slice(0, 2)}", which is no country code; a region is written like "UA-43".`,
)

const currency = listed(
  codeShapes.currency,
  (code) => decimalsOf.has(code),
  (written) => {
    const meant = habit(currencyHabits, written)
    if (meant !== undefined)
      return `"${written.slice(0, 40)}" is not a current ISO 4217 currency; use "${meant}" and give the amount in it.`
    return decimalsOf.has(key(written)) ? `Write the currency in capitals: "${key(written)}".` : undefined
  },
  (code) => `"${code}" is not a current ISO 4217 currency in which goods are priced.`,
)

const unit = listed(
  codeShapes.unit,
  (code) => unitNames.has(code),
  (written) => {
    const meant = habit(unitHabits, written) ?? unitNamed(written)
    if (meant === 'NAR')
      return `"${written.slice(0, 40)}" is not a UN/ECE Recommendation 20 unit; write "NAR" (number of articles), or "C62" or "H87" for pieces.`
    if (meant !== undefined)
      return `"${written.slice(0, 40)}" is not a UN/ECE Recommendation 20 unit of goods; ${unitNames.get(meant)} is "${meant}".`
    return unitNames.has(key(written)) ? `Write the unit in capitals: "${key(written)}".` : undefined
  },
  (code) =>
    `"${code}" is not a UN/ECE Recommendation 20 unit in which goods are counted, for example "NAR" (articles), "KGM" (kilograms) or "LTR" (litres); packages are no measure of goods.`,
)

const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })

/** Tags that were looked up; a hostile caller fills it with no more than these. */
const knownLanguages = new Map<string, string | undefined>()
const mostKnownLanguages = 500

/** The tag as BCP 47 would write it; undefined for an unknown language or country. */
function canonicalLanguage(tag: string): string | undefined {
  if (knownLanguages.has(tag)) return knownLanguages.get(tag)
  const canonical = lookUpLanguage(tag)
  if (knownLanguages.size < mostKnownLanguages) knownLanguages.set(tag, canonical)
  return canonical
}

function lookUpLanguage(tag: string): string | undefined {
  const [canonical] = Intl.getCanonicalLocales(tag)
  const { language, region } = new Intl.Locale(canonical!)
  if (languageNames.of(language) === undefined) return undefined
  return region === undefined || /^\d/.test(region) || isCountry(region) ? canonical : undefined
}

const language = listed(
  codeShapes.language,
  (tag) => canonicalLanguage(tag) === tag,
  (written) => {
    const meant = languageHabits[written.slice(0, 2)]
    return meant !== undefined && /^[a-z]{2}(-|$)/.test(written)
      ? `"${written.slice(0, 2)}" is not the code of that language; write "${meant}".`
      : undefined
  },
  (tag) => {
    const canonical = canonicalLanguage(tag)
    return canonical === undefined
      ? `"${tag}" is not a BCP 47 language tag with a known language and country; write for example "en", "zh-Hans" or "pt-BR".`
      : `Write this language as "${canonical}".`
  },
)

const locode = listed(
  codeShapes.locode,
  // XZ: installations in international waters.
  (code) => isCountry(code.slice(0, 2)) || code.startsWith('XZ'),
  () => undefined,
  (code) => `"${code}" is no UN/LOCODE: "${code.slice(0, 2)}" is not a country.`,
)

const withoutMarks = (written: string) => written.slice(0, 20).replaceAll(/[\s.]/g, '')

const commodity = listed(
  codeShapes.commodity,
  (code) => {
    const chapter = Number(code.slice(0, 2))
    // 77 is kept free; 98 and 99 are for national use, so six digits of them say nothing abroad.
    return chapter >= 1 && chapter !== 77 && (chapter <= 97 || code.length > 6)
  },
  (written) => {
    const digits = withoutMarks(written)
    return digits !== written && codeShapes.commodity.pattern.test(digits)
      ? `Write the commodity code without dots or spaces: "${digits}".`
      : undefined
  },
  (code) =>
    `There is no HS chapter ${code.slice(0, 2)} in six digits; chapters run from 01 to 97 without 77 (98 and 99 are national).`,
)

/** The codes as the lists stand today; for issuing only, a verifier reads `codeForms`. */
export const currentCodes = {
  country,
  subdivision,
  currency,
  unit,
  language,
  locode,
  commodity,
} as const satisfies Codes

/** The statement as it must be when a certificate is issued. */
export const currentStatement = statement(currentCodes)
