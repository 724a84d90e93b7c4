import * as z from 'zod'
import { digest, seconds } from '#schemas/certificate.ts'
import { fromBase64url, fromUtf8, toBase64url, toUtf8, type Bytes } from '../bytes.ts'
import { canonicalBytes } from '../canonical-json.ts'
import type { TreeHead } from './grow-tree.ts'
import { LogFailure } from './log-failure.ts'

/** A leaf with the text that is hashed, and the name by which it is known until it has a place. */
export interface StagedLeaf {
  readonly id: string
  readonly at: number
  readonly bytes: string
}

/** What a sequencer is about to append, written down before it is decided: with the tree before it nothing else is needed. */
export interface Stage {
  readonly from: TreeHead
  readonly leaves: readonly StagedLeaf[]
}

const form = z.strictObject({
  from: z.strictObject({ root: digest, size: z.int().min(0) }),
  leaves: z.array(z.strictObject({ at: seconds, bytes: z.string(), id: z.string().min(1) })).min(1),
  version: z.literal(1),
})

/** Canonical JSON: the same stage is always the same bytes. */
export function encodeStage({ from, leaves }: Stage): Bytes {
  const said = { from: { root: toBase64url(from.root), size: from.size }, version: 1 }
  return canonicalBytes({ ...said, leaves: leaves.map(({ id, at, bytes }) => ({ at, bytes, id })) })
}

/** Throws LogFailure `stage-malformed`. */
export function decodeStage(bytes: Bytes): Stage {
  const read = form.safeParse(readJson(bytes))
  const root = read.success ? fromBase64url(read.data.from.root) : undefined
  if (!read.success || root === undefined) throw malformed()
  return { from: { size: read.data.from.size, root }, leaves: read.data.leaves }
}

/** The entries of the log that the leaves are. */
export function entriesOf({ leaves }: Stage): Bytes[] {
  return leaves.map(({ bytes }) => toUtf8(bytes))
}

function readJson(bytes: Bytes): unknown {
  try {
    return JSON.parse(fromUtf8(bytes))
  } catch {
    throw malformed()
  }
}

function malformed(): LogFailure {
  return new LogFailure('stage-malformed', 'What was staged for the log cannot be read.')
}
