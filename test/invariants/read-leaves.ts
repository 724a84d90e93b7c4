import * as z from 'zod'
import { seconds } from '#schemas/certificate.ts'
import type { Take } from './sorter.ts'

const leaf = z.strictObject({ id: z.string(), at: seconds, bytes: z.string(), certificate: z.string().optional() })
export type Leaf = z.infer<typeof leaf>

/** What waits for the log. */
export function readLeaves(take: Take): Leaf[] {
  return take(/^OUTBOX#(\d|1[0-5]) /, leaf, ({ at, id }, shard) => `${shard} ${String(at).padStart(12, '0')}#${id}`)
}
