import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import { toUtf8 } from '#domain/bytes.ts'
import { leafHash, rootOfFullSubtree, webHashing } from '#domain/log/merkle-hash.ts'
import { proveConsistency, proveInclusion, treeRoot, type ReadNodes } from '#domain/log/prove.ts'
import { appendEntry, edgeRoot, emptyEdge, rightEdge, type RightEdge } from '#domain/log/right-edge.ts'
import { consistencyRanges, inclusionRanges } from '#domain/log/tree-shape.ts'
import { verifyConsistency, verifyInclusion } from '#domain/log/verify-proof.ts'
import { NaiveTree } from './naive-tree.ts'

const largest = 300
const entries = Array.from({ length: largest }, (_, at) => toUtf8(`entry ${at}`))
const naive = new NaiveTree(entries)
const read: ReadNodes = async (nodes) =>
  nodes.map(({ level, index }) => naive.root((index + 1) * 2 ** level, index * 2 ** level))
const same = (a: readonly Uint8Array[], b: readonly Uint8Array[]) =>
  Buffer.concat(a).equals(Buffer.concat(b)) && a.length === b.length
const runs = process.env.SLOW === '1' ? 20_000 : 300

describe(`every tree up to ${largest} leaves is as RFC 6962 defines it`, { timeout: 60_000 }, () => {
  it('root and right edge, leaf by leaf', async () => {
    let edge: RightEdge = emptyEdge
    const wrong: number[] = []
    for (let size = 0; size <= largest; size++) {
      const root = naive.root(size)
      const roots = [await edgeRoot(edge, nodeCryptography), await treeRoot(size, read, nodeCryptography)]
      const restored = await edgeRoot(rightEdge(size, edge.subtrees), nodeCryptography)
      if (![...roots, restored].every((each) => root.equals(each))) wrong.push(size)
      if (size < largest) edge = await appendEntry(edge, entries[size]!, nodeCryptography)
    }
    expect(wrong).toEqual([])
  })

  it('every inclusion proof is the defined one, and verifies', async () => {
    const leaves = await Promise.all(entries.map((entry) => leafHash(entry, nodeCryptography)))
    const wrong: string[] = []
    let proofs = 0
    for (let size = 1; size <= largest; size++) {
      for (let index = 0; index < size; index++) {
        const proof = await proveInclusion({ index, size }, read, nodeCryptography)
        const claim = { index, size, leafHash: leaves[index]!, root: naive.root(size), proof }
        proofs++
        if (!same(proof, naive.path(index, size)) || !(await verifyInclusion(claim, nodeCryptography)))
          wrong.push(`${index} of ${size}`)
      }
    }
    expect([proofs, wrong]).toEqual([(largest * (largest + 1)) / 2, []])
  })

  it('every consistency proof is the defined one, and verifies', async () => {
    const wrong: string[] = []
    let proofs = 0
    for (let size = 1; size <= largest; size++) {
      const after = { size, root: naive.root(size) }
      for (let old = 1; old <= size; old++) {
        const proof = await proveConsistency({ before: old, size }, read, nodeCryptography)
        const claim = { before: { size: old, root: naive.root(old) }, after, proof }
        proofs++
        if (!same(proof, naive.proof(old, size)) || !(await verifyConsistency(claim, nodeCryptography)))
          wrong.push(`${old} to ${size}`)
      }
    }
    expect([proofs, wrong]).toEqual([(largest * (largest + 1)) / 2, []])
  })

  it('with WebCrypto as with Node', async () => {
    const proof = await proveInclusion({ index: 200, size: 299 }, read)
    const claim = { index: 200, size: 299, leafHash: await leafHash(entries[200]!), root: naive.root(299), proof }
    expect(await verifyInclusion(claim, webHashing)).toBe(true)
    const leaves = await Promise.all(entries.slice(0, 256).map((entry) => leafHash(entry)))
    expect(naive.root(256).equals(await rootOfFullSubtree(Buffer.concat(leaves)))).toBe(true)
  })
})

const flip = (bytes: Uint8Array, bit: number) => {
  const other = Uint8Array.from(bytes)
  other[Math.floor(bit / 8) % other.length]! ^= 1 << (bit % 8)
  return other
}
const place = fc
  .integer({ min: 2, max: largest })
  .chain((size) => fc.record({ size: fc.constant(size), at: fc.nat({ max: size - 1 }), bit: fc.nat(2 ** 14) }))

