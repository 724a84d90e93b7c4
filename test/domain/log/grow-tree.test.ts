import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import { toUtf8, type Bytes } from '#domain/bytes.ts'
import { growTree, type TreeHead } from '#domain/log/grow-tree.ts'
import { LogFailure } from '#domain/log/log-failure.ts'
import { emptyRoot } from '#domain/log/merkle-hash.ts'
import { decodeStage, encodeStage, entriesOf, type Stage } from '#domain/log/stage.ts'
import { tilePath, tilesBetween } from '#domain/log/tile-path.ts'
import { NaiveTree } from './naive-tree.ts'

const largest = 65_537
const entries = Array.from({ length: largest }, (_, at) => toUtf8(String(at)))
const naive = new NaiveTree(entries)

async function grownBy(steps: readonly number[]): Promise<{ head: TreeHead; files: Map<string, Bytes> }> {
  const files = new Map<string, Bytes>()
  let head: TreeHead = { size: 0, root: await emptyRoot() }
  for (const step of steps) {
    const added = entries.slice(head.size, head.size + step)
    const grown = await growTree(head, added, async (path) => files.get(path), nodeCryptography)
    for (const { path, bytes } of grown.files) files.set(path, bytes)
    head = grown.head
  }
  return { head, files }
}

describe('a growing tree', { timeout: 60_000 }, () => {
  it('comes to the same root and the same tiles, in whatever steps it grows', async () => {
    const steps = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(steps, async (each) => {
        const { head, files } = await grownBy(each)
        const once = await grownBy([head.size])
        expect(naive.root(head.size).equals(head.root)).toBe(true)
        const all = [...tilesBetween(0, head.size)].map(tilePath)
        expect(all.filter((path) => !Buffer.from(once.files.get(path)!).equals(files.get(path)!))).toEqual([])
      }),
      { numRuns: 20 },
    )
  })

  it('over a boundary of every level, and onto it', async () => {
    for (const steps of [
      [255, 1, 1],
      [256, 256],
      [65_300, 236, 1],
    ]) {
      const { head } = await grownBy(steps)
      expect(naive.root(head.size).equals(head.root)).toBe(true)
    }
  })
})

describe('a stage', () => {
  const leaf = { id: 'event.1', at: 1_780_000_000, bytes: '{"event":"test"}' }
  const stage: Stage = {
    from: { size: 7, root: new Uint8Array(32).fill(3) },
    leaves: [leaf, { ...leaf, id: 'event.2' }],
  }

  it('is read as it is written', () => {
    expect(decodeStage(encodeStage(stage))).toEqual(stage)
    expect(entriesOf(stage)).toEqual([toUtf8(leaf.bytes), toUtf8(leaf.bytes)])
  })

  it('is refused in any other form', () => {
    const right = new TextDecoder().decode(encodeStage(stage))
    const forms = [
      '',
      '{',
      'null',
      '[]',
      right.replace('"version":1', '"version":2'),
      right.replace('"size":7', '"size":-7'),
      right.replace('"size":7', '"size":9007199254740993'),
      right.replace('"size":7', '"size":"7"'),
      right.replace(/"root":"[^"]+"/, '"root":"A"'),
      right.replace('"leaves":[', '"more":1,"leaves":['),
      right.replace(/"leaves":\[.*\]/, '"leaves":[]'),
    ]
    for (const form of forms) expect(() => decodeStage(toUtf8(form))).toThrow(LogFailure)
    expect(() => decodeStage(Uint8Array.of(0xff))).toThrow(LogFailure)
  })
})
