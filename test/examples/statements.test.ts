import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { requireProfiles } from '#domain/statement/profile/require-profiles.ts'
import { validateStatement } from '#domain/statement/validate-statement.ts'
import { exampleStatements, exampleToCopy } from '#examples/statements.ts'

/** Among them a leap day, days whose neighbours lie in another month or year, and a day years ahead. */
const days = ['2026-11-22', '2027-01-01', '2027-03-01', '2028-02-29', '2028-12-31', '2035-07-15']

describe('the examples', () => {
  it.each(Object.entries(exampleStatements))('%s may be issued on any day', (_, make) => {
    for (const day of days) expect(validateStatement(make(day), day)).toEqual({ statement: make(day) })
  })

  it('satisfy what they claim, on any day', () => {
    for (const day of days)
      expect(
        Object.values(exampleStatements).map((make) => requireProfiles(make(day), day).map(({ id }) => id)),
      ).toEqual([['de-bafa-c1', 'eu-12g'], [], []])
  })

  it('have 1, 12 and 3 goods lines and native names in four scripts', () => {
    const statements = Object.values(exampleStatements).map((make) => make(days[0]!))
    expect(statements.map(({ lines }) => lines.length)).toEqual([1, 12, 3])
    const scripts = statements.flatMap(({ parties }) => parties.flatMap(({ nativeName }) => nativeName?.script ?? []))
    expect([...new Set(scripts)].sort()).toEqual(['Arab', 'Hans', 'Jpan', 'Latn'])
  })

  it('name only domains that are reserved for examples', () => {
    for (const make of Object.values(exampleStatements))
      for (const { website, contact } of make(days[0]!).parties)
        for (const address of [website, contact?.email]) expect(address ?? '.example').toMatch(/\.example$/)
  })

  it('include a file to copy that stays good until 2030', () => {
    const file: unknown = JSON.parse(readFileSync(new URL('../../examples/statement.json', import.meta.url), 'utf8'))
    expect(file).toEqual(exampleToCopy())
    for (const day of ['2026-11-01', '2028-06-01', '2030-10-31'])
      expect([validateStatement(file, day), requireProfiles(exampleToCopy(), day).length]).toEqual([
        { statement: file },
        2,
      ])
  })
})
