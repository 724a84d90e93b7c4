import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import { concatBytes, toUtf8, type Bytes } from '#domain/bytes.ts'
import { decodeBundle, encodeBundle } from '#domain/log/entry-bundle.ts'
import { LogFailure } from '#domain/log/log-failure.ts'
import { leafHash } from '#domain/log/merkle-hash.ts'
import { proveConsistency, proveInclusion, treeRoot } from '#domain/log/prove.ts'
import { nodesFromTiles } from '#domain/log/read-tiles.ts'
import {
  filledTiles,
  partialTiles,
  readTilePath,
  tilePath,
  tilesBetween,
  widthIn,
  type Tile,
} from '#domain/log/tile-path.ts'
import { naiveLeaf, NaiveTree } from './naive-tree.ts'

const width = 256

describe('the path of a tile', () => {
  it.each<[Tile, string]>([
    [{ level: 0, index: 0, width }, 'tile/0/000'],
    [{ level: 0, index: 1_234_067, width }, 'tile/0/x001/x234/067'],
    [{ level: 1, index: 1000, width: 17 }, 'tile/1/x001/000.p/17'],
    [{ level: 'entries', index: 999, width: 255 }, 'tile/entries/999.p/255'],
    [{ level: 63, index: Number.MAX_SAFE_INTEGER, width: 1 }, 'tile/63/x009/x007/x199/x254/x740/991.p/1'],
  ])('%o is %s, both ways', (tile, path) => {
    expect(tilePath(tile)).toBe(path)
    expect(readTilePath(path)).toEqual(tile)
  })

  it('is read as it is written', () => {
    const level = fc.oneof(fc.constant('entries' as const), fc.nat(63))
    const tile = fc.record({ level, index: fc.maxSafeNat(), width: fc.integer({ min: 1, max: width }) })
    fc.assert(
      fc.property(tile, (each) => {
        expect(readTilePath(tilePath(each))).toEqual(each)
      }),
    )
  })

  it.each([
    '',
    'tile/0',
    'tile/0/0',
    'tile/0/0000',
    'tile/00/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/0/x000/001',
    'tile/0/001/x234',
    'tile/0/001/234',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p/',
    'tile/0/000/',
    '/tile/0/000',
    'tile/0/000\n',
    'tile/0/../000',
    'tile/0/٠٠٠',
    'tile/data/000',
    'tile/0/x999/x999/x999/x999/x999/999',
    `tile/0/${'x001/'.repeat(100_000)}000`,
  ])('is refused in any other form: %.40s', (path) => {
    expect(readTilePath(path)).toBeUndefined()
  })
})

describe('tiles of a tree', () => {
  it('are those of the example of the specification', () => {
    const tiles = [...tilesBetween(0, 70_000)]
    const count = (level: Tile['level'], full: boolean) =>
      tiles.filter((tile) => tile.level === level && (tile.width === width) === full).length
    expect([count(0, true), count(1, true), count(2, true)]).toEqual([273, 1, 0])
    expect(partialTiles(70_000)).toEqual([
      { level: 0, index: 273, width: 112 },
      { level: 1, index: 1, width: 17 },
      { level: 2, index: 0, width: 1 },
    ])
    expect(partialTiles(256)).toEqual([{ level: 1, index: 0, width: 1 }])
  })

  it('that a step adds are the same, whatever steps lead there', () => {
    const sizes = fc.uniqueArray(fc.nat(200_000), { minLength: 2, maxLength: 5 })
    fc.assert(
      fc.property(sizes, (chosen) => {
        const steps = [0, ...chosen.toSorted((a, b) => a - b)]
        const last = steps.at(-1)!
        const laid = new Map<string, number>()
        for (const [at, size] of steps.slice(1).entries())
          for (const tile of tilesBetween(steps[at]!, size)) laid.set(`${tile.level}/${tile.index}`, tile.width)
        const all = new Map([...tilesBetween(0, last)].map((tile) => [`${tile.level}/${tile.index}`, tile.width]))
        expect(laid).toEqual(all)
      }),
      { numRuns: 30 },
    )
  })

  it('that were partial and are full now are known', () => {
    expect(filledTiles(250, 255)).toEqual([])
    expect(filledTiles(250, 600)).toEqual(['tile/entries/000', 'tile/0/000'])
    expect(filledTiles(256, 600)).toEqual([])
    expect(filledTiles(65_300, 66_000)).toEqual(['tile/entries/255', 'tile/0/255', 'tile/1/000'])
  })

  it('never shrink', () => {
    expect(() => [...tilesBetween(2, 1)]).toThrow(RangeError)
    expect(widthIn(300, 0, 1)).toBe(44)
    expect(widthIn(300, 0, 2)).toBe(0)
  })
})

