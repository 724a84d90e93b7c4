import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Statement } from '#schemas/statement/statement.ts'

const files = globSync('examples/{profiles/*,several-regimes}.json').filter((file) => !file.endsWith('.broken.json'))
const statements = files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Statement)
const parties = statements.flatMap((statement) => statement.parties)

describe('the examples of the profiles', () => {
  it('name only domains that are reserved for examples', () => {
    const addresses = parties.flatMap(({ website, contact }) => [website, contact?.email]).filter((one) => one)
    expect(addresses.filter((address) => !address!.endsWith('.example'))).toEqual([])
    expect(addresses.length).toBeGreaterThan(50)
  })

  it('use only LEIs of no issuer', () => {
    const leis = parties.flatMap(({ identifiers = [] }) => identifiers.filter(({ scheme }) => scheme === 'LEI'))
    expect(leis.filter(({ value }) => !value.startsWith('999900'))).toEqual([])
  })

  it('write names in ten scripts', () => {
    const scripts = new Set(parties.flatMap(({ nativeName }) => nativeName?.script ?? []))
    expect([...scripts].toSorted((one, other) => one.localeCompare(other))).toEqual([
      'Arab',
      'Cyrl',
      'Hang',
      'Hans',
      'Hant',
      'Jpan',
      'Knda',
      'Latn',
      'Telu',
      'Thai',
    ])
  })

  it('stand for one delivery and many, for bulk and for stock', () => {
    expect(new Set(statements.map(({ scope }) => scope))).toEqual(new Set(['SINGLE', 'MULTIPLE', 'BULK', 'STOCK']))
  })
})
