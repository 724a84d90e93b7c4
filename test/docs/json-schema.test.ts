import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { statementSchemaText } from '#scripts/generate-json-schema.ts'

const committed = readFileSync('docs/schemas/statement-1.json', 'utf8')

function* nodes(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield value as Record<string, unknown>
  for (const member of Object.values(value)) yield* nodes(member)
}

describe('the JSON Schema of the statement', () => {
  it('that is committed is what the statement is: npm run generate', () => {
    expect(statementSchemaText()).toBe(committed)
  })

  it('closes every object', () => {
    const open = [...nodes(JSON.parse(committed))].filter(
      ({ type, additionalProperties }) => type === 'object' && additionalProperties !== false,
    )
    expect(open).toEqual([])
  })

  it('bounds every text and every list: by a pattern, by a closed list or by a length', () => {
    const unbounded = [...nodes(JSON.parse(committed))].filter(
      ({ type, pattern, enum: codes, const: one, maxLength, maxItems }) =>
        (type === 'string' && (pattern ?? codes ?? one ?? maxLength) === undefined) ||
        (type === 'array' && maxItems === undefined),
    )
    expect(unbounded).toEqual([])
  })

  it('marks plain text by its lengths, as format.md says', () => {
    const texts = [...nodes(JSON.parse(committed))].filter(({ minLength }) => minLength !== undefined)
    expect(texts.length).toBeGreaterThan(30)
    expect(texts.filter(({ pattern, maxLength }) => pattern !== undefined || maxLength === undefined)).toEqual([])
  })
})
