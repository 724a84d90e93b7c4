import type * as z from 'zod'
import { RegistryError } from '#domain/errors.ts'
import { explainIssues, pointerOf } from '#schemas/explain-issues.ts'
import type { Operation } from '#schemas/operations/operation.ts'
import type { Fault } from '#schemas/problem.ts'
import { readBody } from './body.ts'
import type { HttpEvent } from './http-event.ts'

type Values = Readonly<Record<string, unknown>>

/**
 * What the use case receives: path, query and header parameters by name, and the body under `body`, each as the
 * operation's schema gives it. All faults of all parts are reported at once; pointers lead into the body, or to
 * `/path/…`, `/query/…`, `/headers/…`. Headers that the operation does not name are not looked at; query parameters that
 * it does not name are refused, because a caller believes that they matter.
 * Throws RegistryError `request-invalid`, `json-invalid`, `body-too-large`, `media-type-unsupported`.
 */
export function readInput(operation: Operation, event: HttpEvent): object {
  const { path, query, headers, body } = operation.input
  const faults: Fault[] = []
  const input = {
    ...checked(path, only(path, event.pathParameters), ['path'], faults),
    ...checked(query, queryOf(event.rawQueryString, query, faults), ['query'], faults),
    ...checked(headers, only(headers, event.headers), ['headers'], faults),
    ...checkedBody(body, readBody(operation, event), faults),
  }
  if (faults.length === 0) return input
  throw new RegistryError('request-invalid', 'Correct what "errors" names and send the request again.', faults)
}

function checked(schema: z.ZodObject | undefined, given: Values, base: string[], faults: Fault[]): object {
  if (schema === undefined) return {}
  const parsed = schema.safeParse(given)
  if (!parsed.success) faults.push(...explainIssues(parsed.error.issues, given, base))
  return parsed.data ?? {}
}

function checkedBody(schema: z.ZodType | undefined, given: unknown, faults: Fault[]): object {
  if (schema === undefined) return {}
  const parsed = schema.safeParse(given)
  if (!parsed.success) faults.push(...explainIssues(parsed.error.issues, given))
  return { body: parsed.data }
}

function only(schema: z.ZodObject | undefined, values: Values): Values {
  const names = Object.keys(schema?.shape ?? {}).filter((name) => Object.hasOwn(values, name))
  return Object.fromEntries(names.map((name) => [name, values[name]]))
}

/** From the raw text: API Gateway's parsed form has joined a name that was given twice with ",", which nobody can undo. */
function queryOf(raw: string, schema: z.ZodObject | undefined, faults: Fault[]): Values {
  const values = new Map<string, string>()
  const refuse = (name: string, rule: string, detail: string) =>
    faults.push({ pointer: pointerOf(['query', name]), rule, detail })
  for (const pair of raw === '' ? [] : raw.split('&', 50)) {
    const [name, value] = [pair.split('=', 1)[0]!, pair.slice(pair.indexOf('=') + 1)].map(decoded)
    if (name === undefined || value === undefined)
      refuse(pair, 'percent-encoding', 'This is not percent-encoded UTF-8.')
    else if (!Object.hasOwn(schema?.shape ?? {}, name))
      refuse(name, 'unknown-parameter', 'This parameter is not known here. Remove it.')
    else if (values.has(name)) refuse(name, 'duplicate-parameter', 'This parameter stands twice; give it once.')
    else values.set(name, value)
  }
  return Object.fromEntries(values)
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
