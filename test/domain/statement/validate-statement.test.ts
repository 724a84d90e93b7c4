import { describe, expect, it } from 'vitest'
import { validateStatement } from '#domain/statement/validate-statement.ts'
import { rules } from '#schemas/statement/rules.ts'
import { aDayOfIssue, aStatement } from '#test/builders/a-statement.ts'
import { refused } from './refused-cases.ts'
import { taken } from './taken-cases.ts'

const faultsOf = (raw: unknown, today = aDayOfIssue) => {
  const result = validateStatement(raw, today)
  return 'faults' in result ? result.faults : []
}

/** Where and by which rule, without the sentence. */
const brief = (raw: unknown) => faultsOf(raw).map(({ pointer, rule }) => `${pointer} ${rule}`)

describe('a statement between its fields', () => {
  it.each(refused)('is refused with %s', (_, expected, change) => {
    expect(brief(aStatement(change))).toEqual([expected])
  })

  it.each(taken)('is taken with %s', (_, change) => {
    expect(faultsOf(aStatement(change))).toEqual([])
  })

  it('has a case for every rule', () => {
    const tried = new Set(refused.map(([, expected]) => expected.split(' ')[1]!))
    expect([...new Set(rules.map(({ id }) => id))].filter((id) => !tried.has(id))).toEqual([])
  })

  it('may not be dated tomorrow, neither as a whole nor by who signs', () => {
    const raw = aStatement((s) => {
      s.signedOn = '2026-11-02'
      s.signatures[0]!.signedOn = '2026-11-02'
    })
    expect(brief(raw)).toEqual(['/signatures/0/signedOn date-in-future', '/signedOn date-in-future'])
  })

  it('is refused in sentences that say what to do', () => {
    for (const [, , change] of refused)
      for (const { detail } of faultsOf(aStatement(change))) expect(detail).toMatch(/^["A-Z0-9].{20,298}\.$/su)
  })
})

describe('judging a statement', () => {
  it('gives back exactly what was sent', () => {
    const raw: unknown = JSON.parse(JSON.stringify(aStatement()))
    expect(validateStatement(raw, aDayOfIssue)).toEqual({ statement: raw })
  })

  it('finds shape, lists and rules at once, by place', () => {
    const raw = aStatement((s) => {
      s.validUntil = '2031-01-01'
      s.parties[0]!.legalName = 'H\u0430lden GmbH'
      s.parties[1]!.address.country = 'UK'
      s.lines[0]!.unit = 'PCS'
      s.lines[1]!.lineNo = 1
      Object.assign(s.lines[1]!, { quantity: 12 })
      Object.assign(s.endUse, { countryOfUse: undefined, colour: 'red' })
    })
    expect(brief(raw)).toEqual([
      '/endUse/colour unknown-member',
      '/endUse/countryOfUse missing',
      '/lines/0/unit not-in-list',
      '/lines/1/lineNo line-number-twice',
      '/lines/1/quantity number-as-text',
      '/parties/0/legalName legal-name-not-latin',
      '/parties/1/address/country not-in-list',
      '/validUntil validity-too-long',
    ])
  })

  it('does not let a broken line hide the contradictions of another', () => {
    const raw = aStatement((s) => {
      Object.assign(s, { lines: [null, { ...s.lines[0], quantity: '1' }, { lineNo: 1 }] })
    })
    expect(brief(raw)).toContain('/lines/1/serialNumbers more-serials-than-articles')
    expect(brief(raw)).toContain('/lines/2/lineNo line-number-twice')
  })

  it.each([undefined, null, true, 7, 'text', [], {}, [[[]]], Object.create(null), Number.NaN])('answers %j', (raw) => {
    expect(faultsOf(raw).length).toBeGreaterThan(0)
  })

  it('names at most 200 faults and says how many more there are', () => {
    const raw = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`member${index}`, 0]))
    const faults = faultsOf(raw)
    expect(faults).toHaveLength(201)
    expect(faults.at(-1)).toMatchObject({ pointer: '', rule: 'more-faults' })
    expect(faults.at(-1)!.detail).toMatch(/^There are 8\d\d more faults; /)
  })

  it('stays quick on what a hostile body of 128 KB can hold', () => {
    const deep = JSON.parse(`${'['.repeat(60_000)}${']'.repeat(60_000)}`) as unknown
    const bodies: unknown[] = [
      { lines: Array.from({ length: 40_000 }, () => ({})) },
      { parties: [{ roles: Array.from({ length: 20_000 }, (_, index) => `R${index}`) }] },
      { lines: Array.from({ length: 200 }, () => ({ serialNumbers: Array.from({ length: 100 }, () => 'A') })) },
      { remarks: `م${'\u0301'.repeat(60_000)}\u200C`, endUse: { text: 'ا\u200C'.repeat(40_000) } },
      { lines: deep, endUse: { placesOfUse: deep }, assurances: [deep] },
      Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`countryOfUse${index}`, 0])),
    ]
    const started = performance.now()
    for (const body of bodies) expect(faultsOf(body).length).toBeGreaterThan(0)
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
