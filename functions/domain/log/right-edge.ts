import type { Bytes } from '../bytes.ts'
import { asBytes, emptyRoot, hashLength, leafHash, nodeHash, webHashing, type Hashing } from './merkle-hash.ts'
import { foldRight } from './prove.ts'
import { isTreeSize, subtreesOf } from './tree-shape.ts'

/**
 * All that has to be known of a tree to append to it: the roots of the complete subtrees that it consists of, largest
 * first, one for each binary one of its size. A value: appending gives another.
 */
export interface RightEdge {
  readonly size: number
  readonly subtrees: readonly Bytes[]
}

export const emptyEdge: RightEdge = { size: 0, subtrees: [] }

/** Throws RangeError unless there are as many hashes of 32 bytes as a tree of this size has subtrees. */
export function rightEdge(size: number, subtrees: readonly Uint8Array[]): RightEdge {
  if (!isTreeSize(size) || subtrees.length !== subtreesOf({ start: 0, end: size }).length)
    throw new RangeError('this is not the edge of a tree of that size')
  if (subtrees.some((hash) => hash.length !== hashLength)) throw new RangeError('a hash has 32 bytes')
  return { size, subtrees: subtrees.map(asBytes) }
}

/** The edge after one leaf more. As many hashes as the old size ends in binary ones: one on average. */
export async function appendLeaf(edge: RightEdge, leaf: Uint8Array, hashing: Hashing = webHashing): Promise<RightEdge> {
  const subtrees = [...edge.subtrees]
  let joined: Uint8Array = leaf
  for (let rest = edge.size; rest % 2 === 1; rest = (rest - 1) / 2)
    joined = await nodeHash(subtrees.pop()!, joined, hashing)
  subtrees.push(asBytes(joined))
  return { size: edge.size + 1, subtrees }
}

/** The edge after an entry more. */
export async function appendEntry(
  edge: RightEdge,
  entry: Uint8Array,
  hashing: Hashing = webHashing,
): Promise<RightEdge> {
  return appendLeaf(edge, await leafHash(entry, hashing), hashing)
}

export function edgeRoot({ size, subtrees }: RightEdge, hashing: Hashing = webHashing): Promise<Bytes> {
  return size === 0 ? emptyRoot(hashing) : foldRight(subtrees, hashing)
}
