/** What may stand in a sentence where the facts of one case belong. */
export type FactValue = string | number | boolean | readonly string[]

/** A piece of a finished sentence: fixed words, or a fact, which a page sets apart (its direction, its emphasis). */
export type Piece = { readonly words: string } | { readonly fact: string; readonly value: FactValue }

/**
 * Puts facts into a sentence. `{name}` stands for a fact; a part in square brackets is left out when a fact in it is
 * missing, so that one sentence serves whoever knows more and whoever knows less: `It ended[ on {validUntil}].`
 * A fact is never read as a pattern: brackets in it stay what they are.
 */
export function fillIn(sentence: string, facts: Readonly<Record<string, FactValue | undefined>> = {}): Piece[] {
  return sentence
    .split(/(\[[^[\]]*\])/)
    .map((part) => (part.startsWith('[') ? part.slice(1, -1) : part))
    .filter((part) => placeholdersOf(part).every((name) => has(facts, name)))
    .flatMap((part) => pieces(part, facts))
}

/** The facts that a sentence can take, in their order. */
export function placeholdersOf(sentence: string): string[] {
  return [...sentence.matchAll(/\{([A-Za-z]+)\}/g)].map((match) => match[1]!)
}

function pieces(part: string, facts: Readonly<Record<string, FactValue | undefined>>): Piece[] {
  return part.split(/(\{[A-Za-z]+\})/).flatMap((piece): Piece[] => {
    if (piece === '') return []
    if (!/^\{[A-Za-z]+\}$/.test(piece)) return [{ words: piece }]
    const fact = piece.slice(1, -1)
    return [{ fact, value: facts[fact]! }]
  })
}

function has(facts: Readonly<Record<string, FactValue | undefined>>, name: string): boolean {
  return Object.hasOwn(facts, name) && facts[name] !== undefined
}
