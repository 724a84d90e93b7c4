import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { crosswalk, crosswalkWarnings } from '#schemas/crosswalk/crosswalk.ts'
import { statementForm } from '#schemas/statement/statement.ts'
import { crosswalksText } from '#scripts/generate-crosswalks.ts'

/** Every place of the schema where a value stands, `*` for any position of a list; a union gives those of all branches. */
function placesOf(schema: unknown, place = ''): string[] {
  if (schema instanceof z.ZodOptional) return placesOf(schema.unwrap(), place)
  if (schema instanceof z.ZodUnion || schema instanceof z.ZodDiscriminatedUnion)
    return schema.options.flatMap((option) => placesOf(option, place))
  if (schema instanceof z.ZodArray) return placesOf(schema.element, `${place}/*`)
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, member]) => placesOf(member, `${place}/${name}`))
  return [place]
}

const told = crosswalk.rows.flatMap(({ fields }) => fields)

describe('the crosswalks', () => {
  it('name every field of the statement once, and none that it has not', () => {
    const places = new Set(placesOf(statementForm))
    expect([...places].filter((place) => !told.includes(place))).toEqual([])
    expect(told.filter((field) => !places.has(field))).toEqual([])
    expect(told.filter((field, index) => told.indexOf(field) < index)).toEqual([])
  })

  it('lead to KTDDE only by an UNTDED tag', () => {
    expect(crosswalk.rows.filter(({ ktdde, untded }) => ktdde === true && untded === undefined)).toEqual([])
  })

  it('use every warning, and none that is not told', () => {
    const used = new Set(crosswalk.rows.flatMap(({ warnings = [] }) => warnings))
    expect(used).toEqual(new Set(Object.keys(crosswalkWarnings)))
  })

  it('warn at the kind of document of 990, X002 and D018', () => {
    const kind = crosswalk.rows.find(({ fields }) => fields.includes('/documentKind'))
    expect(kind?.warnings).toEqual(['edifact-990', 'edifact-916', 'taric-x002', 'no-d018', 'ktdde-36'])
  })

  it('are told in docs/crosswalks.md: npm run generate', () => {
    expect(crosswalksText()).toBe(readFileSync('docs/crosswalks.md', 'utf8'))
  })
})
