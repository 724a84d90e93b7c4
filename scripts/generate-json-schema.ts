import { mkdirSync, writeFileSync } from 'node:fs'
import * as z from 'zod'
import { statementForm } from '#schemas/statement/statement.ts'

const description =
  'The form of an end-use statement, version 1, as a verifier reads it at any time. docs/format.md says what stands ' +
  'beyond this schema: plain text, check digits, and what issuing asks for besides.'

/** The committed JSON Schema (draft 2020-12) of the statement, byte for byte. */
export function statementSchemaText(): string {
  const { $schema, ...schema } = z.toJSONSchema(statementForm, { target: 'draft-2020-12' })
  return `${JSON.stringify({ $schema, $id: 'urn:end-use-registry:statement:1', title: 'End-use statement 1', description, ...schema }, undefined, 2)}\n`
}

export function generateJsonSchema(): void {
  const folder = new URL('../docs/schemas/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL('statement-1.json', folder), statementSchemaText())
}

if (import.meta.main) generateJsonSchema()
