import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeForms } from '#schemas/statement/codes.ts'
import { classification } from '#schemas/statement/goods-line.ts'
import { identifier } from '#schemas/statement/identifier.ts'

const identifies = identifier(codeForms)
const takes = (scheme: string, value: string) => identifies.safeParse({ scheme, value }).success

/** Good values: domain.md 3.3, ISO 17442 and the published numbers of well-known registers. */
const checked = {
  LEI: ['5493001KJTIIGC8Y1R12', '7LTWFZYICNSX8D621K86'],
  USCC: ['91350100M000100Y43'],
  INN: ['7707083893', '500100732259'],
  OGRN: ['1027700132195', '304500116000157'],
} as const

describe('identifiers with check digits', () => {
  it.each(Object.entries(checked))('%s: takes good ones', (scheme, values) => {
    expect(values.filter((value) => !takes(scheme, value))).toEqual([])
  })

  it('refuses the published bad LEI', () => {
    expect(takes('LEI', '5493001KJTIIGC8Y1R13')).toBe(false)
  })

  it.each(Object.entries(checked))('%s: refuses any one digit changed', (scheme, values) => {
    fc.assert(
      fc.property(fc.constantFrom(...values), fc.nat(), fc.integer({ min: 1, max: 9 }), (value, where, by) => {
        const digits = [...value.matchAll(/\d/g)].map(({ index }) => index)
        const index = digits[where % digits.length]!
        const changed = value.slice(0, index) + String((Number(value[index]) + by) % 10) + value.slice(index + 1)
        // Modulo 11 then 10 (INN, OGRN) lets the remainder 10 pass for 0, so some changes show nothing there.
        return !takes(scheme, changed) || scheme === 'INN' || scheme === 'OGRN'
      }),
    )
    const last = values.map((value) => value.slice(0, -1) + String((Number(value.at(-1)) + 1) % 10))
    expect(last.filter((value) => takes(scheme, value))).toEqual([])
  })

  it('says that a character is wrong, once and not also about the form', () => {
    expect(
      identifies
        .safeParse({ scheme: 'LEI', value: '5493001KJTIIGC8Y1R13' })
        .error?.issues.map((issue) => issue.message),
    ).toEqual([
      'The check digits of this LEI (ISO 17442) do not add up; a character is wrong. Copy it again from the register.',
    ])
    expect(identifies.safeParse({ scheme: 'LEI', value: 'x' }).error?.issues.map((issue) => issue.message)).toEqual([
      'This is not the form of a LEI (ISO 17442); it looks like "5493001KJTIIGC8Y1R12".',
    ])
  })
})

describe('identifiers by form', () => {
  it.each([
    ['EORI', 'DE1234567', true],
    ['EORI', 'GB123456789000', true],
    ['EORI', 'de1234567', false],
    ['EORI', 'DE', false],
    ['VAT', 'EL123456789', true],
    ['VAT', 'ATU12345678', true],
    ['VAT', '123456789', false],
    ['DUNS', '123456789', true],
    ['DUNS', '12-345-6789', false],
    ['PAN', 'ABCDE1234F', true],
    ['PAN', 'ABCDE12345', false],
    ['BIC', 'DEUTDEFF', true],
    ['BIC', 'DEUTDEFF500', true],
    ['BIC', 'DEUTDEFF5', false],
  ])('%s %s: %s', (scheme, value, good) => {
    expect(takes(scheme, value)).toBe(good)
  })

  it('takes a national number with its country and register', () => {
    expect(
      identifies.safeParse({ scheme: 'NATIONAL', value: '0209999990', register: 'Business register', country: 'VN' })
        .success,
    ).toBe(true)
    expect(identifies.safeParse({ scheme: 'NATIONAL', value: '0209999990' }).success).toBe(false)
  })
})

describe('control-list numbers', () => {
  it.each([
    ['US-CCL', '3A001.a.1', true],
    ['US-CCL', '9A515.y.1', true],
    ['US-CCL', 'EAR99', true],
    ['US-CCL', '3F001', false],
    ['US-CCL', '3a001', false],
    ['US-CCL', '3A001a1', false],
    ['EU-ANNEX-I', '3A001a1', true],
    ['EU-ANNEX-I', '2B001.b.2', true],
    ['EU-ANNEX-I', '3F001', false],
    ['UK-DUAL-USE', '5A002a1', true],
    ['WA-DUAL-USE', '6A003.b.4', true],
    ['WA-ML', 'ML10.c', true],
    ['WA-ML', 'ML22', true],
    ['WA-ML', 'ML23', false],
    ['WA-ML', 'ML0', false],
    ['EU-ML', 'ML1.a', true],
    ['UK-ML', 'ML1a', true],
    ['UK-PL', 'PL9013', true],
    ['UK-PL', 'PL901', false],
    ['US-USML', 'VIII(h)(1)', true],
    ['US-USML', 'XI(a)(3)(xii)', true],
    ['US-USML', 'XXI', true],
    ['US-USML', 'XXII', false],
    ['US-USML', 'IIII', false],
    ['US-USML', '', false],
    ['CAS', '7664-93-9', true],
    ['CAS', '7732-18-5', true],
    ['CAS', '7664-93-8', false],
    ['CAS', '766493-9', false],
    ['UN-DANGEROUS-GOODS', '3480', true],
    ['UN-DANGEROUS-GOODS', 'UN3480', false],
    ['JP-METI', '7(16)', true],
    ['IN-SCOMET', '8A301', true],
    ['NO-SUCH-LIST', '1', false],
  ])('%s %s: %s', (regime, code, good) => {
    expect(classification.safeParse({ regime, code }).success).toBe(good)
  })

  it('takes goods in no list only with the reason', () => {
    expect(classification.safeParse({ regime: 'NOT-LISTED', reason: 'Lubricant' }).success).toBe(true)
    expect(classification.safeParse({ regime: 'NOT-LISTED' }).success).toBe(false)
  })
})
