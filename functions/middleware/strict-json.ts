import { RegistryError } from '#domain/errors.ts'
import { pointerOf } from '#schemas/explain-issues.ts'

const mostDepth = 32

interface Container {
  /** Names seen so far; undefined for an array. */
  readonly names: Set<string> | undefined
  step: string | number
}

/**
 * Parses JSON that has one meaning for every reader (RFC 8259 section 4 leaves duplicate names open; `JSON.parse` takes
 * the last, others the first). Refuses duplicate names, `__proto__`, halves of surrogate pairs and nesting beyond 32.
 * Throws RegistryError `json-invalid`.
 */
export function parseStrictJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new RegistryError('json-invalid', 'The body is not valid JSON. Check quotation marks, commas and brackets.')
  }
  refuseAmbiguity(text)
  return value
}

/** The text is known to be JSON, so strings and brackets are all that has to be looked at. */
function refuseAmbiguity(text: string): void {
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],]/g
  const open: Container[] = []
  let last: string | undefined
  for (let match = tokens.exec(text); match !== null; match = tokens.exec(text)) {
    const token = match[0]
    const inner = open.at(-1)
    if (token === '{' || token === '[') enter(open, token)
    else if (token === '}' || token === ']') open.pop()
    else if (token === ',') advance(inner!)
    else if (inner?.names !== undefined && (last === '{' || last === ',')) name(open, inner, decoded(token, open))
    else decoded(token, open)
    last = token
  }
}

function enter(open: Container[], token: string): void {
  if (open.length === mostDepth) refuse(open, 'too-deep', `The body nests deeper than ${mostDepth} levels.`)
  open.push({ names: token === '{' ? new Set() : undefined, step: token === '{' ? '' : 0 })
}

function advance(container: Container): void {
  if (typeof container.step === 'number') container.step += 1
}

function name(open: Container[], container: Container, member: string): void {
  container.step = member
  if (container.names!.has(member)) refuse(open, 'duplicate-member', 'This name stands twice in one object; keep one.')
  // No schema has it, and zod drops it in silence.
  if (member === '__proto__') refuse(open, 'unknown-member', '"__proto__" is not known here. Remove it.')
  container.names!.add(member)
}

function decoded(token: string, open: Container[]): string {
  if (!token.includes('\\')) return token.slice(1, -1)
  const text = JSON.parse(token) as string
  if (!text.isWellFormed()) refuse(open, 'text-not-plain', 'The text contains half of a character; write it again.')
  return text
}

function refuse(open: readonly Container[], rule: string, detail: string): never {
  const pointer = pointerOf(open.map(({ step }) => step))
  throw new RegistryError('json-invalid', 'The body can be read in more than one way, so it is not read at all.', [
    { pointer, rule, detail },
  ])
}
