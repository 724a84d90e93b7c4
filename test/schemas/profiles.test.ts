import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { elementBook } from '#schemas/profile/element.ts'
import { elements, profileBook } from '#schemas/profile/profile-book.ts'
import { publishedProfiles } from '#schemas/profile/published-profiles.ts'
import { statementForm } from '#schemas/statement/statement.ts'
import { schemaAt } from '#schemas/statement/schema-at.ts'
import { profileListText } from '#scripts/generate-profile-list.ts'

const files = globSync('schemas/profiles/*.json').toSorted()
const read = (file: string): { id: string; version: number } => JSON.parse(readFileSync(file, 'utf8'))

describe('the profiles', () => {
  it('are imported as the folder holds them', () => {
    expect(readFileSync('schemas/profile/published-profiles.ts', 'utf8')).toBe(profileListText())
  })

  it('are kept in files of their names, former editions with their version', () => {
    const named = files.map((file) => basename(file, '.json'))
    const expected = files
      .map(read)
      .map(({ id, version }, index) => [id, `${id}.v${version}`][named[index] === id ? 0 : 1])
    expect(named).toEqual(expected)
  })

  const one = read('schemas/profiles/us-bis-711.json')

  it('are refused if a name leads nowhere or two editions stand on one day', () => {
    const broken = {
      ...one,
      sources: {},
      elements: [{ element: 'end-user-shoe-size', need: 'required', source: 'form' }],
    }
    expect(() => profileBook([broken])).toThrow('"end-user-shoe-size" is no element')
    expect(() => profileBook([broken])).toThrow('the source "form" is not described')
    expect(() => profileBook([one, { ...one, version: 2 }])).toThrow('two editions cannot be told apart')
    expect(() => profileBook([{ ...one, version: 0 }])).toThrow('a profile is not of the form')
  })

  it('are found by id and day', () => {
    const book = profileBook([
      { ...one, effectiveUntil: '2026-06-30' },
      { ...one, version: 2, effectiveFrom: '2026-07-01' },
    ])
    const versions = ['2013-12-31', '2014-01-01', '2026-06-30', '2026-07-01'].map(
      (day) => book.on(one.id, day)?.version,
    )
    expect(versions).toEqual([undefined, 1, 1, 2])
    expect(publishedProfiles.on('xx-nowhere', '2026-01-01')).toBeUndefined()
  })
})

/** Lists stand for each of their entries. */
const paths = (from: readonly PropertyKey[], member: string | string[] | undefined) =>
  [member ?? []].flat().map((path) => [...from, ...path.split('.')])

describe('the elements', () => {
  it('are of the form', () => {
    expect(elementBook.parse(Object.fromEntries(elements))).toEqual(Object.fromEntries(elements))
  })

  it('stand where the statement has a place for them', () => {
    const sample = { parties: [{}], lines: [{}], signatures: [{}] }
    const nowhere = [...elements].flatMap(([id, { find }]) => {
      const places =
        'statement' in find
          ? paths([], find.statement)
          : 'line' in find
            ? paths(['lines', 0], find.line)
            : 'party' in find
              ? paths(['parties', 0], find.has)
              : 'signature' in find
                ? paths(['signatures', 0], find.has)
                : []
      return places
        .filter((path) => schemaAt(statementForm, sample, path) === undefined)
        .map((path) => `${id}: ${path.join('.')}`)
    })
    expect(nowhere).toEqual([])
  })
})
