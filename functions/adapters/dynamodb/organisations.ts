import * as z from 'zod'
import { keyId, organisationId } from '#schemas/certificate.ts'
import { organisationKey, type OrganisationKey } from '#schemas/keys.ts'
import { organisation, type Organisation } from '#schemas/organisation.ts'
import { RegistryError } from '#domain/errors.ts'
import type { Organisations } from '#ports/organisations.ts'
import type { Page, PageAsked } from '#ports/page.ts'
import { getItem, itemsOf, pageOf, putAllIf, readItem, type Item } from './item.ts'
import {
  keyOfOrganisation,
  keyOwnerKey,
  organisationKey as keyOf,
  organisationKeyPrefix,
  organisationListPrefix,
  organisationsPartition,
} from './keys.ts'
import { obstacleTo, writesOf } from './member-changes.ts'
import type { Table } from './table.ts'

const keyOwner = z.strictObject({ kid: keyId, organisation: organisationId })

export function dynamoOrganisations(table: Table): Organisations {
  return {
    find: async (id) => (organisationId.safeParse(id).success ? findOrganisation(table, id) : undefined),
    findByKey: async (kid) => (keyId.safeParse(kid).success ? findByKey(table, kid) : undefined),
    keysOf: async (id) => {
      if (!organisationId.safeParse(id).success) return []
      return (await itemsOf(table, keyOf(id).PK, organisationKeyPrefix)).map(keyFrom)
    },
    page: (asked) => page(table, asked),
    register: (newcomer, key) => register(table, newcomer, key),
  }
}

async function findOrganisation(table: Table, id: string): Promise<Organisation | undefined> {
  const item = await getItem(table, keyOf(id))
  return item && readItem(organisation, (found) => keyOf(found.id), item)
}

async function ownerOf(table: Table, kid: string): Promise<string | undefined> {
  const item = await getItem(table, keyOwnerKey(kid))
  return item && readItem(keyOwner, (found) => keyOwnerKey(found.kid), item).organisation
}

/** Two steps, because a key's own item stands with its organisation: state and window of a key are in one place only. */
async function findByKey(table: Table, kid: string) {
  const owner = await ownerOf(table, kid)
  if (owner === undefined) return undefined
  const [found, key] = await Promise.all([
    findOrganisation(table, owner),
    getItem(table, keyOfOrganisation(owner, kid)).then((item) => item && keyFrom(item)),
  ])
  if (found === undefined || key === undefined) throw new Error(`key ${kid} leads to ${owner}, which lacks it`)
  return { organisation: found, key }
}

/** Adding a key to an organisation that has one already is another act, with other guards: it never happens here. */
async function register(table: Table, newcomer: Organisation, key: OrganisationKey): Promise<void> {
  if (key.organisation !== newcomer.id) throw new TypeError('the key belongs to another organisation')
  const changes = [
    { kind: 'organisation', before: undefined, after: newcomer },
    { kind: 'key', before: undefined, after: key },
  ] as const
  const written = await putAllIf(table, (await Promise.all(changes.map(writesOf))).flat())
  if (written) return

  const owner = await ownerOf(table, key.kid)
  if (owner === newcomer.id) return
  if (owner !== undefined)
    throw new RegistryError('request-invalid', 'This key belongs to another organisation. Make a new key and use that.')
  if ((await findOrganisation(table, newcomer.id)) !== undefined)
    throw new RegistryError(
      'request-invalid',
      `${newcomer.id} is registered already, with another key. Choose another id.`,
    )
  throw await obstacleTo(table, changes)
}

async function page(table: Table, asked: PageAsked): Promise<Page<Organisation>> {
  const list = { partition: organisationsPartition, prefix: organisationListPrefix, newestFirst: false }
  const { items, next } = await pageOf(table, list, asked)
  const found = await Promise.all(items.map((item) => listedOrganisation(table, String(item['id']))))
  return { items: found, ...(next !== undefined && { next }) }
}

async function listedOrganisation(table: Table, id: string): Promise<Organisation> {
  const found = await findOrganisation(table, id)
  if (found === undefined) throw new Error(`the list names ${id}, which is not in the store`)
  return found
}

function keyFrom(item: Item): OrganisationKey {
  return readItem(organisationKey, (key) => keyOfOrganisation(key.organisation, key.kid), item)
}
