import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { vatAddsUp } from '#domain/members/vat-number.ts'

/** Published on the websites of well-known companies, or in the rules of the countries. */
const good = [
  'ATU13585627',
  'BE0428759497',
  'BG175074752',
  'CY10259033P',
  'CZ25123891',
  'DE136695976',
  'DK13585628',
  'EE100931558',
  'EL094259216',
  'ESA13585625',
  'FI20774740',
  'FR40303265045',
  'GB980780684',
  'HR33392005961',
  'HU12892312',
  'IE6433435F',
  'IT00743110157',
  'LT119511515',
  'LU15027442',
  'LV40003521600',
  'MT11679112',
  'NL004495445B01',
  'PL8567346215',
  'PT501964843',
  'RO18547290',
  'SE123456789701',
  'SI50223054',
  'SK2022749619',
]

describe('the check digits of a VAT number', () => {
  it('add up for a good one of each member of the European Union and Great Britain', () => {
    expect(good.filter((number) => vatAddsUp(number) !== true)).toEqual([])
    expect(new Set(good.map((number) => number.slice(0, 2))).size).toBe(28)
    expect(vatAddsUp('XI980780684')).toBe(true)
  })

  it('do not, when two digits that differ have changed places', () => {
    const swapped = (number: string, at: number) =>
      `${number.slice(0, at)}${number[at + 1]}${number[at]}${number.slice(at + 2)}`
    fc.assert(
      fc.property(fc.constantFrom(...good.slice(0, 12)), fc.integer({ min: 3, max: 7 }), (number, at) => {
        fc.pre(number[at] !== number[at + 1] && /^\d\d$/.test(number.slice(at, at + 2)))
        // Modulo 11 leaves few numbers that add up twice; none of these is one.
        expect([number, at, vatAddsUp(swapped(number, at))]).toEqual([number, at, false])
      }),
    )
  })

  it('are not judged of other countries, nor of what names no country', () => {
    expect(['CHE116281710MWST', 'VN0209999990', 'constructor', '__proto__', ''].map(vatAddsUp)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})
