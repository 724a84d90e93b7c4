import type { Finding, Rule } from './rule.ts'

/** Deeper than any statement; what lies below is refused by its shape. */
const depthLimit = 10

function* texts(
  value: unknown,
  path: readonly PropertyKey[],
): Generator<{ path: readonly PropertyKey[]; text: string }> {
  if (typeof value === 'string') yield { path, text: value }
  else if (typeof value === 'object' && value !== null && path.length < depthLimit)
    for (const [name, member] of Object.entries(value))
      yield* texts(member, [...path, Array.isArray(value) ? Number(name) : name])
}

/**
 * Code points that Unicode has not assigned yet may become anything, also invisible. The shape of a statement allows
 * them, because what is unassigned depends on how old the reader's machine is; issuing does not.
 */
const assigned: Rule = {
  id: 'text-not-plain',
  find(raw) {
    const findings: Finding[] = []
    for (const { path, text } of texts(raw, [])) {
      const found = /(?!\p{Noncharacter_Code_Point})\p{Cn}/u.exec(text)
      if (found === null) continue
      const codePoint = found[0].codePointAt(0)!.toString(16).toUpperCase()
      findings.push({
        path,
        detail: `The text contains U+${codePoint}, a character that does not exist in Unicode yet; remove it.`,
      })
    }
    return findings
  },
}

export const textRules: readonly Rule[] = [assigned]
