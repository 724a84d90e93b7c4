import { concatBytes, equalBytes, type Bytes } from '../bytes.ts'
import { encodeBundle } from './entry-bundle.ts'
import { LogFailure } from './log-failure.ts'
import { leafHash, rootOfFullSubtree, webHashing, type Hashing } from './merkle-hash.ts'
import { treeRoot } from './prove.ts'
import { fetchBundle, fetchTile, hashesIn, nodesFromTiles, type FetchFile } from './read-tiles.ts'
import { appendLeaf, edgeRoot, rightEdge } from './right-edge.ts'
import { hashesAtLevel, partialTiles, tilePath, tilesBetween, tileWidth, type Tile } from './tile-path.ts'
import { subtreesOf } from './tree-shape.ts'

/** A tree: so many leaves, and what they hash to. */
export interface TreeHead {
  readonly size: number
  readonly root: Bytes
}

/** A file of a log, relative to its prefix. */
export interface LogFile {
  readonly path: string
  readonly bytes: Bytes
}

/** What stands at the right edge, from the last tile boundary on: hashes by level of tiles, and the entries themselves. */
interface Edge {
  readonly rows: Bytes[][]
  readonly entries: Bytes[]
}

/**
 * Appends entries to a tree, and says which files its log gains. What is read of the old files is not trusted: it must
 * hash to the old root. What comes out is hashed twice, leaf by leaf and again from the new tiles, before anybody acts
 * on it. A pure function of its input: whoever repeats it gets the same.
 *
 * Throws LogFailure `root-mismatch` if old files or new ones do not fit, `tile-missing` and the like if they cannot be read.
 */
export async function growTree(
  before: TreeHead,
  entries: readonly Bytes[],
  fetchFile: FetchFile,
  hashing: Hashing = webHashing,
): Promise<{ readonly head: TreeHead; readonly files: readonly LogFile[] }> {
  const size = before.size + entries.length
  const edge = await readEdge(before.size, fetchFile, hashing)
  const known = nodesFromTiles(before.size, fetchFile, hashing)
  let appended = rightEdge(before.size, await known(subtreesOf({ start: 0, end: before.size })))
  if (!equalBytes(await edgeRoot(appended, hashing), before.root)) throw mismatch('what the log has')

  const leaves = await Promise.all(entries.map((entry) => leafHash(entry, hashing)))
  for (const leaf of leaves) {
    appended = await appendLeaf(appended, leaf, hashing)
    await climb(edge.rows, leaf, hashing)
  }
  edge.entries.push(...entries)
  const root = await edgeRoot(appended, hashing)
  const files = [...tilesBetween(before.size, size)].map((tile) => fileOf(tile, edge, before.size))
  await recheck({ size, root }, files, fetchFile, hashing)
  return { head: { size, root }, files }
}

async function readEdge(size: number, fetchFile: FetchFile, hashing: Hashing): Promise<Edge> {
  const rows: Bytes[][] = []
  for (const tile of partialTiles(size)) {
    const level = tile.level as number
    while (rows.length < level) rows.push([])
    rows[level] = hashesIn(await fetchTile(tile, fetchFile))
  }
  const width = size % tileWidth
  if (width === 0) return { rows, entries: [] }
  const bundle: Tile = { level: 'entries', index: Math.floor(size / tileWidth), width }
  const entries = await fetchBundle(bundle, fetchFile)
  const leaves = await Promise.all(entries.map((entry) => leafHash(entry, hashing)))
  if (!equalBytes(concatBytes(...leaves), concatBytes(...rows[0]!))) throw mismatch('an entry of the log')
  return { rows, entries }
}

/** Puts a leaf at the end of the lowest row; a row that fills a tile hands the root of it to the row above. */
async function climb(rows: Bytes[][], leaf: Bytes, hashing: Hashing): Promise<void> {
  let hash = leaf
  for (let level = 0; ; level++) {
    const row = (rows[level] ??= [])
    row.push(hash)
    if (row.length % tileWidth > 0) return
    hash = await rootOfFullSubtree(concatBytes(...row.slice(-tileWidth)), hashing)
  }
}

function fileOf({ level, index, width }: Tile, { rows, entries }: Edge, before: number): LogFile {
  const height = level === 'entries' ? 0 : level
  const first = (index - Math.floor(hashesAtLevel(before, height) / tileWidth)) * tileWidth
  const path = tilePath({ level, index, width })
  if (level === 'entries') return { path, bytes: encodeBundle(entries.slice(first, first + width)) }
  return { path, bytes: concatBytes(...rows[level]!.slice(first, first + width)) }
}

async function recheck({ size, root }: TreeHead, files: readonly LogFile[], fetchFile: FetchFile, hashing: Hashing) {
  const made = new Map(files.map(({ path, bytes }) => [path, bytes]))
  const read = nodesFromTiles(size, async (path) => made.get(path) ?? fetchFile(path), hashing)
  if (!equalBytes(await treeRoot(size, read, hashing), root)) throw mismatch('what was made of it')
}

function mismatch(what: string): LogFailure {
  return new LogFailure('root-mismatch', `The root of the log does not fit ${what}.`)
}
