import type * as z from 'zod'
import type { Fault } from './problem.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

/** More do not help anybody, and an answer should not grow with the nonsense that was sent. */
export const mostFaults = 100

/**
 * Every fault that a schema found in `value`, as a person can act on it: where (RFC 6901), which rule, what to do.
 * `value` is what was parsed; it tells a missing member from one of the wrong type.
 */
export function explainIssues(issues: readonly Issue[], value: unknown, base: Path = []): Fault[] {
  return issues.flatMap((issue) => explain(issue, value, base)).slice(0, mostFaults)
}

/** RFC 6901 pointer of a path. */
export const pointerOf = (path: Path): string =>
  path.map((step) => `/${String(step).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

function explain(issue: Issue, value: unknown, base: Path): Fault[] {
  const path = [...base, ...issue.path]
  const here = valueAt(value, issue.path)
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      pointer: pointerOf([...path, key]),
      rule: 'unknown-member',
      detail: `"${short(key)}" is not known here. Remove it, or correct its name.`,
    }))
  if (issue.code === 'invalid_union' && issue.errors.length > 0) return explainUnion(issue.errors, here, path)
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element') return explainIssues(issue.issues, here, path)
  return [{ pointer: pointerOf(path), rule: ruleOf(issue, here), detail: sentence(issue, here) }]
}

/** What was sent comes closest to one of the alternatives: its faults. If it is no closer to any, all are named. */
function explainUnion(alternatives: readonly Issue[][], value: unknown, path: Path): Fault[] {
  const ranked = alternatives.map((issues) => ({ issues, distance: distance(issues) }))
  ranked.sort((a, b) => a.distance - b.distance)
  const [nearest, next] = ranked
  if (next === undefined || nearest!.distance < next.distance) return explainIssues(nearest!.issues, value, path)
  const ways = ranked.map(({ issues }) => explainIssues(issues, value).map(asPhrase).join(' '))
  return [
    {
      pointer: pointerOf(path),
      rule: 'no-form-fits',
      detail: `This fits none of the allowed forms: ${[...new Set(ways)].join(' Or: ')}`,
    },
  ]
}

const asPhrase = ({ pointer, detail }: Fault) => (pointer === '' ? detail : `${pointer.slice(1)}: ${detail}`)

/** A wrong kind of value or an unknown member says more about "not this alternative" than a wrong spelling deep inside. */
const distance = (issues: readonly Issue[]) =>
  issues.reduce((sum, issue) => sum + (issue.path.length === 0 && issue.code !== 'custom' ? 100 : 1), 0)

function ruleOf(issue: Issue, value: unknown): string {
  if (issue.code === 'custom' && typeof issue.params?.rule === 'string') return issue.params.rule
  if (value === undefined) return 'missing'
  return issue.code.replaceAll('_', '-')
}

/** Sentences of our own schemas stand as they are; those that zod words itself are for programmers. */
function sentence(issue: Issue, value: unknown): string {
  if (!/^(Invalid (input|option|string|number|key)\b|Too (big|small):|Unrecognized)/.test(issue.message))
    return issue.message
  if (value === undefined) return 'This is missing; add it.'
  if (issue.code === 'invalid_type') return `This must be ${kinds[issue.expected] ?? issue.expected}.`
  if (issue.code === 'invalid_value')
    return `This must be one of: ${issue.values.slice(0, 100).map(String).join(', ')}.`
  if (issue.code === 'too_big') return `This may be at most ${issue.maximum}${unit(issue.origin)}.`
  if (issue.code === 'too_small') return `This must be at least ${issue.minimum}${unit(issue.origin)}.`
  return 'This is not in the form that is needed here.'
}

const unit = (origin: string) => (origin === 'string' ? ' characters long' : origin === 'array' ? ' entries long' : '')

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with named members',
  record: 'an object with named members',
}

const short = (name: string) => (name.length > 60 ? `${name.slice(0, 60)}…` : name)

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, step)
        ? (inner as Record<PropertyKey, unknown>)[step]
        : undefined,
    value,
  )
}
