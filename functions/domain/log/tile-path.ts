import { isTreeSize } from './tree-shape.ts'

/** Hashes in a full tile, and entries in a full bundle. */
export const tileWidth = 256

/** A tile of the Merkle tree (C2SP tlog-tiles): `width` hashes of subtrees of 256^level leaves each. */
export interface Tile {
  /** `entries` for a bundle of log entries, which lies as a tile of level 0 does. */
  readonly level: number | 'entries'
  readonly index: number
  /** 1 to 256; fewer than 256 in a partial tile. */
  readonly width: number
}

/** Where a tile is served, relative to the prefix of the log, as in `tile/0/x001/x234/067.p/8`. */
export function tilePath({ level, index, width }: Tile): string {
  const groups = [String(index % 1000).padStart(3, '0')]
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`)
  return `tile/${level}/${groups.join('/')}${width < tileWidth ? `.p/${width}` : ''}`
}

const form = /^tile\/(entries|0|[1-9][0-9]?)\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/
const longestPath = 64

/** Reads a path that is written in its one right way, else undefined. Paths come from callers. */
export function readTilePath(path: string): Tile | undefined {
  if (path.length > longestPath) return undefined
  const [, level, groups, partial] = form.exec(path) ?? []
  if (level === undefined || groups === undefined) return undefined
  const index = Number(groups.replaceAll(/[x/]/g, ''))
  const width = partial === undefined ? tileWidth : Number(partial)
  const tile: Tile = { level: level === 'entries' ? level : Number(level), index, width }
  const known = isTreeSize(index) && (tile.level === 'entries' || tile.level < 64)
  return known && tilePath(tile) === path ? tile : undefined
}

/** Hashes that level `level` of the tree of `size` leaves has altogether: one for each complete tile of the level below. */
export function hashesAtLevel(size: number, level: number): number {
  return Math.floor(size / tileWidth ** level)
}

/** Width that the tile has in a tree of `size` leaves; 0 if it is not there yet. */
export function widthIn(size: number, level: number, index: number): number {
  return Math.max(0, Math.min(tileWidth, hashesAtLevel(size, level) - index * tileWidth))
}

/**
 * Tiles and entry bundles that a tree of `size` leaves has and one of `before` has not, bundles first, then tiles from
 * the leaves up. With `before` 0: all. Throws RangeError unless before ≤ size.
 */
export function* tilesBetween(before: number, size: number): Generator<Tile> {
  if (!isTreeSize(before) || !isTreeSize(size) || before > size) throw new RangeError('a tree does not shrink')
  yield* newTiles('entries', before, size)
  for (let level = 0; hashesAtLevel(size, level) > 0; level++) yield* newTiles(level, before, size)
}

function* newTiles(level: number | 'entries', before: number, size: number): Generator<Tile> {
  const height = level === 'entries' ? 0 : level
  const [old, now] = [hashesAtLevel(before, height), hashesAtLevel(size, height)]
  if (old === now) return
  for (let index = Math.floor(old / tileWidth); index * tileWidth < now; index++)
    yield { level, index, width: widthIn(size, height, index) }
}

/** The partial tiles at the right edge of a tree, by level; a level whose last tile is full has none. */
export function partialTiles(size: number): Tile[] {
  const tiles: Tile[] = []
  for (let level = 0; hashesAtLevel(size, level) > 0; level++) {
    const width = hashesAtLevel(size, level) % tileWidth
    if (width > 0) tiles.push({ level, index: Math.floor(hashesAtLevel(size, level) / tileWidth), width })
  }
  return tiles
}

/** Paths of the full tiles and bundles that were partial in the tree of `before` leaves, and are full in that of `size`. */
export function filledTiles(before: number, size: number): string[] {
  const filled = [...tilesBetween(before, size)].filter(({ level, index, width }) => {
    const old = widthIn(before, level === 'entries' ? 0 : level, index)
    return width === tileWidth && old > 0
  })
  return filled.map(tilePath)
}