describe('entry bundles', () => {
  it('are read as they are written', () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: width })
    fc.assert(
      fc.property(entries, (each) => {
        expect(decodeBundle(encodeBundle(each), each.length)).toEqual(each)
      }),
    )
  })

  it('hold what they must and nothing else', () => {
    const bundle = encodeBundle([toUtf8('one'), toUtf8('two')])
    const wrong: [Bytes, number][] = [
      [bundle, 1],
      [bundle, 3],
      [bundle.subarray(0, -1), 2],
      [concatBytes(bundle, Uint8Array.of(0)), 2],
      [concatBytes(bundle, Uint8Array.of(0, 0)), 2],
      [Uint8Array.of(255, 255), 1],
      [new Uint8Array(10_000_000), 256],
    ]
    for (const [bytes, count] of wrong) expect(() => decodeBundle(bytes, count)).toThrow(LogFailure)
  })

  it('take neither more entries nor longer ones', () => {
    expect(decodeBundle(encodeBundle([new Uint8Array(65_535)]), 1)[0]).toHaveLength(65_535)
    expect(() => encodeBundle([new Uint8Array(65_536)])).toThrow(RangeError)
    expect(() => encodeBundle(Array.from({ length: 257 }, () => new Uint8Array()))).toThrow(RangeError)
  })
})

describe('a tree is read from its tiles', () => {
  const size = 66_000
  const entries = Array.from({ length: size }, (_, at) => toUtf8(String(at)))
  const naive = new NaiveTree(entries)
  const asked: string[] = []
  const served = async (path: string, wholeOnly = false): Promise<Bytes | undefined> => {
    const tile = readTilePath(path)
    if (tile === undefined || tile.level === 'entries' || (wholeOnly && tile.width < width)) return undefined
    asked.push(path)
    const leaves = width ** tile.level
    return concatBytes(
      ...Array.from({ length: tile.width }, (_, at) => {
        const start = (tile.index * width + at) * leaves
        return naive.root(start + leaves, start)
      }),
    )
  }

  it.each([1, 2, 255, 256, 257, 65_535, 65_536, 65_537, size])('root and proofs of %i leaves', async (of) => {
    const read = nodesFromTiles(of, served, nodeCryptography)
    expect(naive.root(of).equals(await treeRoot(of, read, nodeCryptography))).toBe(true)
    for (const index of [0, Math.floor(of / 3), of - 1])
      expect(Buffer.concat(await proveInclusion({ index, size: of }, read, nodeCryptography))).toEqual(
        Buffer.concat(naive.path(index, of)),
      )
    for (const before of [1, Math.ceil(of / 2), of])
      expect(Buffer.concat(await proveConsistency({ before, size: of }, read, nodeCryptography))).toEqual(
        Buffer.concat(naive.proof(before, of)),
      )
  })

  it('asking for each tile once, and for none that the tree does not have', async () => {
    asked.length = 0
    await proveInclusion({ index: 300, size }, nodesFromTiles(size, served, nodeCryptography), nodeCryptography)
    expect(asked.toSorted()).toEqual(['tile/0/001', 'tile/0/257.p/208', 'tile/1/000', 'tile/1/001.p/1'])
  })

  it('or from a full tile where the partial one is gone', async () => {
    const read = nodesFromTiles(300, (path) => served(path, true), nodeCryptography)
    expect(naive.root(300).equals(await treeRoot(300, read, nodeCryptography))).toBe(true)
  })

  it('and a tile that is missing, too short or too long stops the reading', async () => {
    const faultOf = async (fetchFile: (path: string) => Promise<Bytes | undefined>) => {
      const failure = await treeRoot(300, nodesFromTiles(300, fetchFile)).catch((error: unknown) => error)
      return failure instanceof LogFailure ? failure.fault : failure
    }
    expect(await faultOf(async () => undefined)).toBe('tile-missing')
    expect(await faultOf(async () => new Uint8Array(31))).toBe('tile-malformed')
    expect(await faultOf(async () => new Uint8Array(10_000_000))).toBe('tile-malformed')
  })

  it('leaves are hashed as the specification says', async () => {
    expect(naiveLeaf(entries[7]!).equals(await leafHash(entries[7]!))).toBe(true)
  })
})