describe('a proof that was touched proves nothing', { timeout: 120_000 }, () => {
  it('inclusion: another bit, place, size, or a hash more or less', async () => {
    await fc.assert(
      fc.asyncProperty(place, async ({ size, at, bit }) => {
        const proof: Uint8Array[] = naive.path(at, size)
        const leaf = await leafHash(entries[at]!, nodeCryptography)
        const claim = { index: at, size, leafHash: leaf, root: naive.root(size), proof }
        const nth = bit % proof.length
        const touched = [
          { ...claim, leafHash: flip(claim.leafHash, bit) },
          { ...claim, root: flip(claim.root, bit) },
          { ...claim, proof: proof.with(nth, flip(proof[nth]!, bit)) },
          { ...claim, proof: proof.toSpliced(nth, 1) },
          { ...claim, proof: proof.toSpliced(nth, 0, claim.root) },
          { ...claim, index: (at + 1) % size },
        ]
        const verified = await Promise.all(touched.map((each) => verifyInclusion(each, nodeCryptography)))
        expect(verified).toEqual(touched.map(() => false))
      }),
      { numRuns: runs },
    )
  })

  it('consistency: another bit, size, or a hash more or less', async () => {
    await fc.assert(
      fc.asyncProperty(place, async ({ size, at, bit }) => {
        const old = Math.max(1, at)
        const proof: Uint8Array[] = naive.proof(old, size)
        const before = { size: old, root: naive.root(old) }
        const after = { size, root: naive.root(size) }
        const nth = bit % proof.length
        const claim = { before, after, proof }
        const touched = [
          { ...claim, before: { ...before, root: flip(before.root, bit) } },
          { ...claim, after: { ...after, root: flip(after.root, bit) } },
          { ...claim, proof: proof.with(nth, flip(proof[nth]!, bit)) },
          { ...claim, proof: proof.toSpliced(nth, 1) },
          { ...claim, proof: proof.toSpliced(nth, 0, after.root) },
          { before: after, after: before, proof },
          { ...claim, before: { ...before, size: 0 } },
        ]
        const verified = await Promise.all(touched.map((each) => verifyConsistency(each, nodeCryptography)))
        expect(verified).toEqual(touched.map(() => false))
      }),
      { numRuns: runs },
    )
  })
})

describe('numbers that an attacker chose', () => {
  const hash = new Uint8Array(32)
  const numbers = [
    -1,
    -0.5,
    0.5,
    Number.NaN,
    Infinity,
    2 ** 53,
    2 ** 63,
    18446744073709552000,
    '1' as never,
    null as never,
  ]

  it.each(numbers)('a size or index %s verifies nothing and throws nothing', async (number) => {
    const root = { size: 1, root: hash }
    expect([
      await verifyInclusion({ index: 0, size: number, leafHash: hash, root: hash, proof: [] }),
      await verifyInclusion({ index: number, size: 1, leafHash: hash, root: hash, proof: [] }),
      await verifyConsistency({ before: { size: number, root: hash }, after: root, proof: [] }),
      await verifyConsistency({ before: root, after: { size: number, root: hash }, proof: [] }),
    ]).toEqual([false, false, false, false])
  })

  it('the largest numbers that count exactly are computed with exactly', () => {
    const size = Number.MAX_SAFE_INTEGER
    expect(inclusionRanges(0, size)).toHaveLength(53)
    expect(inclusionRanges(size - 1, size)).toHaveLength(52)
    expect(consistencyRanges(2 ** 52, size)).toEqual([{ start: 2 ** 52, end: size }])
  })

  it('a path of a million hashes is refused before it is hashed', async () => {
    const proof = Array.from({ length: 1_000_000 }, () => hash)
    const counted = { calls: 0, sha256: () => ((counted.calls += 1), hash) }
    const claim = { index: 5, size: Number.MAX_SAFE_INTEGER, leafHash: hash, root: hash, proof }
    expect([await verifyInclusion(claim, counted), counted.calls]).toEqual([false, 0])
  })

  it('proofs of what is not there are refused', async () => {
    await expect(proveInclusion({ index: 3, size: 3 }, read)).rejects.toThrow(RangeError)
    await expect(proveInclusion({ index: 0, size: 0 }, read)).rejects.toThrow(RangeError)
    await expect(proveConsistency({ before: 0, size: 3 }, read)).rejects.toThrow(RangeError)
    await expect(proveConsistency({ before: 4, size: 3 }, read)).rejects.toThrow(RangeError)
    await expect(treeRoot(-1, read)).rejects.toThrow(RangeError)
    expect(() => rightEdge(3, [hash])).toThrow(RangeError)
    expect(() => rightEdge(1, [new Uint8Array(31)])).toThrow(RangeError)
  })
})
