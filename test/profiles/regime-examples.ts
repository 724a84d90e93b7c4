import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import * as z from 'zod'
import type { Statement } from '#schemas/statement/statement.ts'

/** The day as of which the examples are judged. */
export const exampleDay = '2026-11-25'

const change = z.union([z.strictObject({ remove: z.string() }), z.strictObject({ put: z.string(), value: z.json() })])
export type Change = z.infer<typeof change>

const brokenTwins = z
  .array(
    z.strictObject({
      name: z.string().min(3),
      /** Several where one fact stands in several places. */
      change: z.union([change, z.array(change).min(2)]),
      finding: z.strictObject({ pointer: z.string(), rule: z.string() }),
    }),
  )
  .min(1)

export interface RegimeExample {
  readonly name: string
  readonly statement: Statement
  readonly twins: z.infer<typeof brokenTwins>
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

/** The examples of a folder with their broken twins; several of one profile are told apart by a word behind its name. */
export function regimeExamples(folder: string): RegimeExample[] {
  return globSync(`${folder}/*.json`)
    .filter((file) => !file.endsWith('.broken.json'))
    .toSorted()
    .map((file) => ({
      name: basename(file, '.json'),
      statement: read(file) as Statement,
      twins: brokenTwins.parse(read(file.replace(/\.json$/, '.broken.json'))),
    }))
}

type Json = Record<string, unknown>

/** A copy of a statement with changes at JSON pointers; whatever lies above it must be there. */
export function changed(statement: Statement, changes: Change | readonly Change[]): Statement {
  const copy = structuredClone(statement)
  for (const one of [changes].flat()) makeChange(copy, one)
  return copy
}

function makeChange(copy: Statement, made: Change): void {
  const steps = ('put' in made ? made.put : made.remove).split('/').slice(1)
  const last = steps.pop()!
  const parent = steps.reduce<unknown>((value, step) => (value as Json)[step], copy) as Json
  if (parent === undefined) throw new Error(`nothing stands at /${steps.join('/')}`)
  if ('put' in made) parent[last] = made.value
  else if (!(last in parent)) throw new Error(`nothing stands at ${made.remove}`)
  else if (Array.isArray(parent)) parent.splice(Number(last), 1)
  else delete parent[last]
}
