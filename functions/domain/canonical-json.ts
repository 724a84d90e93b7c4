import canonicalize from 'canonicalize'
import { fromUtf8, toUtf8, type Bytes } from './bytes.ts'
import { CheckFailure } from './verification/check-failure.ts'

/** Deeper than any document of this registry; keeps hostile nesting from recursion (security.md 4.2). */
const maxDepth = 32

/** The one spelling of a JSON value (RFC 8785). Throws TypeError for what JSON cannot say. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('not a JSON value')
  return text
}

export function canonicalBytes(value: unknown): Bytes {
  return toUtf8(canonicalJson(value))
}

/**
 * Reads JSON that is written canonically, and nothing else: one rule against duplicate members, white space, byte order
 * marks, re-spelled numbers and reordering (security.md 0.2). Throws CheckFailure `payload-invalid` or `not-canonical`.
 */
export function readCanonicalJson(bytes: Uint8Array): unknown {
  return parseCanonicalJson(readText(bytes))
}

/** The same from text. */
export function parseCanonicalJson(text: string): unknown {
  const value = parsed(text)
  if (!isCanonical(value, text)) throw new CheckFailure('not-canonical')
  return value
}

/** Throws CheckFailure `payload-invalid` for bytes that are not UTF-8. */
export function readText(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes)
  } catch {
    throw new CheckFailure('payload-invalid')
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new CheckFailure('payload-invalid')
  }
}

// Two things that the fast way misjudges: objects list members named like array indices first, in whatever order they
// were written, and a lone surrogate is printed as the escape that it may have been read from.
const needsSlowWay = /"\d{1,10}":|\\ud[89a-f]/

/**
 * Whether `text` is the RFC 8785 form of `value`, which was parsed from it. ECMAScript prints strings and numbers as
 * RFC 8785 wants them, so mostly only the order of members needs a look of its own: several times faster than printing
 * anew, with the same answer (property-tested against `canonicalize`).
 */
function isCanonical(value: unknown, text: string): boolean {
  if (needsSlowWay.test(text)) return isShallow(value, 0) && isCanonicalTheSlowWay(value, text)
  return isSorted(value, 0) && JSON.stringify(value) === text
}

function isCanonicalTheSlowWay(value: unknown, text: string): boolean {
  try {
    return canonicalize(value) === text
  } catch {
    return false
  }
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return depth < maxDepth && Object.values(value).every((member) => isShallow(member, depth + 1))
}

function isSorted(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (depth >= maxDepth) return false
  if (Array.isArray(value)) return value.every((item) => isSorted(item, depth + 1))
  let before: string | undefined
  for (const [name, member] of Object.entries(value)) {
    if (before !== undefined && before >= name) return false
    before = name
    if (!isSorted(member, depth + 1)) return false
  }
  return true
}
