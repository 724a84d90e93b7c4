import type { Bytes } from '../bytes.ts'
import { decodeBundle } from './entry-bundle.ts'
import { LogFailure } from './log-failure.ts'
import { hashLength, rootOfFullSubtree, webHashing, type Hashing } from './merkle-hash.ts'
import type { ReadNodes } from './prove.ts'
import { tilePath, tileWidth, widthIn, type Tile } from './tile-path.ts'
import type { TreeNode } from './tree-shape.ts'

/** Fetches what lies at a path of the log, or undefined if nothing does. */
export type FetchFile = (path: string) => Promise<Bytes | undefined>

/** Levels of the tree between a tile and the tile above it. */
const tileHeight = 8

/**
 * Reads nodes of the tree of `size` leaves from its tiles, each tile once. Only what such a tree has is asked for. What
 * comes back is checked in its form alone: it is true if the root, or the proof, that is made of it fits a checkpoint.
 * Throws LogFailure `tile-missing` or `tile-malformed`.
 */
export function nodesFromTiles(size: number, fetchFile: FetchFile, hashing: Hashing = webHashing): ReadNodes {
  const fetched = new Map<string, Promise<Bytes>>()
  const tileOf = (tile: Tile) => {
    const path = tilePath(tile)
    const known = fetched.get(path) ?? fetchTile(tile, fetchFile)
    fetched.set(path, known)
    return known
  }
  return (nodes) =>
    Promise.all(
      nodes.map(async (node) => {
        const { tile, first, count } = placeOf(node, size)
        const bytes = await tileOf(tile)
        if (first + count > tile.width) throw new RangeError('the tree has no such node')
        return rootOfFullSubtree(bytes.subarray(first * hashLength, (first + count) * hashLength), hashing)
      }),
    )
}

/** A node in the levels between two tiles is the root of some hashes, side by side, of the lower tile. */
function placeOf({ level, index }: TreeNode, size: number): { tile: Tile; first: number; count: number } {
  const tileLevel = Math.floor(level / tileHeight)
  const count = 2 ** (level % tileHeight)
  const tileIndex = Math.floor((index * count) / tileWidth)
  const tile = { level: tileLevel, index: tileIndex, width: widthIn(size, tileLevel, tileIndex) }
  if (tile.width === 0) throw new RangeError('the tree has no such node')
  return { tile, first: (index * count) % tileWidth, count }
}

/** The hashes of a tile, `width` of them. Throws LogFailure `tile-missing` or `tile-malformed`. */
export async function fetchTile(tile: Tile, fetchFile: FetchFile): Promise<Bytes> {
  const { bytes, found } = await fetchOrFull(tile, fetchFile)
  return readTile(bytes, found).subarray(0, tile.width * hashLength)
}

/** The entries of a bundle, `width` of them. Throws LogFailure `tile-missing` or `bundle-malformed`. */
export async function fetchBundle(bundle: Tile, fetchFile: FetchFile): Promise<Bytes[]> {
  const { bytes, found } = await fetchOrFull(bundle, fetchFile)
  return decodeBundle(bytes, found.width).slice(0, bundle.width)
}

/** A partial file may be gone once the full one is there, which begins with it (tlog-tiles, "Partial Tiles"). */
async function fetchOrFull(tile: Tile, fetchFile: FetchFile): Promise<{ bytes: Bytes; found: Tile }> {
  const exact = await fetchFile(tilePath(tile))
  if (exact !== undefined) return { bytes: exact, found: tile }
  const full = { ...tile, width: tileWidth }
  const whole = tile.width < tileWidth ? await fetchFile(tilePath(full)) : undefined
  if (whole === undefined) throw new LogFailure('tile-missing', `The log does not have ${tilePath(tile)}.`)
  return { bytes: whole, found: full }
}

function readTile(bytes: Bytes, tile: Tile): Bytes {
  if (bytes.length === tile.width * hashLength) return bytes
  throw new LogFailure('tile-malformed', `${tilePath(tile)} does not have the length of such a tile.`)
}

export function hashesIn(tile: Bytes): Bytes[] {
  return Array.from({ length: tile.length / hashLength }, (_, at) =>
    tile.subarray(at * hashLength, (at + 1) * hashLength),
  )
}
