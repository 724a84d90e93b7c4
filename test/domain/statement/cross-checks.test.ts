import { describe, expect, it } from 'vitest'
import type { DealFacts } from '#schemas/statement-check.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { checkStatement } from '#domain/statement/profile/check-statement.ts'
import { validateStatement } from '#domain/statement/validate-statement.ts'
import { aDayOfIssue, aStatement } from '#test/builders/a-statement.ts'
import { dispositions, place, type Change } from './statement-changes.ts'

/** Advice that a statement gets which may all the same be issued. */
function advice(change: Change, facts: DealFacts = {}): string[] {
  const statement = aStatement(change)
  expect(validateStatement(statement, aDayOfIssue)).toEqual({ statement })
  const { findings, outcome } = checkStatement({ statement, facts }, aDayOfIssue)
  expect(outcome).toBe('satisfied')
  expect(findings.every(({ severity, wantedBy }) => severity === 'advice' && wantedBy.length === 0)).toBe(true)
  return findings.map(({ pointer, rule }) => `${pointer} ${rule}`)
}

const line =
  (change: (line: Statement['lines'][number]) => void): Change =>
  (s) =>
    change(s.lines[0]!)
/** The sample statement is of a seller in the EU, for a country that is no partner. */
const withClause: Change = (s) => void s.assurances.push({ code: 'A-NO-RU', accepted: true })
const both =
  (...changes: Change[]): Change =>
  (s) =>
    changes.forEach((change) => change(s))

describe('the no-Russia clause', () => {
  it('is called for where a seller in the EU sells listed goods to a country that is no partner', () => {
    expect(advice(() => {})).toEqual(['/assurances no-russia-clause'])
  })

  it('is not called for if it is promised, the seller sits elsewhere, the goods or the country are not meant', () => {
    expect(advice(withClause)).toEqual([])
    expect(advice(() => {}, { exporterCountry: 'JP' })).toEqual([])
    expect(advice(line((one) => void (one.hs = { code: '340399', edition: 'HS2022' })))).toEqual([])
    expect(
      advice(
        both(place('JP', 'JP-13'), dispositions('REEXPORT'), (s) => void (s.endUse.distributionCountries = ['KR'])),
      ),
    ).toEqual([])
  })

  it('is not called for, and not ruled out, where nobody can tell', () => {
    expect(advice(line((one) => void delete one.hs))).toEqual([])
  })
})

/** The consignee, who is in Vietnam, is left out. */
const inUkraine = (region: string): Change => both(place('UA', region), (s) => void s.parties.pop())

const cases: [name: string, change: Change, found: string[], facts?: DealFacts][] = [
  [
    'a place of use in Sevastopol',
    inUkraine('UA-40'),
    ['/endUse/placesOfUse/0/address/region territory-under-sanctions'],
  ],
  ['a place of use in Kyiv', inUkraine('UA-32'), []],
  [
    'a party in Donetsk',
    (s) => void (s.parties[2]!.address = { lines: ['1'], city: 'Donetsk', region: 'UA-14', country: 'UA' }),
    ['/parties/2/address/country consignee-elsewhere', '/parties/2/address/region territory-under-sanctions'],
  ],
  ['goods used where the consignee is not', place('LA'), ['/parties/2/address/country consignee-elsewhere']],
  [
    'goods that go on',
    both(place('LA'), dispositions('REEXPORT'), (s) => void (s.endUse.distributionCountries = ['TH'])),
    [],
  ],
  ['a shipment to another country', () => {}, ['/endUse/countryOfUse destination-elsewhere'], { destination: 'TR' }],
  ['a shipment to the country of use', () => {}, [], { destination: 'VN' }],
  [
    'an HS code that its edition does not have',
    line((one) => void (one.hs = { code: '854159', edition: 'HS2017' })),
    ['/lines/0/hs/edition hs-edition'],
  ],
  [
    'an HS code that hides watched goods',
    line((one) => void (one.hs = { code: '852580', edition: 'HS2017' })),
    ['/lines/0/hs hs-edition'],
  ],
  [
    'some serial numbers',
    line((one) => void (one.serialNumbers = ['A1'])),
    ['/lines/0/serialNumbers serials-incomplete'],
  ],
  [
    'a tolerance on articles',
    line((one) => {
      delete one.serialNumbers
      one.tolerancePct = '5'
    }),
    ['/lines/0/tolerancePct tolerance-on-articles'],
  ],
  [
    'a net weight that is another',
    (s) => void (s.lines[1]!.netWeightKg = '1250'),
    ['/lines/1/netWeightKg net-weight-differs'],
  ],
  ['a net weight that is the same', (s) => void (s.lines[1]!.netWeightKg = '1250.5'), []],
  [
    'one delivery within more than a year',
    (s) => {
      s.scope = 'SINGLE'
      s.validUntil = '2027-11-02'
    },
    ['/validUntil long-for-one-delivery'],
  ],
]

describe('advice', () => {
  it.each(cases)('about %s', (_, change, found, facts = {}) => {
    expect(advice(both(withClause, change), facts)).toEqual(found)
  })
})
