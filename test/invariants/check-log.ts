import { expect } from 'vitest'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import { fromUtf8, type Bytes } from '#domain/bytes.ts'
import { parseCheckpoint, type Checkpoint } from '#domain/log/checkpoint.ts'
import { decodeBundle } from '#domain/log/entry-bundle.ts'
import { policyOfLog } from '#domain/log/log-policy.ts'
import { parseNote } from '#domain/log/note.ts'
import { proveConsistency, treeRoot } from '#domain/log/prove.ts'
import { nodesFromTiles } from '#domain/log/read-tiles.ts'
import { tilePath, tilesBetween } from '#domain/log/tile-path.ts'
import type { VerifierKey } from '#domain/log/verifier-key.ts'
import { verifyCheckpoint } from '#domain/log/verify-checkpoint.ts'
import { verifyConsistency } from '#domain/log/verify-proof.ts'
import type { OutboxLeaf } from '#ports/outbox-leaf.ts'
import type { MemoryLog } from '#test/builders/a-memory-log.ts'
import { NaiveTree } from '#test/domain/log/naive-tree.ts'

const hashing = nodeCryptography

export interface LogUnderTest {
  readonly log: MemoryLog
  readonly key: VerifierKey
  /** Every text of a checkpoint that was ever signed, published or not. */
  readonly signed: readonly string[]
  /** Every leaf that was ever put in the outbox. */
  readonly given: readonly OutboxLeaf[]
}

/**
 * Reads the whole log again, and holds it against all that it ever said (security.md I4, I6): every entry, every tile,
 * every checkpoint, every pair of checkpoints. Returns how many leaves it has.
 */
export async function checkLog({ log, key, signed, given }: LogUnderTest): Promise<number> {
  const checkpoints = await Promise.all(log.checkpoints.map((note) => verified(note, key)))
  const newest = checkpoints.at(-1)
  const size = newest?.size ?? 0
  const entries = await entriesOf(log, size)
  const naive = new NaiveTree(entries.map(({ bytes }) => bytes))
  const rootOf = (of: number) => naive.root(of).toString('base64')
  const forks = checkpoints.filter(({ size: of, root }) => rootOf(of) !== Buffer.from(root).toString('base64'))

  const texts = entries.map(({ text }) => text)
  const duplicates = texts.length - new Set(texts).size
  const waiting = new Set(log.waiting.map(({ id }) => id))
  const missing = given.filter(({ id, bytes }) => !waiting.has(id) && texts[log.placed.get(id) ?? -1] !== bytes)
  expect({ forks, duplicates, missing, ...twoRootsOfOneSize(signed) }).toEqual({
    forks: [],
    duplicates: 0,
    missing: [],
    twice: [],
  })
  await checkTiles(log, size, naive)
  await checkPairs(log, checkpoints)
  return size
}

async function verified(note: string, key: VerifierKey): Promise<Checkpoint> {
  const judged = await verifyCheckpoint(note, policyOfLog(key))
  if (judged.outcome !== 'valid') throw new Error(`a checkpoint cannot be verified: ${JSON.stringify(judged)}`)
  return judged.checkpoint
}

async function entriesOf({ published }: MemoryLog, size: number): Promise<{ bytes: Bytes; text: string }[]> {
  const bundles = [...tilesBetween(0, size)].filter(({ level }) => level === 'entries')
  return bundles
    .flatMap((bundle) => decodeBundle(published.get(tilePath(bundle))!, bundle.width))
    .map((bytes) => ({ bytes, text: fromUtf8(bytes) }))
}

function twoRootsOfOneSize(signed: readonly string[]): { twice: string[] } {
  const roots = new Map<number, string>()
  const twice = signed.filter((text) => {
    const { size, root } = parseCheckpoint(text)
    const known = roots.get(size)
    const now = Buffer.from(root).toString('base64')
    roots.set(size, now)
    return known !== undefined && known !== now
  })
  return { twice }
}

async function checkTiles({ published }: MemoryLog, size: number, naive: NaiveTree): Promise<void> {
  const wrong = [...tilesBetween(0, size)].filter(({ level, index, width }) => {
    if (level === 'entries') return false
    const leaves = 256 ** level
    const hashes = Array.from({ length: width }, (_, at) => {
      const start = (index * 256 + at) * leaves
      return naive.root(start + leaves, start)
    })
    return !Buffer.concat(hashes).equals(published.get(tilePath({ level, index, width })) ?? new Uint8Array())
  })
  expect(wrong).toEqual([])
}

async function checkPairs({ published }: MemoryLog, checkpoints: readonly Checkpoint[]): Promise<void> {
  const different = [...new Map(checkpoints.map((each) => [each.size, each])).values()]
  const inconsistent: string[] = []
  for (const after of different) {
    const read = nodesFromTiles(after.size, async (path) => published.get(path), hashing)
    expect(await treeRoot(after.size, read, hashing)).toEqual(after.root)
    for (const before of different.filter(({ size }) => size <= after.size)) {
      const proof = await proveConsistency({ before: before.size, size: after.size }, read, hashing)
      if (!(await verifyConsistency({ before, after, proof }, hashing)))
        inconsistent.push(`${before.size} ${after.size}`)
    }
  }
  expect(inconsistent).toEqual([])
}

export function textOf(note: string): string {
  return parseNote(note).text
}
