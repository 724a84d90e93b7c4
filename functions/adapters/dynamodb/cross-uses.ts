import * as z from 'zod'
import { certificateId, digest, organisationId, seconds } from '#schemas/certificate.ts'
import { conflictKinds, drawdownId, lineNumber } from '#schemas/ledger.ts'
import type { Use } from '#domain/ledger/cross-use.ts'
import type { CrossUses } from '#ports/cross-uses.ts'
import type { Randomness } from '#ports/randomness.ts'
import { getItem, putIf, query, readItem, vacant, type ConditionalPut } from './item.ts'
import { fingerprintKeyKey, useKey, usePartition } from './keys-ledger.ts'
import type { Table } from './table.ts'

const secret = z.strictObject({ secret: digest })
const use = z.strictObject({
  kind: z.enum(conflictKinds),
  fingerprint: digest,
  ledger: certificateId,
  certificate: certificateId,
  organisation: organisationId,
  at: seconds,
  line: lineNumber.optional(),
  drawdown: drawdownId.optional(),
  own: z.string().max(400),
})

/** A connection each; more would take those of the calls that people wait for. */
const atOnce = 25

/** The key stands in the table: whoever can read it can read the statements too, so it gains nothing elsewhere. */
export function dynamoCrossUses(table: Table, randomness: Randomness): CrossUses {
  let known: Promise<string> | undefined
  return {
    key: () => {
      known ??= findOrMakeKey(table, randomness).catch((error: unknown) => {
        known = undefined
        throw error
      })
      return known
    },
    note: async (uses) => {
      await inBatches(uses, (each) => putIf(table, usePut(each)))
    },
    usesOf: async (fingerprints, most) =>
      (await inBatches([...new Set(fingerprints)], (each) => usesOf(table, each, most))).flat(),
  }
}

async function findOrMakeKey(table: Table, randomness: Randomness): Promise<string> {
  const item = await getItem(table, fingerprintKeyKey)
  if (item !== undefined) return readItem(secret, () => fingerprintKeyKey, item).secret
  const made = Buffer.from(randomness.bytes(32)).toString('base64url')
  await putIf(table, { item: { ...fingerprintKeyKey, secret: made }, condition: vacant })
  // Another process may have been quicker; what stands is the one.
  return findOrMakeKey(table, randomness)
}

/** One row for each use; noting it again changes nothing. */
export function usePut(noted: Use): ConditionalPut {
  const { fingerprint, certificate, drawdown, line } = noted
  return { item: { ...useKey(fingerprint, certificate, drawdown ?? `line-${line ?? 0}`), ...noted }, condition: vacant }
}

async function usesOf(table: Table, fingerprint: string, most: number): Promise<Use[]> {
  const request = {
    KeyConditionExpression: 'PK = :partition AND begins_with(SK, :prefix)',
    ExpressionAttributeValues: { ':partition': usePartition(fingerprint), ':prefix': 'USE#' },
    ConsistentRead: true,
  }
  const items = await query(table, request, most)
  return items.map((item) =>
    readItem(
      use,
      (read) => useKey(read.fingerprint, read.certificate, read.drawdown ?? `line-${read.line ?? 0}`),
      item,
    ),
  ) as Use[]
}

async function inBatches<T, R>(all: readonly T[], act: (each: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let from = 0; from < all.length; from += atOnce)
    results.push(...(await Promise.all(all.slice(from, from + atOnce).map(act))))
  return results
}
