import { join } from 'node:path'
import type { Table } from '#adapters/dynamodb/table.ts'
import { type ExampleName, exampleStatements } from '#examples/statements.ts'
import type { Organisation } from '#schemas/organisation.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { readDemoKeys, registerDemoOrganisations } from './demo-keys.ts'
import type { Signatory } from './sign-request.ts'

const exampleNames = Object.keys(exampleStatements) as ExampleName[]

/** Where the demo importers keep their private keys. */
const keyFileIn = (folder: string) => join(folder, 'importers.json')

/**
 * Registers the end user of each example as an importer, with a key of its own that is made once and kept.
 * Safe to repeat. Returns their names.
 */
export async function registerDemoImporters(table: Table, folder: string, now: number): Promise<string[]> {
  const importers = exampleNames.map((name) => importerOf(exampleStatements[name]('2026-01-01')))
  await registerDemoOrganisations(table, importers, keyFileIn(folder), now)
  return importers.map(({ name }) => name)
}

/** Who signs a statement here: the demo importer that is its end user. Throws Error if there is none. */
export function demoSignatory(folder: string, statement: unknown): Signatory {
  const keys = readDemoKeys(keyFileIn(folder))
  const organisation = organisationIdOf(endUserOf(statement)?.legalName)
  const key = keys[organisation]
  if (key !== undefined) return { organisation, key }
  const [first] = Object.entries(keys)
  if (first === undefined) throw new Error('there is no demo importer yet; run "npm start" first')
  return { organisation: first[0], key: first[1] }
}

/** All demo importers, for who does not know which of them a certificate belongs to. Throws Error if there is none. */
export function demoSignatories(folder: string): Signatory[] {
  const found = Object.entries(readDemoKeys(keyFileIn(folder))).map(([organisation, key]) => ({ organisation, key }))
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
