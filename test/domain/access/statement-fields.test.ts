import { expect, expectTypeOf, it } from 'vitest'
import type { Statement } from '#schemas/statement/statement.ts'
import { statementFields, type Fields } from '#domain/access/statement-fields.ts'
import { aFullStatement } from '#test/builders/a-full-statement.ts'

/** Paths of the leaves; those of an array are its items'. */
function paths(value: unknown, path = ''): string[] {
  if (Array.isArray(value) && value.some((each) => typeof each === 'object'))
    return value.flatMap((each) => paths(each, path))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path]
  return Object.entries(value).flatMap(([name, member]) => paths(member, path === '' ? name : `${path}.${name}`))
}

it('a statement with a member that the table lacks does not compile', () => {
  expectTypeOf<typeof statementFields>().toExtend<Fields<Statement>>()
  expectTypeOf<typeof statementFields>().not.toExtend<Fields<Statement & { price: string }>>()
  type Deep = Omit<Statement, 'lines'> & { lines: (Statement['lines'][number] & { note?: { by: string } })[] }
  expectTypeOf<typeof statementFields>().not.toExtend<Fields<Deep>>()
  expect(Object.keys(statementFields)).toContain('parties')
})

it('the full statement of the tests has every member that the table names, and no other', () => {
  expect(new Set(paths(aFullStatement()))).toEqual(new Set(paths(statementFields)))
})
