import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Statement } from '#schemas/statement/statement.ts'
import { validateStatement } from '#domain/statement/validate-statement.ts'
import { checkStatement } from '#domain/statement/profile/check-statement.ts'
import { changed, exampleDay, type Change } from './regime-examples.ts'

const statement = JSON.parse(readFileSync('examples/several-regimes.json', 'utf8')) as Statement
const five = ['de-bafa-c1', 'eu-12g', 'generic-wassenaar', 'kr-form-2-2', 'us-748-statement']

const found = (...changes: Change[]) =>
  checkStatement({ statement: changed(statement, changes) }, exampleDay).findings.map(
    ({ pointer, rule, wantedBy }) => [pointer, rule, wantedBy.map(({ profile }) => profile).toSorted()] as const,
  )

const consentOf = (authority: string) =>
  statement.assurances.findIndex(({ code, params }) => code === 'A-NO-REEXPORT' && params?.consentBy === authority)

describe('one statement for five regimes', () => {
  it('may be issued and satisfies them all, without a word of advice left', () => {
    expect(validateStatement(statement, exampleDay)).toEqual({ statement })
    const { outcome, profiles, findings } = checkStatement({ statement }, exampleDay)
    expect(outcome).toBe('satisfied')
    expect(profiles.map(({ id, outcome: each }) => [id, each])).toEqual(five.map((id) => [id, 'satisfied']))
    expect(findings).toEqual([])
  })

  it('is asked once for what all want, in the name of each', () => {
    expect(found({ remove: '/endUse/countryOfUse' })).toEqual([['/endUse/countryOfUse', 'missing', five]])
  })

  it('is asked in the name of those only who want it', () => {
    expect(found({ remove: '/lines/0/value' })).toEqual([['/lines/0/value', 'missing', ['de-bafa-c1', 'kr-form-2-2']]])
    expect(found({ remove: '/parties/1/relationshipYears' })).toEqual([
      ['/parties/1/relationshipYears', 'missing', ['us-748-statement']],
    ])
  })

  it('needs the consent of each authority for itself', () => {
    expect(found({ remove: `/assurances/${consentOf('MOTIE')}` })).toEqual([
      ['/assurances', 'assurance-missing', ['kr-form-2-2']],
    ])
    expect(found({ remove: `/assurances/${consentOf('BIS')}` })).toEqual([
      ['/assurances', 'assurance-missing', ['us-748-statement']],
    ])
  })

  it('needs the clause against Russia because a machine of that kind is on the high-priority list', () => {
    const clause = statement.assurances.findIndex(({ code }) => code === 'A-NO-RU')
    expect(found({ remove: `/assurances/${clause}` })).toEqual([['/assurances', 'assurance-missing', ['eu-12g']]])
    const toJapan: Change[] = [
      { remove: `/assurances/${clause}` },
      { put: '/endUse/countryOfUse', value: 'JP' },
      { put: '/endUse/placesOfUse/0/address', value: { lines: ['1-2-3 Minami'], city: 'Osaka', country: 'JP' } },
      { put: '/parties/1/address', value: { lines: ['1-2-3 Minami'], city: 'Osaka', country: 'JP' } },
    ]
    expect(found(...toJapan)).toEqual([])
  })

  it('is broken for one regime by what the others take', () => {
    expect(found({ put: '/signatures/0/kind', value: 'SCANNED_IMAGE' })).toEqual([
      ['/signatures/0/kind', 'signature-kind', ['de-bafa-c1']],
    ])
  })
})
