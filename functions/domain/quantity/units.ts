/**
 * Units of one kind that convert exactly, as multiples of the smallest (UN/ECE Recommendation 20). Pieces go by several
 * codes in different countries' papers; any other pair of units is a difference that a person must settle.
 */
const kinds: readonly Readonly<Record<string, bigint>>[] = [
  { NAR: 1n, C62: 1n, H87: 1n, EA: 1n },
  { MGM: 1n, GRM: 1_000n, KGM: 1_000_000n, TNE: 1_000_000_000n },
  { MLT: 1n, LTR: 1_000n, MTQ: 1_000_000n },
  { MMT: 1n, CMT: 10n, MTR: 1_000n, KMT: 1_000_000n },
]

/** The two factors that bring amounts in these units to the smallest unit of their kind, or undefined if the units do not convert exactly. */
export function commonFactors(a: string, b: string): readonly [bigint, bigint] | undefined {
  for (const kind of kinds) {
    const [first, second] = [kind[a], kind[b]]
    if (first !== undefined && second !== undefined) return [first, second]
  }
  return a === b ? [1n, 1n] : undefined
}
