/** A complete subtree: the 2^level leaves from `index` · 2^level on. Level 0 is a leaf. */
export interface TreeNode {
  readonly level: number
  readonly index: number
}

/** Leaves `start` to `end`, without `end`; never empty. */
export interface LeafRange {
  readonly start: number
  readonly end: number
}

/**
 * Whether this can be the size of a tree. The specifications count to 2^64; beyond 2^53 JavaScript does not count
 * exactly, and no log has come near. Such a number is refused rather than rounded.
 */
export function isTreeSize(size: unknown): size is number {
  return Number.isSafeInteger(size) && (size as number) >= 0
}

/** Whether there is a leaf of this number in a tree of this size. */
export function isLeafIndex(index: unknown, size: number): index is number {
  return isTreeSize(index) && index < size
}

/** Largest power of two that is smaller than `count` (RFC 9162 section 2.1.1 calls it k). Takes 2 or more. */
function splitOf(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}

/** What the path from a leaf to the root meets on its way up, the leaf's sibling first (RFC 9162 section 2.1.3.1). */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  const met: LeafRange[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const middle = start + splitOf(end - start)
    met.push(index < middle ? { start: middle, end } : { start, end: middle })
    if (index < middle) end = middle
    else start = middle
  }
  return met.reverse()
}

/** What a proof that a tree of `before` leaves grew to one of `size` consists of (RFC 9162 section 2.1.4.1). Takes 0 < before ≤ size. */
export function consistencyRanges(before: number, size: number): LeafRange[] {
  const met: LeafRange[] = []
  let [start, end] = [0, size]
  while (end !== before) {
    const middle = start + splitOf(end - start)
    met.push(before <= middle ? { start: middle, end } : { start, end: middle })
    if (before <= middle) end = middle
    else start = middle
  }
  // The old tree itself is known to whoever asks; a part of it is not.
  if (start > 0) met.push({ start, end })
  return met.reverse()
}

/** The complete subtrees, largest first, that a range consists of. `start` is where such a range of the tree begins. */
export function subtreesOf({ start, end }: LeafRange): TreeNode[] {
  const nodes: TreeNode[] = []
  for (let at = start; at < end;) {
    let level = 0
    let width = 1
    while (width * 2 <= end - at) {
      width *= 2
      level++
    }
    nodes.push({ level, index: at / width })
    at += width
  }
  return nodes
}
