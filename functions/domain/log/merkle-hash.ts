import { sha256, type Bytes } from '../bytes.ts'
import type { Cryptography } from '../cryptography.ts'

/** Whoever hashes for the tree. WebCrypto is everywhere, but takes ten times as long as Node's own for one short text. */
export type Hashing = Pick<Cryptography, 'sha256'>

export const webHashing: Hashing = { sha256 }

/** Bytes of a hash of the tree: SHA-256 and nothing else. */
export const hashLength = 32

/** Hash of a leaf (RFC 9162 section 2.1.1): the prefix keeps a leaf from ever passing as a node. */
export async function leafHash(entry: Uint8Array, hashing: Hashing = webHashing): Promise<Bytes> {
  const bytes = new Uint8Array(1 + entry.length)
  bytes.set(entry, 1)
  return asBytes(await hashing.sha256(bytes))
}

/** Hash of an inner node (RFC 9162 section 2.1.1). Takes two hashes of 32 bytes. */
export function nodeHash(
  left: Uint8Array,
  right: Uint8Array,
  hashing: Hashing = webHashing,
): Uint8Array | Promise<Uint8Array> {
  const bytes = new Uint8Array(1 + 2 * hashLength)
  bytes[0] = 0x01
  bytes.set(left, 1)
  bytes.set(right, 1 + hashLength)
  return hashing.sha256(bytes)
}

/** Root of a tree without leaves: the hash of nothing. */
export async function emptyRoot(hashing: Hashing = webHashing): Promise<Bytes> {
  return asBytes(await hashing.sha256(new Uint8Array()))
}

/** A copy: what Node hands out may be a view of a pool that others use. */
export function asBytes(hash: Uint8Array): Bytes {
  return new Uint8Array(hash)
}

/** Hashes neighbours in pairs until one is left. Takes a power of two of hashes, one after the other, as a tile has them. */
export async function rootOfFullSubtree(hashes: Uint8Array, hashing: Hashing = webHashing): Promise<Bytes> {
  let row = hashes
  while (row.length > hashLength) {
    const next = new Uint8Array(row.length / 2)
    const late: Promise<void>[] = []
    for (let at = 0; at < next.length; at += hashLength) {
      const middle = 2 * at + hashLength
      const hash = nodeHash(row.subarray(2 * at, middle), row.subarray(middle, middle + hashLength), hashing)
      // Where hashing needs no waiting, waiting would be half of the time.
      if (hash instanceof Uint8Array) next.set(hash, at)
      else late.push(hash.then((bytes) => next.set(bytes, at)))
    }
    if (late.length > 0) await Promise.all(late)
    row = next
  }
  return asBytes(row)
}
