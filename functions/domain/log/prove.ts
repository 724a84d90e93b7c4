import type { Bytes } from '../bytes.ts'
import { asBytes, emptyRoot, nodeHash, webHashing, type Hashing } from './merkle-hash.ts'
import {
  consistencyRanges,
  inclusionRanges,
  isLeafIndex,
  isTreeSize,
  subtreesOf,
  type LeafRange,
} from './tree-shape.ts'
import type { TreeNode } from './tree-shape.ts'

/** Hands out the hashes of complete subtrees, in the order asked for. Throws LogFailure if it cannot. */
export type ReadNodes = (nodes: readonly TreeNode[]) => Promise<readonly Uint8Array[]>

/** Root of the tree of the first `size` leaves. Throws RangeError for what is no size. */
export async function treeRoot(size: number, read: ReadNodes, hashing: Hashing = webHashing): Promise<Bytes> {
  if (!isTreeSize(size)) throw new RangeError('not the size of a tree')
  if (size === 0) return emptyRoot(hashing)
  return (await hashRanges([{ start: 0, end: size }], read, hashing))[0]!
}

/**
 * Proof that a leaf is in the tree of the first `size` leaves, from its sibling up (RFC 9162 section 2.1.3.1).
 * Throws RangeError if there is no such leaf.
 */
export async function proveInclusion(
  { index, size }: { index: number; size: number },
  read: ReadNodes,
  hashing: Hashing = webHashing,
): Promise<Bytes[]> {
  if (!isTreeSize(size) || !isLeafIndex(index, size)) throw new RangeError('no such leaf in a tree of this size')
  return hashRanges(inclusionRanges(index, size), read, hashing)
}

/**
 * Proof that the tree of `size` leaves begins with that of `before` (RFC 9162 section 2.1.4.1). Throws RangeError unless
 * 0 < before ≤ size: about a tree without leaves there is nothing to prove.
 */
export async function proveConsistency(
  { before, size }: { before: number; size: number },
  read: ReadNodes,
  hashing: Hashing = webHashing,
): Promise<Bytes[]> {
  if (!isTreeSize(before) || !isTreeSize(size) || before === 0 || before > size)
    throw new RangeError('no proof leads from a tree of the one size to one of the other')
  return hashRanges(consistencyRanges(before, size), read, hashing)
}

/** All nodes are asked for at once, so that whoever fetches tiles can fetch them side by side. */
async function hashRanges(ranges: readonly LeafRange[], read: ReadNodes, hashing: Hashing): Promise<Bytes[]> {
  const nodes = ranges.map(subtreesOf)
  const hashes = [...(await read(nodes.flat()))]
  const roots: Bytes[] = []
  for (const { length } of nodes) roots.push(await foldRight(hashes.splice(0, length), hashing))
  return roots
}

/** Joins subtrees that stand side by side, largest first, into the tree they make. Takes one or more. */
export async function foldRight(subtrees: readonly Uint8Array[], hashing: Hashing = webHashing): Promise<Bytes> {
  let root = subtrees.at(-1)!
  for (let at = subtrees.length - 2; at >= 0; at--) root = await nodeHash(subtrees[at]!, root, hashing)
  return asBytes(root)
}
