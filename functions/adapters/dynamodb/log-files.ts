import * as z from 'zod'
import { equalBytes } from '#domain/bytes.ts'
import type { LogFileContent, LogFiles } from '#ports/log-files.ts'
import { deleteIf, getItem, putIf, query, readItem, vacant } from './item.ts'
import type { Key } from './keys.ts'
import type { Table } from './table.ts'

/** `LOG` / `CHECKPOINT`: the newest checkpoint. */
const checkpointKey: Key = { PK: 'LOG', SK: 'CHECKPOINT' }

/** `LOG-FILE#<tile>` / `FULL` or `PARTIAL#<width>`: a tile or bundle, with the narrower ones that came before it. */
function fileKey({ path }: { path: string }): Key {
  const [tile = '', width] = path.split('.p/')
  if (tile === '' || path.includes('#')) throw new TypeError('this cannot be a part of a key')
  return { PK: `LOG-FILE#${tile}`, SK: width === undefined ? 'FULL' : `${partialPrefix}${width}` }
}

const partialPrefix = 'PARTIAL#'

const file = z.strictObject({ path: z.string(), bytes: z.instanceof(Uint8Array) })
const stalePart = file.omit({ bytes: true })
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
    prune: (path) => prune(table, path),
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

async function prune(table: Table, path: string): Promise<void> {
  const partial = await query(table, {
    KeyConditionExpression: 'PK = :partition AND begins_with(SK, :prefix)',
    ExpressionAttributeValues: { ':partition': fileKey({ path }).PK, ':prefix': partialPrefix },
    ExpressionAttributeNames: { '#path': 'path' },
    ProjectionExpression: 'PK, SK, #path',
    ConsistentRead: true,
  })
  const gone = partial.map((item) => readItem(stalePart, fileKey, item))
  await Promise.all(gone.map((each) => deleteIf(table, fileKey(each), 'SK <> :full', { ':full': 'FULL' })))
}
