import { createHash } from 'node:crypto'

// The definitions of RFC 6962 section 2.1, word for word and as slow as they are: what the quick ones are compared with.

const hash = (...parts: Uint8Array[]): Buffer => {
  const sha = createHash('sha256')
  for (const part of parts) sha.update(part)
  return sha.digest()
}

export const naiveLeaf = (entry: Uint8Array) => hash(Uint8Array.of(0), entry)

const k = (n: number) => {
  let power = 1
  while (power * 2 < n) power *= 2
  return power
}

export class NaiveTree {
  readonly #leaves: readonly Uint8Array[]
  readonly #known = new Map<string, Buffer>()

  constructor(entries: readonly Uint8Array[]) {
    this.#leaves = entries.map((entry) => naiveLeaf(entry))
  }

  /** MTH(D[start:end]). */
  root(end: number, start = 0): Buffer {
    const name = `${start}:${end}`
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const made = this.#root(end, start)
    this.#known.set(name, made)
    return made
  }

  #root(end: number, start: number): Buffer {
    const n = end - start
    if (n === 0) return hash()
    if (n === 1) return Buffer.from(this.#leaves[start]!)
    const middle = start + k(n)
    return hash(Uint8Array.of(1), this.root(middle, start), this.root(end, middle))
  }

  /** PATH(m, D[start:end]). */
  path(m: number, end: number, start = 0): Buffer[] {
    const n = end - start
    if (n === 1) return []
    const middle = start + k(n)
    return m < k(n)
      ? [...this.path(m, middle, start), this.root(end, middle)]
      : [...this.path(m - k(n), end, middle), this.root(middle, start)]
  }

  /** PROOF(m, D[n]). */
  proof(m: number, n: number): Buffer[] {
    return this.#subproof(m, n, 0, true)
  }

  #subproof(m: number, end: number, start: number, whole: boolean): Buffer[] {
    const n = end - start
    if (m === n) return whole ? [] : [this.root(end, start)]
    const middle = start + k(n)
    return m <= k(n)
      ? [...this.#subproof(m, middle, start, whole), this.root(end, middle)]
      : [...this.#subproof(m - k(n), end, middle, false), this.root(middle, start)]
  }
}
