import { credentialId, passkey, person } from '#schemas/person.ts'
import { organisation } from '#schemas/organisation.ts'
import type { FoundSigner } from '#domain/acts/find-signer.ts'
import type { Signatories } from '#ports/signatories.ts'
import { getItem, readItem } from './item.ts'
import { organisationKey, passkeyKey, personKey } from './keys.ts'
import { dynamoOrganisations } from './organisations.ts'
import type { Table } from './table.ts'

export function dynamoSignatories(table: Table): Signatories {
  const organisations = dynamoOrganisations(table)
  return {
    find: async (name) => {
      if (name.by === 'passkey') return findByPasskey(table, name.credentialId)
      const found = await organisations.findByKey(name.kid)
      return found && { by: 'key', ...found }
    },
  }
}

/** Two steps, because person and organisation stand in one place only: what is removed there is removed everywhere. */
async function findByPasskey(table: Table, id: string): Promise<FoundSigner | undefined> {
  if (!credentialId.safeParse(id).success) return undefined
  const item = await getItem(table, passkeyKey(id))
  if (item === undefined) return undefined
  const found = readItem(passkey, (read) => passkeyKey(read.id), item)
  const [owner, employer] = await Promise.all([
    getItem(table, personKey(found.organisation, found.person)),
    getItem(table, organisationKey(found.organisation)),
  ])
  if (owner === undefined || employer === undefined)
    throw new Error(`a passkey leads to ${found.person} of ${found.organisation}, which is not in the store`)
  return {
    by: 'passkey',
    organisation: readItem(organisation, (read) => organisationKey(read.id), employer),
    person: readItem(person, (read) => personKey(read.organisation, read.id), owner),
    passkey: found,
  }
}
