import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { operations } from '#schemas/operations.ts'
import type { Operation } from '#schemas/operations/operation.ts'
import { problems } from '#schemas/problem.ts'
import { openapiText } from '#scripts/generate-openapi.ts'

const committed = readFileSync('docs/openapi.json', 'utf8')

interface Described {
  operationId: string
  responses: Record<string, { description: string }>
}
const document = JSON.parse(committed) as {
  paths: Record<string, Record<string, Described>>
  components: { schemas: Record<string, { properties?: { code?: { enum: string[] } } }> }
}

describe('the OpenAPI document', () => {
  it('that is committed is what the table of operations says: npm run generate', () => {
    expect(openapiText()).toBe(committed)
  })

  it('has every operation, with its status and every refusal', () => {
    for (const [name, { method, path, status, refuses }] of Object.entries<Operation>(operations)) {
      const described = document.paths[path]?.[method.toLowerCase()]
      expect(described?.operationId).toBe(name)
      expect(described?.responses).toHaveProperty(String(status))
      for (const code of refuses)
        expect(described?.responses[problems[code].status]?.description).toContain(`\`${code}\``)
    }
  })

  it('has every code of a problem', () => {
    expect(document.components.schemas.Problem?.properties?.code?.enum).toEqual(Object.keys(problems))
  })

  it('passes the linter of its kind', { timeout: 30_000 }, async () => {
    const { stderr } = await promisify(execFile)('redocly', ['lint', 'docs/openapi.json'])
    expect(stderr).toContain('Your API description is valid')
    expect(stderr).not.toMatch(/warning/i)
  })
})
