import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { assurancesText } from '#scripts/generate-assurances.ts'
import { assuranceCatalogue, parametersOf } from '#schemas/assurances/catalogue.ts'
import { source } from '#schemas/source.ts'
import { codeForms } from '#schemas/statement/codes.ts'
import { assuranceCodes } from '#schemas/statement/undertakings.ts'
import { placeholdersOf } from '#schemas/wording/fill-in.ts'
import { undertakingWords } from '#schemas/wording/undertakings.ts'

const accepts = (code: (typeof assuranceCodes)[number], params: unknown) =>
  parametersOf(code, codeForms).safeParse(params).success

describe('the catalogue of assurances', () => {
  it('knows all 48 codes and no other', () => {
    expect(assuranceCodes).toHaveLength(48)
    expect(Object.keys(assuranceCatalogue).toSorted()).toEqual([...assuranceCodes].toSorted())
  })

  it.each(assuranceCodes)('%s has a source, and its words take exactly its parameters', (code) => {
    const { sources, parameters } = assuranceCatalogue[code]
    for (const one of sources) expect(source.parse(one)).toEqual(one)
    expect(sources.length).toBeGreaterThan(0)
    expect(new Set(placeholdersOf(undertakingWords[code]))).toEqual(new Set(Object.keys(parameters)))
  })

  it('has 30 prohibitions, 12 duties, 2 consents and 4 facts', () => {
    const kinds = assuranceCodes.map((code) => assuranceCatalogue[code].kind)
    const count = (kind: string) => kinds.filter((one) => one === kind).length
    expect([count('prohibition'), count('duty'), count('consent'), count('fact')]).toEqual([30, 12, 2, 4])
  })

  it('types the parameters of each code, strictly', () => {
    expect(accepts('A-NO-REEXPORT', { consentBy: 'BAFA', exceptCountries: ['CH', 'NO'] })).toBe(true)
    expect(accepts('A-NO-REEXPORT', { exceptCountries: ['CH'] })).toBe(false)
    expect(accepts('A-NO-REEXPORT', { consentBy: 'BAFA', days: 3 })).toBe(false)
    expect(accepts('A-NO-RU-REPORT', { days: 14 })).toBe(true)
    expect(accepts('A-NO-RU-REPORT', { days: '14' })).toBe(false)
    expect(accepts('A-NO-RU-REMEDY', {})).toBe(true)
    expect(accepts('A-NO-RU-REMEDY', { penaltyPct: '101' })).toBe(false)
    expect(accepts('A-NO-NUC', {})).toBe(true)
    expect(accepts('A-NO-NUC', { place: 'Hall 2' })).toBe(false)
  })

  it('is told in docs/assurances.md: npm run generate', () => {
    expect(assurancesText()).toBe(readFileSync('docs/assurances.md', 'utf8'))
  })
})
