import { fromUtf8 } from '../bytes.ts'

/** What the browser says of an assertion (WebAuthn Level 3, section 5.8.1), as far as it is judged here. */
export interface ClientData {
  readonly type: unknown
  readonly challenge: unknown
  readonly origin: unknown
  readonly crossOrigin: unknown
  readonly topOrigin: unknown
}

/**
 * Reads a `clientDataJSON`. Browsers write it in their own ways, so white space and escapes are as they like; but a member
 * that stands there twice would mean one thing to us and another to the next reader, so that is refused.
 * Undefined for anything that is not one JSON object in UTF-8 without a byte order mark.
 */
export function readClientData(bytes: Uint8Array): ClientData | undefined {
  try {
    const text = fromUtf8(bytes)
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    if (countMembers(text) !== Object.keys(value).length) return undefined
    const own = (name: string): unknown =>
      Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
    return {
      type: own('type'),
      challenge: own('challenge'),
      origin: own('origin'),
      crossOrigin: own('crossOrigin'),
      topOrigin: own('topOrigin'),
    }
  } catch {
    return undefined
  }
}

/** Whether the answer was given inside a page of another site, or says what only such an answer says. */
export function isFramed({ crossOrigin, topOrigin }: ClientData): boolean {
  return (crossOrigin !== undefined && crossOrigin !== false) || topOrigin !== undefined
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\]:]/gs

/** Members that the outermost object is written with; `text` is known to be JSON. */
function countMembers(text: string): number {
  let depth = 0
  let members = 0
  for (const [found] of text.matchAll(token)) {
    if (found === '{' || found === '[') depth += 1
    else if (found === '}' || found === ']') depth -= 1
    else if (found === ':' && depth === 1) members += 1
  }
  return members
}
