import { expect, it } from 'vitest'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import { concatBytes, toUtf8, type Bytes } from '#domain/bytes.ts'
import { printCheckpoint } from '#domain/log/checkpoint.ts'
import { growTree, type TreeHead } from '#domain/log/grow-tree.ts'
import { policyOfLog } from '#domain/log/log-policy.ts'
import { emptyRoot, leafHash, webHashing, type Hashing } from '#domain/log/merkle-hash.ts'
import { proveInclusion } from '#domain/log/prove.ts'
import { printProof } from '#domain/log/proof-text.ts'
import { nodesFromTiles } from '#domain/log/read-tiles.ts'
import { signNote } from '#domain/log/sign-note.ts'
import { verifyLogProof } from '#domain/log/verify-log-proof.ts'
import { aNoteSigner } from '#test/builders/a-log.ts'
import { aLeaf } from '#test/builders/a-memory-log.ts'
import { aFaultyLog, origin, type FaultyLog } from '#test/faults/faulty-log.ts'
import { measure, report } from './measure.ts'

const minutes = 60_000

const stepsOf100000 = 391

/** Microseconds a leaf, step by step, in an empty log. */
async function appended(steps: number): Promise<{ took: number[]; faulty: FaultyLog }> {
  const faulty = await aFaultyLog()
  const took: number[] = []
  for (let step = 0; step < steps; step++) {
    faulty.add(...Array.from({ length: 256 }, (_, at) => aLeaf(step * 256 + at)))
    const start = performance.now()
    await faulty.sequencer()()
    took.push(((performance.now() - start) * 1000) / 256)
  }
  return { took, faulty }
}

it('100,000 leaves appended, and what each costs', { timeout: 10 * minutes }, async () => {
  await appended(100)
  const { took, faulty } = await appended(stepsOf100000)
  const tenth = Math.floor(took.length / 10)
  // Some steps meet whatever else the machine does.
  const median = (of: number[]) => of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)]!
  const ratio = median(took.slice(-tenth)) / median(took.slice(0, tenth))
  process.stdout.write(
    `\nLog: ${took.length * 256} leaves in steps of 256, ${median(took).toFixed(1)} µs a leaf; last tenth / first tenth ${ratio.toFixed(2)} (aim 1.2); ${faulty.signed.length} signatures\n`,
  )
  expect(faulty.log.placed.size).toBe(stepsOf100000 * 256)
})

/** The files of a tree of a million leaves, appended in large steps. */
async function aMillion(): Promise<{ head: TreeHead; files: Map<string, Bytes> }> {
  const files = new Map<string, Bytes>()
  let head: TreeHead = { size: 0, root: await emptyRoot() }
  while (head.size < 1_000_000) {
    const entries = Array.from({ length: 10_000 }, (_, at) => toUtf8(`leaf ${head.size + at}`))
    const grown = await growTree(head, entries, async (path) => files.get(path), nodeCryptography)
    for (const { path, bytes } of grown.files) files.set(path, bytes)
    head = grown.head
  }
  return { head, files }
}

it('a proof in a log of a million leaves', { timeout: 10 * minutes }, async () => {
  const { head, files } = await aMillion()
  const signer = await aNoteSigner(origin)
  const note = await signNote(printCheckpoint({ origin, ...head, extensions: [] }), [signer], 1_780_000_000)
  const place = (call: number) => (call * 7919 + 104_729) % head.size
  const prove = (index: number, hashing: Hashing) =>
    proveInclusion(
      { index, size: head.size },
      nodesFromTiles(head.size, async (path) => files.get(path), hashing),
      hashing,
    )
  const texts = await Promise.all(
    Array.from({ length: 50 }, async (_, at) =>
      printProof({ index: place(at), proof: await prove(place(at), nodeCryptography), checkpoint: note }),
    ),
  )
  const leaves = await Promise.all(texts.map((_, at) => leafHash(toUtf8(`leaf ${place(at)}`))))
  const policy = policyOfLog(signer.key)
  const verify = (call: number, platform = {}) =>
    verifyLogProof(texts[call % 50]!, leaves[call % 50]!, policy, platform)
  const names = { prove: 'prove, from tiles', web: 'the same with WebCrypto', verify: 'verify the text, WebCrypto' }
  const raw = 'raw SHA-256 of 65 bytes'
  const measured = await measure([
    { name: raw, calls: 20_000, inFlight: 1, run: () => nodeCryptography.sha256(new Uint8Array(65)) },
    { name: names.prove, calls: 100, inFlight: 1, run: (call) => prove(place(call), nodeCryptography) },
    { name: names.web, calls: 20, inFlight: 1, run: (call) => prove(place(call), webHashing) },
    { name: names.verify, calls: 50, inFlight: 1, run: (call) => verify(call) },
  ])
  const milliseconds = (name: string) => (measured.get(name)! / 1000).toFixed(2)
  const length = Math.max(...texts.map((text) => toUtf8(text).length))
  report(
    `Log of ${head.size} leaves: proof ${milliseconds(names.prove)} ms (aim 2), with WebCrypto ${milliseconds(names.web)} ms, verified in ${milliseconds(names.verify)} ms; ${length} bytes at most (aim 1,300)`,
    measured,
    [[names.prove, raw, 1, 'raw hash']],
  )
  expect(await verify(0)).toMatchObject({ outcome: 'valid', index: place(0) })
  expect(length).toBeLessThanOrEqual(1_300)
  expect(concatBytes(...files.values()).length).toBeGreaterThan(40_000_000)
})
