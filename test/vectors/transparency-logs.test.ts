import { describe, expect, it } from 'vitest'
import { fromUtf8, type Bytes } from '#domain/bytes.ts'
import { parseCheckpoint } from '#domain/log/checkpoint.ts'
import { decodeBundle } from '#domain/log/entry-bundle.ts'
import { policyOfLog } from '#domain/log/log-policy.ts'
import { leafHash } from '#domain/log/merkle-hash.ts'
import { parseNote, printNote } from '#domain/log/note.ts'
import { proveConsistency, proveInclusion, treeRoot } from '#domain/log/prove.ts'
import { nodesFromTiles } from '#domain/log/read-tiles.ts'
import { appendEntry, edgeRoot, emptyEdge, type RightEdge } from '#domain/log/right-edge.ts'
import { tilePath } from '#domain/log/tile-path.ts'
import { parseVerifierKey, printVerifierKey } from '#domain/log/verifier-key.ts'
import { verifyCheckpoint } from '#domain/log/verify-checkpoint.ts'
import { verifyNote } from '#domain/log/verify-note.ts'
import { verifyConsistency, verifyInclusion } from '#domain/log/verify-proof.ts'
import example from './public/c2sp-notes/signed-note-example.json' with { type: 'json' }
import cosigned from './public/c2sp-notes/sunlight-cosignatures.json' with { type: 'json' }
import tessera from './public/tlog-tiles/tessera-testlog.json' with { type: 'json' }

describe('the example of the signed-note specification', () => {
  it('is verified, and printed as it was', async () => {
    const key = await parseVerifierKey(example.verifierKey)
    const note = parseNote(example.note)
    expect(note.text).toBe('This is an example message.\n')
    expect(await verifyNote(note, [key])).toEqual([{ key, outcome: 'good' }])
    expect([printVerifierKey(key), printNote(note)]).toEqual([example.verifierKey, example.note])
  })
})

describe('cosignatures that Sunlight made', () => {
  it.each(cosigned)('$file', async ({ verifierKey, note }) => {
    const key = await parseVerifierKey(verifierKey)
    expect(await verifyNote(parseNote(note), [key])).toEqual([{ key, outcome: 'good', time: 1_767_139_200 }])
    expect(await verifyNote(parseNote(note.replace('\n300\n', '\n301\n')), [key])).toEqual([{ key, outcome: 'bad' }])
  })
})

const files = tessera.files as Readonly<Record<string, { text?: string; base64?: string }>>
const fetchFile = async (path: string): Promise<Bytes | undefined> => {
  const base64 = files[path]?.base64
  return base64 === undefined ? undefined : Uint8Array.from(Buffer.from(base64, 'base64'))
}
const sizes = Array.from({ length: 16 }, (_, size) => size)
const checkpointOf = (size: number) => parseCheckpoint(parseNote(files[`checkpoint.${size}`]!.text!).text)

describe('the test log of Tessera', () => {
  it.each(sizes)('of size %i: checkpoint, tiles and entries agree', async (size) => {
    const policy = policyOfLog(await parseVerifierKey(tessera.verifierKey))
    const checkpoint = checkpointOf(size)
    expect(checkpoint.size).toBe(size)
    expect(await verifyCheckpoint(files[`checkpoint.${size}`]!.text!, policy)).toEqual({
      outcome: 'valid',
      checkpoint,
      witnessed: [],
    })
    expect(await treeRoot(size, nodesFromTiles(size, fetchFile))).toEqual(checkpoint.root)
    if (size === 0) return

    const bundle = await fetchFile(tilePath({ level: 'entries', index: 0, width: size }))
    const entries = decodeBundle(bundle!, size)
    expect(entries.map(fromUtf8)).toEqual(tessera.entries.slice(0, size))
    let edge: RightEdge = emptyEdge
    for (const entry of entries) edge = await appendEntry(edge, entry)
    expect(await edgeRoot(edge)).toEqual(checkpoint.root)
  })

  it('proves every entry in every size, and every size from every smaller one', async () => {
    const leaves = await Promise.all(tessera.entries.map((entry) => leafHash(new TextEncoder().encode(entry))))
    const verified = { inclusion: 0, consistency: 0 }
    for (const size of sizes.slice(1)) {
      const read = nodesFromTiles(size, fetchFile)
      const { root } = checkpointOf(size)
      for (let at = 0; at < size; at++) {
        const proof = await proveInclusion({ index: at, size }, read)
        if (await verifyInclusion({ index: at, size, leafHash: leaves[at]!, root, proof })) verified.inclusion++
        const before = checkpointOf(at + 1)
        const grown = await proveConsistency({ before: before.size, size }, read)
        if (await verifyConsistency({ before, after: { size, root }, proof: grown })) verified.consistency++
      }
    }
    expect(verified).toEqual({ inclusion: 120, consistency: 120 })
  })
})
