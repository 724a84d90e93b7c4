import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { digest } from '#schemas/certificate.ts'
import type { LogHead, LogStore, StageName } from '#ports/log-store.ts'
import { deleteIf, getItem, putIf, query, readItem, vacant } from './item.ts'
import type { Key } from './keys.ts'
import type { Table } from './table.ts'

/** `LOG` / `HEAD`: where the log stands; the row that decides between sequencers. */
const headKey: Key = { PK: 'LOG', SK: 'HEAD' }

const stagePartition = 'LOG-STAGE'

/** `LOG-STAGE` / `<size>#<digest>`: a batch for the tree of `size` leaves, in sixteen digits. */
function stageKey({ size, digest: name }: StageName): Key {
  return { PK: stagePartition, SK: `${sizeText(size)}#${name}` }
}

function sizeText(size: number): string {
  return String(size).padStart(16, '0')
}

const name = z.strictObject({ size: z.int().min(0), digest })
const tree = { size: z.int().min(1), root: digest }
const note = z.string().max(400_000)
const head = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('staged'), ...tree, stage: name }),
  z.strictObject({ step: z.literal('signed'), ...tree, stage: name, checkpoint: note }),
  z.strictObject({ step: z.literal('published'), ...tree, checkpoint: note }),
])
const stage = z.strictObject({ size: z.int().min(0), digest, bytes: z.instanceof(Uint8Array) })
const staleStage = stage.omit({ bytes: true })

export function dynamoLogStore(table: Table): LogStore {
  const read = async (): Promise<LogHead | undefined> => {
    const item = await getItem(table, headKey)
    return item && readItem(head, () => headKey, item)
  }
  return {
    head: read,
    replaceHead: async (before, after) => {
      if (await putIf(table, { item: { ...headKey, ...head.parse(after) }, ...conditionOf(before) })) return true
      // Refused may mean that an attempt of ours, whose answer was lost, came first.
      return isDeepStrictEqual(await read(), after)
    },
    stage: async (named, bytes) => {
      await putIf(table, { item: { ...stageKey(named), ...named, bytes }, condition: vacant })
    },
    staged: async (named) => {
      const item = await getItem(table, stageKey(named))
      return item && new Uint8Array(readItem(stage, stageKey, item).bytes)
    },
    unstage: (size) => unstage(table, size),
  }
}

function conditionOf(before: LogHead | undefined) {
  if (before === undefined) return { condition: vacant }
  return {
    condition: '#size = :size AND #root = :root AND #step = :step',
    names: { '#size': 'size', '#root': 'root', '#step': 'step' },
    values: { ':size': before.size, ':root': before.root, ':step': before.step },
  }
}

async function unstage(table: Table, size: number): Promise<void> {
  const stale = await query(table, {
    KeyConditionExpression: 'PK = :partition AND SK < :size',
    ExpressionAttributeValues: { ':partition': stagePartition, ':size': sizeText(size) },
    ExpressionAttributeNames: { '#size': 'size' },
    ProjectionExpression: 'PK, SK, #size, digest',
    ConsistentRead: true,
  })
  for (const item of stale) {
    const named = readItem(staleStage, stageKey, item)
    await deleteIf(table, stageKey(named), 'digest = :digest', { ':digest': named.digest })
  }
}
