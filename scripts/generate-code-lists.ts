import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { iso31661, iso31662 } from 'iso-3166'

const packages = createRequire(import.meta.url)

const edition = (name: string): string => {
  const { version } = JSON.parse(readFileSync(packages.resolve(`${name}/package.json`), 'utf8')) as { version: string }
  return `npm package ${name} ${version}`
}

const sorted = (codes: Iterable<string>) => [...codes].sort().join(' ')

/** ISO 3166-1 alpha-2, with the two user-assigned codes that trade uses: XK (Kosovo) and XI (Northern Ireland). */
export function countryList() {
  return {
    source: 'ISO 3166-1 alpha-2; XI and XK added (user-assigned: Northern Ireland, Kosovo)',
    edition: edition('iso-3166'),
    licence: 'MIT',
    codes: sorted([...iso31661.map((country) => country.alpha2), 'XI', 'XK']),
  }
}

/** ISO 3166-2, the part after the dash, by country. */
export function subdivisionList() {
  const byCountry = Map.groupBy(iso31662, ({ code }) => code.slice(0, 2))
  const countries = [...byCountry].sort(([one], [other]) => (one < other ? -1 : 1))
  return {
    source: 'ISO 3166-2',
    edition: edition('iso-3166'),
    licence: 'MIT',
    codes: Object.fromEntries(
      countries.map(([country, subdivisions]) => [country, sorted(subdivisions.map(({ code }) => code.slice(3)))]),
    ),
  }
}

/** What changed after the list of 2024-06-25 in the package; the outcome was compared with list one of 2026-09-17. */
const amendments = [
  { number: 176, removed: 'ANG', added: 'XCG', minorUnits: 2 },
  { number: 178, removed: 'CUC' },
  { number: 179, added: 'XAD', minorUnits: 2 },
  { number: 180, removed: 'BGN' },
] as const

/** ISO 4217 list one by number of minor units. Codes without minor units (metals, tests, no currency) price no goods. */
export function currencyList() {
  const xml = readFileSync(packages.resolve('currency-codes/iso-4217-list-one.xml'), 'utf8')
  const minorUnits = new Map<string, number>()
  for (const [, code, units] of xml.matchAll(
    /<Ccy>([A-Z]{3})<\/Ccy>\s*<CcyNbr>\d*<\/CcyNbr>\s*<CcyMnrUnts>(\d)<\/CcyMnrUnts>/g,
  ))
    minorUnits.set(code!, Number(units))
  for (const amendment of amendments) {
    if ('removed' in amendment) minorUnits.delete(amendment.removed)
    if ('added' in amendment) minorUnits.set(amendment.added, amendment.minorUnits)
  }
  const byUnits = Map.groupBy(minorUnits, ([, units]) => String(units))
  return {
    source: `ISO 4217 list one of 2024-06-25 with amendments ${amendments.map(({ number }) => number).join(', ')}, by number of minor units`,
    edition: edition('currency-codes'),
    asOf: '2026-09-17',
    licence: 'MIT',
    codes: Object.fromEntries(
      [...byUnits]
        .sort(([one], [other]) => Number(one) - Number(other))
        .map(([units, entries]) => [units, sorted(entries.map(([code]) => code))]),
    ),
  }
}

/** The lists that packages give; `units.json` has no well-kept package behind it and is renewed by hand. */
export const generatedLists = {
  'countries.json': countryList,
  'subdivisions.json': subdivisionList,
  'currencies.json': currencyList,
} as const

export function writeCodeLists(): void {
  for (const [name, list] of Object.entries(generatedLists))
    writeFileSync(
      new URL(`../schemas/code-lists/${name}`, import.meta.url),
      `${JSON.stringify(list(), undefined, 2)}\n`,
    )
}

if (import.meta.main) writeCodeLists()
