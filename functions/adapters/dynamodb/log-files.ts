import * as z from 'zod'
import { equalBytes } from '#domain/bytes.ts'
import type { LogFileContent, LogFiles } from '#ports/log-files.ts'
import { getItem, putIf, readItem, vacant } from './item.ts'
import type { Key } from './keys.ts'
import type { Table } from './table.ts'

/** `LOG` / `CHECKPOINT`: the newest checkpoint. */
const checkpointKey: Key = { PK: 'LOG', SK: 'CHECKPOINT' }

/** `LOG-FILE#<path>` / `FILE`: a tile or a bundle of entries; each in a partition of its own, since many read them. */
function fileKey({ path }: { path: string }): Key {
  if (path === '' || path.includes('#')) throw new TypeError('this cannot be a part of a key')
  return { PK: `LOG-FILE#${path}`, SK: 'FILE' }
}

const file = z.strictObject({ path: z.string(), bytes: z.instanceof(Uint8Array) })
const newest = z.strictObject({ size: z.int().min(1), note: z.string().max(400_000) })

/** The files of the log in the table, for a registry without a bucket. An item holds 400 KB: a full bundle of our leaves. */
export function dynamoLogFiles(table: Table): LogFiles {
  const read = async (path: string) => {
    const item = await getItem(table, fileKey({ path }))
    return item && new Uint8Array(readItem(file, fileKey, item).bytes)
  }
  return {
    publish: async (wanted) => {
      if (await putIf(table, { item: { ...fileKey(wanted), ...wanted }, condition: vacant })) return
      await refuseOther(wanted, await read(wanted.path))
    },
    read,
    publishCheckpoint: async (size, note) => {
      await putIf(table, {
        item: { ...checkpointKey, ...newest.parse({ size, note }) },
        condition: `${vacant} OR #size <= :size`,
        names: { '#size': 'size' },
        values: { ':size': size },
      })
    },
    checkpoint: async () => {
      const item = await getItem(table, checkpointKey)
      return item && readItem(newest, () => checkpointKey, item).note
    },
  }
}

async function refuseOther({ path, bytes }: LogFileContent, stands: Uint8Array | undefined): Promise<void> {
  if (stands === undefined || !equalBytes(stands, bytes)) throw new Error(`the log has another ${path}`)
}
