import type { Finding, Rule } from './rule.ts'

/** Deeper than any statement; what lies below is refused by its shape. */
const depthLimit = 10

/** Calls `see` with every text below; `path` is used on the way and must be copied to be kept. */
function eachText(
  value: unknown,
  path: PropertyKey[],
  see: (text: string, path: readonly PropertyKey[]) => void,
): void {
  if (typeof value === 'string') return see(value, path)
  if (typeof value !== 'object' || value === null || path.length >= depthLimit) return
  const visit = (name: PropertyKey, member: unknown) => {
    path.push(name)
    eachText(member, path, see)
    path.pop()
  }
  if (Array.isArray(value)) for (const [index, member] of value.entries()) visit(index, member)
  else for (const name of Object.keys(value)) visit(name, (value as Record<string, unknown>)[name])
}

const plainAscii = /^[\x20-\x7E]*$/

/**
 * Code points that Unicode has not assigned yet may become anything, also invisible. The shape of a statement allows
 * them, because what is unassigned depends on how old the reader's machine is; issuing does not.
 */
const assigned: Rule = {
  id: 'text-not-plain',
  find(raw) {
    const findings: Finding[] = []
    eachText(raw, [], (text, path) => {
      const found = plainAscii.test(text) ? null : /(?!\p{Noncharacter_Code_Point})\p{Cn}/u.exec(text)
      if (found === null) return
      const codePoint = found[0].codePointAt(0)!.toString(16).toUpperCase()
      findings.push({
        path: [...path],
        detail: `The text contains U+${codePoint}, a character that does not exist in Unicode yet; remove it.`,
      })
    })
    return findings
  },
}

export const textRules: readonly Rule[] = [assigned]
