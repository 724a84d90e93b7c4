import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { digest, organisationId, seconds } from '#schemas/certificate.ts'
import { personId } from '#schemas/certificate.ts'
import type { Ceremonies, Ceremony } from '#ports/ceremonies.ts'
import { getItem, putIf, readItem, vacant } from './item.ts'
import { ceremonyKey } from './keys.ts'
import type { Table } from './table.ts'

const row = z.strictObject({
  digest,
  kind: z.enum(['registration', 'sign-in']),
  challenge: digest,
  person: z.strictObject({ organisation: organisationId, id: personId, version: z.int().min(1) }).optional(),
  expiresAt: seconds,
  /** Who used it up. */
  taken: z.string().optional(),
})

/** A row for each; DynamoDB takes it away some days after it means nothing any more. */
export function dynamoCeremonies(table: Table): Ceremonies {
  return { begin: (ceremony) => begin(table, ceremony), take: (name) => take(table, name) }
}

async function begin(table: Table, { person, ...ceremony }: Ceremony): Promise<void> {
  const item = { ...ceremonyKey(ceremony.digest), ...ceremony, ...(person && { person }) }
  // Sent twice by the SDK, the second finds the first: the name is random, so nobody else has it.
  await putIf(table, { item, condition: vacant })
}

async function take(table: Table, name: string): Promise<Ceremony | undefined> {
  if (!digest.safeParse(name).success) return undefined
  const found = await read(table, name)
  if (found === undefined || found.taken !== undefined) return undefined
  const attempt = randomUUID()
  const taken = await putIf(table, {
    item: { ...ceremonyKey(name), ...found, taken: attempt },
    condition: 'attribute_exists(PK) AND attribute_not_exists(taken)',
  })
  // The SDK may have sent it twice: then it is our own that stands there (security.md 0.4).
  const ours = taken || (await read(table, name))?.taken === attempt
  const { taken: _, ...ceremony } = found
  return ours ? ceremony : undefined
}

async function read(table: Table, name: string) {
  const item = await getItem(table, ceremonyKey(name))
  return item && readItem(row, (found) => ceremonyKey(found.digest), item)
}
