import type { Bytes } from '../bytes.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { readTreeSize } from './checkpoint.ts'
import { LogFailure } from './log-failure.ts'
import { hashLength } from './merkle-hash.ts'
import { longestNote } from './note.ts'

/** That an entry is in a log, for whoever is offline (C2SP tlog-proof). Nothing in it is trusted yet. */
export interface LogProof {
  /** Whatever the maker wanted to say; nobody signed it. */
  readonly extra?: Bytes
  readonly index: number
  /** From the leaf's sibling to the child of the root. */
  readonly proof: readonly Bytes[]
  /** The signed checkpoint, as the log and its witnesses wrote it. */
  readonly checkpoint: string
}

const firstLine = 'c2sp.org/tlog-proof@v1'
const mostHashes = 64
const longestHead = 10_000

/** Throws LogFailure `proof-malformed`; what is said of the checkpoint is only that there is one. */
export function parseProof(text: string): LogProof {
  const end = text.length > longestNote + longestHead ? -1 : text.slice(0, longestHead).indexOf('\n\n')
  if (end < 0) throw malformed()
  const [first, ...lines] = text.slice(0, end).split('\n')
  const extra = lines[0]?.startsWith('extra ') ? fromBase64(lines.shift()!.slice('extra '.length)) : null
  const index = /^index (.+)$/.exec(lines.shift() ?? '')?.[1]
  const at = index === undefined ? undefined : readTreeSize(index)
  if (first !== firstLine || extra === undefined || extra?.length === 0 || at === undefined) throw malformed()
  const proof = lines.map((line) => fromBase64(line))
  if (proof.length > mostHashes || !proof.every((hash) => hash?.length === hashLength)) throw malformed()
  return { ...(extra && { extra }), index: at, proof: proof as Bytes[], checkpoint: text.slice(end + 2) }
}

/** Throws RangeError for what could not be read back as it is. */
export function printProof({ extra, index, proof, checkpoint }: LogProof): string {
  const head = [firstLine, ...(extra ? [`extra ${toBase64(extra)}`] : []), `index ${index}`]
  const text = `${[...head, ...proof.map(toBase64)].join('\n')}\n\n${checkpoint}`
  try {
    if (parseProof(text).checkpoint === checkpoint) return text
  } catch (error) {
    if (!(error instanceof LogFailure)) throw error
  }
  throw new RangeError('this is not a proof')
}

function malformed(): LogFailure {
  return new LogFailure('proof-malformed', 'This is not a proof of a log: a place, hashes, and a checkpoint.')
}
