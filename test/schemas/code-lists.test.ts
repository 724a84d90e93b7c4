import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { generatedLists } from '#scripts/generate-code-lists.ts'
import { countryHabits, currencyHabits, languageHabits, unitHabits } from '#schemas/statement/code-advice.ts'
import { currentCodes } from '#schemas/statement/current-codes.ts'

const committed = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../schemas/code-lists/${name}`, import.meta.url), 'utf8'))

describe('the committed code lists', () => {
  it.each(Object.entries(generatedLists))('%s is what its package gives', (name, generate) => {
    expect(committed(name)).toEqual(generate())
  })

  it('hold as many currencies as ISO 4217 list one of 2026-09-17 has with minor units', () => {
    const { codes } = generatedLists['currencies.json']()
    expect(Object.values(codes).join(' ').split(' ')).toHaveLength(165)
  })

  it('hold units with names, and no rates such as kilogram per second', () => {
    const { codes } = committed('units.json') as { codes: Record<string, string> }
    expect(codes).toMatchObject({ NAR: 'number of articles', C62: 'one', H87: 'piece', KGM: 'kilogram', LTR: 'litre' })
    expect(Object.values(codes).filter((name) => name.includes(' per '))).toEqual([])
    expect(Object.keys(codes).filter((code) => !/^[A-Z0-9]{2,3}$/.test(code))).toEqual([])
  })
})

describe('advice', () => {
  it.each([
    ['country', countryHabits],
    ['currency', currencyHabits],
    ['unit', unitHabits],
    ['language', languageHabits],
  ] as const)('for a %s always leads from no code to a current one', (kind, habits) => {
    const isCurrent = (code: string) => currentCodes[kind].safeParse(code).success
    expect(Object.keys(habits).filter(isCurrent)).toEqual([])
    expect(Object.values(habits).filter((code) => !isCurrent(code))).toEqual([])
  })
})
