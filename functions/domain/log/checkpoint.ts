import type { Bytes } from '../bytes.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { LogFailure } from './log-failure.ts'
import { hashLength } from './merkle-hash.ts'
import { isTreeSize } from './tree-shape.ts'

/** What a log says of itself (C2SP tlog-checkpoint): so many leaves, and this root. */
export interface Checkpoint {
  /** Names the log for good. */
  readonly origin: string
  readonly size: number
  readonly root: Bytes
  /** Further lines, which nobody can audit; our own logs have none. */
  readonly extensions: readonly string[]
}

/** Characters. The specification has no limit; without extension lines a checkpoint is a tenth of this at most. */
const longestCheckpoint = 10_000

const number = /^(?:0|[1-9][0-9]{0,19})$/

/** Reads a number of leaves that is written in its one right way, else undefined; also for one beyond 2^53. */
export function readTreeSize(text: string): number | undefined {
  const size = number.test(text) ? Number(text) : undefined
  return isTreeSize(size) ? size : undefined
}

/** Reads the text of a note as a checkpoint. Throws LogFailure `checkpoint-malformed`. */
export function parseCheckpoint(text: string): Checkpoint {
  if (!text.endsWith('\n') || text.length > longestCheckpoint) throw malformed()
  const [origin = '', size = '', root = '', ...extensions] = text.slice(0, -1).split('\n')
  const read = { origin, size: readTreeSize(size), root: fromBase64(root), extensions }
  if (origin === '' || extensions.includes('') || read.size === undefined) throw malformed()
  if (read.root === undefined || read.root.length !== hashLength) throw malformed()
  return { ...read, size: read.size, root: read.root }
}

/** Throws RangeError for what could not be read back as it is. */
export function printCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  const lines = [origin, String(size), toBase64(root), ...extensions]
  if (!isTreeSize(size) || root.length !== hashLength || lines.some((line) => line === '' || line.includes('\n')))
    throw new RangeError('this is not a checkpoint')
  return `${lines.join('\n')}\n`
}

function malformed(): LogFailure {
  return new LogFailure('checkpoint-malformed', 'This is not a checkpoint: a log, a number of leaves, and a root.')
}
