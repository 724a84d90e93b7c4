import { equalBytes } from '../bytes.ts'
import { hashLength, nodeHash, webHashing, type Hashing } from './merkle-hash.ts'
import { isLeafIndex, isTreeSize } from './tree-shape.ts'

export interface InclusionClaim {
  readonly index: number
  readonly size: number
  readonly leafHash: Uint8Array
  readonly root: Uint8Array
  /** From the leaf's sibling to the child of the root. */
  readonly proof: readonly Uint8Array[]
}

export interface ConsistencyClaim {
  readonly before: { readonly size: number; readonly root: Uint8Array }
  readonly after: { readonly size: number; readonly root: Uint8Array }
  readonly proof: readonly Uint8Array[]
}

/**
 * Whether the leaf is in the tree at this place (RFC 9162 section 2.1.3.2). All of it may come from an attacker: never
 * throws, and hashes no more often than the height of a tree of that size.
 */
export async function verifyInclusion(claim: InclusionClaim, hashing: Hashing = webHashing): Promise<boolean> {
  const { index, size, root, proof } = claim
  if (!isTreeSize(size) || !isLeafIndex(index, size) || !areHashes([claim.leafHash, root], proof)) return false
  let place = index
  let last = size - 1
  let hash = claim.leafHash
  for (const sibling of proof) {
    if (last === 0) return false
    if (isOdd(place) || place === last) {
      hash = await nodeHash(sibling, hash, hashing)
      while (!isOdd(place) && place > 0) [place, last] = [half(place), half(last)]
    } else hash = await nodeHash(hash, sibling, hashing)
    ;[place, last] = [half(place), half(last)]
  }
  return last === 0 && equalBytes(hash, root)
}

/**
 * Whether the second tree begins with the first (RFC 9162 section 2.1.4.2). As hostile as `verifyInclusion`. Nothing is
 * consistent with a tree of size 0: every tree begins with it, so a proof would prove nothing.
 */
export async function verifyConsistency(claim: ConsistencyClaim, hashing: Hashing = webHashing): Promise<boolean> {
  const { before, after, proof } = claim
  if (!isTreeSize(before.size) || !isTreeSize(after.size)) return false
  if (before.size === 0 || before.size > after.size) return false
  // Two trees of one size need no hashing: they are one, or the log lies.
  if (before.size === after.size) return proof.length === 0 && equalBytes(before.root, after.root)
  return areHashes([before.root, after.root], proof) && climb(claim, hashing)
}

async function climb({ before, after, proof }: ConsistencyClaim, hashing: Hashing): Promise<boolean> {
  let place = before.size - 1
  let last = after.size - 1
  while (isOdd(place)) [place, last] = [half(place), half(last)]
  // A first tree that is complete is a node of the second, and is not said again.
  const path = place === 0 ? [before.root, ...proof] : proof
  if (path.length === 0) return false
  let first = path[0]!
  let second = first
  for (const sibling of path.slice(1)) {
    if (last === 0) return false
    if (isOdd(place) || place === last) {
      first = await nodeHash(sibling, first, hashing)
      second = await nodeHash(sibling, second, hashing)
      while (!isOdd(place) && place > 0) [place, last] = [half(place), half(last)]
    } else second = await nodeHash(second, sibling, hashing)
    ;[place, last] = [half(place), half(last)]
  }
  return last === 0 && equalBytes(first, before.root) && equalBytes(second, after.root)
}

/** No tree that can be counted is higher. */
const longestProof = 64

function areHashes(roots: readonly Uint8Array[], proof: readonly Uint8Array[]): boolean {
  const isHash = (hash: unknown) => hash instanceof Uint8Array && hash.length === hashLength
  return proof.length <= longestProof && roots.every(isHash) && proof.every(isHash)
}

// Not with bit operators, which see 32 bits only.
function isOdd(number: number): boolean {
  return number % 2 === 1
}

function half(number: number): number {
  return Math.floor(number / 2)
}
