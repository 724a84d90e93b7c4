import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type OperationName, operations } from '#schemas/operations.ts'
import type { Operation } from '#schemas/operations/operation.ts'
import { policies, type Policy } from '#schemas/policy.ts'
import { problems } from '#schemas/problem.ts'
import { signedMediaTypes } from '#schemas/signed-act.ts'
import { openapiText } from '#scripts/generate-openapi.ts'

const committed = readFileSync('docs/openapi.json', 'utf8')

interface Described {
  operationId: string
  description: string
  security: Record<string, string[]>[]
  requestBody?: { content: Record<string, { schema: { contentSchema?: { $ref: string } } }> }
  responses: Record<string, { description: string }>
}
const document = JSON.parse(committed) as {
  paths: Record<string, Record<string, Described>>
  components: { schemas: Record<string, { properties?: { code?: { enum: string[] }; act?: object } }> }
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

  it('says of every operation who may, and how the caller is known', () => {
    for (const [name, { method, path }] of Object.entries<Operation>(operations)) {
      const { caller, roles }: Policy = policies[name as OperationName]
      const { description, security } = document.paths[path]![method.toLowerCase()]!
      for (const role of Object.keys(roles)) expect([name, description]).toEqual([name, expect.stringContaining(role)])
      const session = method === 'GET' ? { session: [] } : { session: [], csrfToken: [] }
      expect([name, security]).toEqual([
        name,
        [caller === 'member' ? { accessToken: [] } : {}, caller === 'member' ? session : { accessToken: [] }],
      ])
    }
  })

  it('describes what a signed body says, in each form of it', () => {
    const asked = document.paths['/certificates']?.post?.requestBody?.content
    expect(Object.keys(asked ?? {})).toEqual([...signedMediaTypes])
    for (const [name, { method, path, act }] of Object.entries<Operation>(operations)) {
      if (act === undefined) continue
      const { content } = document.paths[path]![method.toLowerCase()]!.requestBody!
      for (const mediaType of signedMediaTypes) {
        const component = content[mediaType]!.schema.contentSchema!.$ref.split('/').at(-1)!
        expect(document.components.schemas[component]?.properties?.act).toEqual({ type: 'string', const: name })
      }
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
