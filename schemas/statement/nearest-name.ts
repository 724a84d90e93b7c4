/** Levenshtein distance, or `limit + 1` as soon as it must be more than `limit`. */
function distance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const replaced = row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[other.length]!
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** The name that was probably meant, or undefined if none is near enough; case and punctuation do not count. */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  const wanted = plain(written.slice(0, 60))
  if (wanted === '') return undefined
  const limit = Math.min(3, Math.floor(wanted.length / 3))
  let best: string | undefined
  let least = limit + 1
  for (const name of names) {
    const found = distance(wanted, plain(name), limit)
    if (found < least) [best, least] = [name, found]
  }
  return best
}
