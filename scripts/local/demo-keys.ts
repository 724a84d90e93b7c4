import * as z from 'zod'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import type { Table } from '#adapters/dynamodb/table.ts'
import { keyIdOf } from '#domain/key-id.ts'
import type { Organisation } from '#schemas/organisation.ts'
import { readPrivateFile, writePrivateFile } from './private-file.ts'
import { newPrivateKey, privateJwk, publicHalf } from './sign-request.ts'

const keyRing = z.record(z.string(), privateJwk)
/** Private keys by the id of their organisation. A real organisation keeps its own, and the registry never sees it. */
export type DemoKeys = z.infer<typeof keyRing>

/** Registers organisations of a demo, each with a key that is made once and kept in `keyFile`. Safe to repeat. */
export async function registerDemoOrganisations(
  table: Table,
  newcomers: readonly Organisation[],
  keyFile: string,
  now: number,
): Promise<void> {
  const keys = await keysFor(newcomers, keyFile)
  const organisations = dynamoOrganisations(table)
  for (const newcomer of newcomers) {
    const jwk = publicHalf(keys[newcomer.id]!)
    const kid = await keyIdOf(jwk)
    // What is recorded of a key never changes: registering it again, later, must not move its window.
    const known = await organisations.findByKey(kid)
    if (known !== undefined) continue
    const window = { notBefore: now - 3_600, notAfter: now + 10 * 365 * 86_400, state: 'active' } as const
    await organisations.register(newcomer, { kid, jwk, ...window, organisation: newcomer.id })
  }
}

async function keysFor(newcomers: readonly Organisation[], keyFile: string): Promise<DemoKeys> {
  const keys = readDemoKeys(keyFile)
  const missing = newcomers.filter(({ id }) => keys[id] === undefined)
  for (const { id } of missing) keys[id] = await newPrivateKey()
  if (missing.length > 0) writePrivateFile(keyFile, keys)
  return keys
}

/** Throws an Error for who runs the registry if the file is damaged. */
export function readDemoKeys(keyFile: string): DemoKeys {
  const read = keyRing.safeParse(readPrivateFile(keyFile) ?? {})
  // The reason would quote a key.
  if (!read.success) throw new Error(`${keyFile} is damaged; move it away and new keys will be made`)
  return read.data
}
