import * as z from 'zod'
import { fieldWords, placeWords } from './field-words.ts'
import { quoted, type LocatedFault } from './located-fault.ts'
import { nearestName } from './nearest-name.ts'
import { namesAt, schemaAt, valueAt } from './schema-at.ts'

type Issue = z.core.$ZodIssue
type IssueOf<C extends Issue['code']> = Extract<Issue, { code: C }>

/** What was sent, and what it was held against. */
interface Sent {
  readonly schema: z.ZodType
  readonly raw: unknown
}

const fault = (path: readonly PropertyKey[], rule: string, detail: string): LocatedFault => ({ path, rule, detail })

/** The schema's own sentence about a text of the wrong form, or an empty list, tells best what is missing. */
function howItIsWritten({ schema, raw }: Sent, path: readonly PropertyKey[]): string {
  const wanted = schemaAt(schema, raw, path)
  const wrong = wanted instanceof z.ZodArray ? [] : '?'
  const issue = wanted?.safeParse(wrong, { error: () => '' }).error?.issues[0]
  const isTelling = issue?.code === 'invalid_format' || issue?.code === 'too_small'
  return isTelling && issue.message !== '' ? ` ${issue.message}` : ''
}

const listOf = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join(', ')

/** All values of a short list; of a long one those that are needed to see its style. */
const choices = (values: readonly unknown[]) =>
  values.length === 1
    ? JSON.stringify(values[0])
    : values.length <= 25
      ? `one of ${listOf(values)}`
      : `one of ${values.length} codes such as ${listOf(values.slice(0, 5))}`

function missing(sent: Sent, path: readonly PropertyKey[], hint = howItIsWritten(sent, path)): LocatedFault {
  const where = placeWords(path.slice(0, -1))
  const what = fieldWords(String(path.at(-1) ?? 'statement'))
  return fault(path, 'missing', `This is needed: ${what}${where === '' ? '' : ` (${where})`}.${hint}`)
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text in quotation marks',
  number: 'a number without quotation marks',
  int: 'a whole number without quotation marks',
  boolean: 'true or false, without quotation marks',
  array: 'a list in square brackets',
  object: 'an object in braces',
}

function wrongType(sent: Sent, { path, expected }: IssueOf<'invalid_type'>): LocatedFault {
  const value = valueAt(sent.raw, path)
  if (path.length > 0 && value === undefined) return missing(sent, path)
  if (value === null)
    return fault(path, 'wrong-type', 'An empty value (null) says nothing; fill this in, or leave the member out.')
  if (expected === 'string' && typeof value === 'number')
    return fault(path, 'number-as-text', `Write ${value} as text: "${value}".`)
  return fault(path, 'wrong-type', `Write ${kinds[expected] ?? expected} here.`)
}

function unknownMembers({ schema, raw }: Sent, { path, keys }: IssueOf<'unrecognized_keys'>): LocatedFault[] {
  const names = namesAt(schema, raw, path)
  return keys.map((key) => {
    const near = nearestName(key, names)
    const remedy = near === undefined ? 'remove it or check its spelling' : `did you mean "${near}"?`
    const detail = `The member ${quoted(key)} is not part of a statement here; ${remedy}${near === undefined ? '.' : ''}`
    // A pointer as long as a hostile name would be an echo of it.
    return fault(key.length > 60 ? path : [...path, key], 'unknown-member', detail)
  })
}

function notOneOf(sent: Sent, path: readonly PropertyKey[], values: readonly unknown[]): LocatedFault {
  const value = valueAt(sent.raw, path)
  const allowed = choices(values)
  if (value === undefined) return missing(sent, path, ` Write ${allowed}.`)
  if (typeof value !== 'string') return fault(path, 'wrong-type', `Write ${allowed}.`)
  const near = nearestName(
    value,
    values.filter((one) => typeof one === 'string'),
  )
  const question = near === undefined ? '' : ` Did you mean "${near}"?`
  return fault(path, 'not-in-list', `${quoted(value)} is not known here; write ${allowed}.${question}`)
}

function outOfSize(issue: IssueOf<'too_small'> | IssueOf<'too_big'>): LocatedFault {
  const isSmall = issue.code === 'too_small'
  const bound = isSmall ? issue.minimum : issue.maximum
  const least = isSmall ? 'at least' : 'at most'
  if (issue.origin === 'array')
    return fault(issue.path, isSmall ? 'too-few' : 'too-many', issue.message || `Give ${least} ${bound} here.`)
  if (issue.origin === 'string')
    return fault(issue.path, isSmall ? 'too-short' : 'too-long', issue.message || `Write ${least} ${bound} characters.`)
  return fault(issue.path, 'out-of-range', issue.message || `Write a number of ${least} ${bound}.`)
}

/** No branch fits: speak of the one that was meant. */
function noBranch(sent: Sent, issue: IssueOf<'invalid_union'>): LocatedFault[] {
  const { path } = issue
  if ('options' in issue && Array.isArray(issue.options)) return [notOneOf(sent, path, issue.options)]
  const value = valueAt(sent.raw, path)
  const unknownFact = ' If it is not known, write {"unknown": true, "reason": "…"}.'
  if (value === undefined) return [missing(sent, path, `${howItIsWritten(sent, path)}${unknownFact}`)]
  const saysUnknown = typeof value === 'object' && value !== null && Object.hasOwn(value, 'unknown')
  const branch = (saysUnknown ? issue.errors.at(-1) : issue.errors[0]) ?? []
  return branch.flatMap((inner) => one(sent, { ...inner, path: [...path, ...inner.path] }))
}

const rules: Readonly<Partial<Record<string, string>>> = { invalid_format: 'wrong-form', invalid_value: 'wrong-value' }

/** The sentence of the schema itself, where it has one. */
function ownSentence(issue: Issue): LocatedFault {
  const named = issue.code === 'custom' ? issue.params?.['rule'] : rules[issue.code]
  const rule = typeof named === 'string' ? named : 'not-allowed'
  return fault(issue.path, rule, issue.message || 'This value is not allowed here.')
}

function one(sent: Sent, issue: Issue): LocatedFault[] {
  if (issue.code === 'invalid_type') return [wrongType(sent, issue)]
  if (issue.code === 'unrecognized_keys') return unknownMembers(sent, issue)
  if (issue.code === 'invalid_union') return noBranch(sent, issue)
  if (issue.code === 'too_small' || issue.code === 'too_big') return [outOfSize(issue)]
  if (issue.code === 'invalid_value' && (issue.message === '' || valueAt(sent.raw, issue.path) === undefined))
    return [notOneOf(sent, issue.path, issue.values)]
  return [ownSentence(issue)]
}

/**
 * Faults of the shape, each with a sentence that a person in a small firm can act on. Parses without zod's own wording:
 * where the schema has no sentence of its own, this file makes one.
 */
export function explain(schema: z.ZodType, raw: unknown): LocatedFault[] {
  const result = schema.safeParse(raw, { error: () => '' })
  return result.success ? [] : result.error.issues.flatMap((issue) => one({ schema, raw }, issue))
}
