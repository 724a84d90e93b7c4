import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { datedListsText } from '#scripts/generate-dated-lists.ts'
import { datedListNames } from '#schemas/dated-lists/dated-list.ts'
import { datedLists, listOn } from '#schemas/dated-lists/dated-lists.ts'
import { matchGoods, type Commodity } from '#schemas/dated-lists/match-goods.ts'
import { codeForms } from '#schemas/statement/codes.ts'
import { currentCodes } from '#schemas/statement/current-codes.ts'

const today = '2026-11-25'
const match = (list: 'chpl' | 'eu-12g-goods', code: string, edition: Commodity['edition'] = 'HS2022') => {
  const found = matchGoods(listOn(list, today)!, { code, edition })
  return [
    found.match,
    ...('why' in found ? [found.why] : []),
    ...('entry' in found ? [found.entry.code, found.entry.group] : []),
  ].join(' ')
}

describe('every dated list', () => {
  it.each(datedListNames)('%s has windows that follow each other and name no code twice', (name) => {
    const { editions, kind } = datedLists[name]
    for (const [index, { from, until, entries, hsEdition }] of editions.entries()) {
      expect(until === undefined).toBe(index === editions.length - 1)
      expect(from < (until ?? '9999')).toBe(true)
      if (index > 0) expect(editions[index - 1]!.until! < from).toBe(true)
      expect(new Set(entries.map(({ code }) => code)).size).toBe(entries.length)
      expect(hsEdition === undefined).toBe(kind !== 'goods')
    }
  })

  it('names current countries and regions, and digits for goods', () => {
    for (const name of datedListNames) {
      const { kind, editions } = datedLists[name]
      const isCode = (code: string) =>
        kind === 'countries'
          ? currentCodes.country.safeParse(code).success
          : kind === 'regions'
            ? currentCodes.subdivision.safeParse(code).success && codeForms.subdivision.safeParse(code).success
            : /^\d+$/.test(code)
      expect(editions.flatMap(({ entries }) => entries.filter(({ code }) => !isCode(code)))).toEqual([])
    }
  })

  it('is told in docs/dated-lists.md: npm run generate', () => {
    expect(datedListsText()).toBe(readFileSync('docs/dated-lists.md', 'utf8'))
  })
})

describe('a list on a day', () => {
  it('is the edition of that day', () => {
    const regions = (day: string) => listOn('ua-territories', day)?.codes
    expect(regions('2014-06-23')).toBeUndefined()
    expect(regions('2014-06-24')).toEqual(new Set(['UA-43', 'UA-40']))
    expect(regions('2022-02-23')).toEqual(new Set(['UA-43', 'UA-40']))
    expect(regions('2022-02-24')).toEqual(new Set(['UA-43', 'UA-40', 'UA-14', 'UA-09']))
    expect(regions('2022-10-07')).toEqual(new Set(['UA-43', 'UA-40', 'UA-14', 'UA-09', 'UA-23', 'UA-65']))
    expect(regions(today)).toBe(regions('2030-01-01'))
  })

  it('takes the high-priority codes into the goods of art. 12g as Annex XL', () => {
    const goods = listOn('eu-12g-goods', today)!
    const high = listOn('chpl', today)!
    expect(high.entries).toHaveLength(50)
    expect(goods.entries.filter(({ group }) => group === 'Annex XL').map(({ code }) => code)).toEqual([...high.codes])
    expect(new Set(goods.entries.map(({ group }) => group))).toEqual(
      new Set(['Annex XI', 'Annex XX', 'Annex XXXV', 'Reg. 258/2012 Annex I', 'Annex XL']),
    )
    expect(listOn('eu-12g-goods', '2024-03-19')).toBeUndefined()
  })

  it('has the high-priority tiers in the numbers that BIS gives', () => {
    const tiers = listOn('chpl', today)!.entries.map(({ group }) => group)
    const count = (tier: string) => tiers.filter((one) => one === `Tier ${tier}`).length
    expect(['1', '2', '3.A', '3.B', '4.A', '4.B'].map(count)).toEqual([4, 5, 16, 9, 11, 5])
  })

  it('has nine partner countries, Northern Ireland with them, and two of which nobody here is sure', () => {
    const partners = listOn('eu-12g-partners', today)!
    expect([...partners.codes].toSorted()).toEqual(['AU', 'CA', 'CH', 'GB', 'JP', 'KR', 'NO', 'NZ', 'US', 'XI'])
    expect([...partners.unsure].toSorted()).toEqual(['IS', 'LI'])
  })

  it('gives Annex XL as the high-priority list', () => {
    expect([...listOn('eu-12g-annex-xl', today)!.codes]).toEqual([...listOn('chpl', today)!.codes])
  })

  it('has 27 Member States of the EU, Greece as GR', () => {
    const states = listOn('eu-member-states', today)!.codes
    expect(states.size).toBe(27)
    expect([states.has('GR'), states.has('EL'), states.has('GB')]).toEqual([true, false, false])
  })
})

describe('goods in a list', () => {
  it.each([
    ['the code itself', '854231', 'HS2022', 'listed 854231 Tier 1'],
    ['a longer code of the same goods', '8542319000', 'HS2022', 'listed 854231 Tier 1'],
    ['a code that both editions have', '854231', 'HS2017', 'listed 854231 Tier 1'],
    ['another code', '854290', 'HS2022', 'not-listed'],
    ['a code that does not exist in HS 2017', '85258900', 'HS2017', 'impossible 852589 Tier 3.A'],
    ['the former code of such goods', '85258019', 'HS2017', 'perhaps edition 852589 Tier 3.A'],
    ['that former code in HS 2022', '852580', 'HS2022', 'not-listed'],
    ['a code of an edition after the list', '854231', 'HS2028', 'perhaps edition 854231 Tier 1'],
  ] as const)('%s', (_, code, edition, expected) => {
    expect(match('chpl', code, edition)).toBe(expected)
  })

  it.each([
    ['a chapter that is in it whole', '880230', 'listed 88 Annex XI'],
    ['a subheading where the list goes deeper', '271012', 'perhaps short 27101270 Annex XX'],
    ['the full code there', '27101270', 'listed 27101270 Annex XX'],
    ['another code beside it', '27101290', 'not-listed'],
    ['a heading of which a part is meant', '930390', 'perhaps part 9303 Annex XXXV'],
    ['a high-priority code', '845811', 'listed 845811 Annex XL'],
  ])('of art. 12g: %s', (_, code, expected) => {
    expect(match('eu-12g-goods', code)).toBe(expected)
  })

  it('are six codes in no edition before HS 2022, and each had a code there', () => {
    const fresh = listOn('chpl', today)!.entries.filter(({ newIn }) => newIn !== undefined)
    expect(fresh.map(({ code }) => code).toSorted()).toEqual(
      ['852589', '854149', '854151', '854159', '854800', '880730'].toSorted(),
    )
    for (const { code, formerly } of fresh) {
      expect(match('chpl', code, 'HS2017')).toMatch(/^impossible/)
      for (const former of formerly!) expect(match('chpl', former, 'HS2017')).toMatch(/^perhaps edition/)
    }
  })
})
