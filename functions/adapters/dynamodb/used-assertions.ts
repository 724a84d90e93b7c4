import { createHash, randomUUID } from 'node:crypto'
import type { UsedAssertions } from '#ports/used-assertions.ts'
import { getItem, putIf, vacant } from './item.ts'
import { usedAssertionKey } from './keys.ts'
import type { Table } from './table.ts'

/** A row for each assertion; DynamoDB takes it away some days after it means nothing any more. */
export function dynamoUsedAssertions(table: Table): UsedAssertions {
  return { use: (kid, jti, until) => use(table, kid, jti, until) }
}

/** The SDK may have sent the row twice: then it is our own that stands there (security.md 0.4). */
async function use(table: Table, kid: string, jti: string, until: number): Promise<boolean> {
  const digest = createHash('sha256').update(jti).digest('base64url')
  const key = usedAssertionKey(kid, digest)
  const attempt = randomUUID()
  if (await putIf(table, { item: { ...key, kid, jti: digest, attempt, expiresAt: until }, condition: vacant }))
    return true
  return (await getItem(table, key))?.attempt === attempt
}
