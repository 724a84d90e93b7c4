import * as z from 'zod'
import { digest } from '#schemas/certificate.ts'
import { fromBase64url, toBase64url } from '#domain/bytes.ts'
import type { CursorSecret } from '#ports/cursor-secret.ts'
import type { Randomness } from '#ports/randomness.ts'
import { getItem, putIf, readItem, vacant } from './item.ts'
import { cursorSecretKey } from './keys.ts'
import type { Table } from './table.ts'

const row = z.strictObject({ secret: digest })

/** Made by the first process that needs it; read once in a process, since it never changes. */
export function dynamoCursorSecret(table: Table, randomness: Randomness): CursorSecret {
  let known: Promise<Uint8Array<ArrayBuffer>> | undefined
  return {
    read: async () => {
      known ??= readOrMake(table, randomness)
      try {
        return await known
      } catch (error) {
        known = undefined
        throw error
      }
    },
  }
}

async function readOrMake(table: Table, randomness: Randomness): Promise<Uint8Array<ArrayBuffer>> {
  const stands = await readSecret(table)
  if (stands !== undefined) return stands
  // Of two that make one at once the first counts for both.
  await putIf(table, {
    item: { ...cursorSecretKey, secret: toBase64url(randomness.bytes(32)) },
    condition: vacant,
  })
  const made = await readSecret(table)
  if (made === undefined) throw new Error('the secret of cursors was written and is not there')
  return made
}

async function readSecret(table: Table): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const item = await getItem(table, cursorSecretKey)
  return item && fromBase64url(readItem(row, () => cursorSecretKey, item).secret)
}
