import { join } from 'node:path'
import * as z from 'zod'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import type { Table } from '#adapters/dynamodb/table.ts'
import { keyIdOf } from '#domain/key-id.ts'
import { type ExampleName, exampleStatements } from '#examples/statements.ts'
import type { Organisation } from '#schemas/organisation.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { readPrivateFile, writePrivateFile } from './private-file.ts'
import { newPrivateKey, privateJwk, publicHalf, type Signatory } from './sign-request.ts'

const keyRing = z.record(z.string(), privateJwk)
type KeyRing = z.infer<typeof keyRing>

const exampleNames = Object.keys(exampleStatements) as ExampleName[]

/** Where the demo importers keep their private keys. A real importer keeps its own, and the registry never sees it. */
const keyFileIn = (folder: string) => join(folder, 'importers.json')

/**
 * Registers the end user of each example as an importer, with a key of its own that is made once and kept.
 * Safe to repeat. Returns their names.
 */
export async function registerDemoImporters(table: Table, folder: string, now: number): Promise<string[]> {
  const importers = exampleNames.map((name) => importerOf(exampleStatements[name]('2026-01-01')))
  const keys = await keysFor(importers, keyFileIn(folder))
  const organisations = dynamoOrganisations(table)
  for (const importer of importers) {
    const jwk = publicHalf(keys[importer.id]!)
    const kid = await keyIdOf(jwk)
    // What is recorded of a key never changes: registering it again, later, must not move its window.
    const known = await organisations.findByKey(kid)
    if (known !== undefined) continue
    const window = { notBefore: now - 3_600, notAfter: now + 10 * 365 * 86_400, state: 'active' } as const
    await organisations.register(importer, { kid, jwk, ...window, organisation: importer.id })
  }
  return importers.map(({ name }) => name)
}

/** Who signs a statement here: the demo importer that is its end user. Throws Error if there is none. */
export function demoSignatory(folder: string, statement: unknown): Signatory {
  const keys = readKeys(keyFileIn(folder))
  const organisation = organisationIdOf(endUserOf(statement)?.legalName)
  const key = keys[organisation]
  if (key !== undefined) return { organisation, key }
  const [first] = Object.entries(keys)
  if (first === undefined) throw new Error('there is no demo importer yet; run "npm start" first')
  return { organisation: first[0], key: first[1] }
}

/** All demo importers, for who does not know which of them a certificate belongs to. Throws Error if there is none. */
export function demoSignatories(folder: string): Signatory[] {
  const found = Object.entries(readKeys(keyFileIn(folder))).map(([organisation, key]) => ({ organisation, key }))
  if (found.length === 0) throw new Error('there is no demo importer yet; run "npm start" first')
  return found
}

function importerOf(statement: Statement): Organisation {
  const { legalName, address } = endUserOf(statement)!
  return {
    id: organisationIdOf(legalName),
    name: legalName,
    country: address.country,
    roles: ['importer'],
    state: 'active',
    identity: [],
    version: 1,
  }
}

/** Of a statement that may still be full of errors: the registry, not this command, is to find them. */
function endUserOf(statement: unknown): Statement['parties'][number] | undefined {
  const parties = (statement as Partial<Statement> | undefined)?.parties
  return Array.isArray(parties) ? parties.find((party) => party?.roles?.includes?.('END_USER')) : undefined
}

const organisationIdOf = (name: unknown) =>
  String(name)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 63)

async function keysFor(importers: readonly Organisation[], path: string): Promise<KeyRing> {
  const keys = readKeys(path)
  const missing = importers.filter(({ id }) => keys[id] === undefined)
  for (const { id } of missing) keys[id] = await newPrivateKey()
  if (missing.length > 0) writePrivateFile(path, keys)
  return keys
}

function readKeys(path: string): KeyRing {
  const read = keyRing.safeParse(readPrivateFile(path) ?? {})
  // The reason would quote a key.
  if (!read.success) throw new Error(`${path} is damaged; move it away and new keys will be made`)
  return read.data
}
