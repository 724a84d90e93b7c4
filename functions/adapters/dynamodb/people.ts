import * as z from 'zod'
import { digest, organisationId } from '#schemas/certificate.ts'
import { credentialId, invitation, passkey, person, type Passkey, type Person } from '#schemas/person.ts'
import { personId } from '#schemas/certificate.ts'
import type { People } from '#ports/people.ts'
import { getItem, itemsOf, pageOf, readItem, type Item } from './item.ts'
import {
  invitationKey,
  organisationKey,
  passkeyKey,
  passkeyOfPersonKey,
  passkeysOfPerson,
  personKey,
  personPrefix,
} from './keys.ts'
import type { Table } from './table.ts'

/** That a person has a passkey: it stands with the organisation, the passkey itself at its own id. */
const passkeyPointer = z.strictObject({ id: credentialId, organisation: organisationId, person: personId })

const named = (organisation: string, id: string) =>
  organisationId.safeParse(organisation).success && personId.safeParse(id).success

export function dynamoPeople(table: Table): People {
  return {
    find: async (organisation, id) => {
      if (!named(organisation, id)) return undefined
      const item = await getItem(table, personKey(organisation, id))
      return item && personFrom(item)
    },
    of: async (organisation) => {
      if (!organisationId.safeParse(organisation).success) return []
      return (await itemsOf(table, organisationKey(organisation).PK, personPrefix)).map(personFrom)
    },
    page: async (organisation, asked) => {
      if (!organisationId.safeParse(organisation).success) return { items: [] }
      const list = { partition: organisationKey(organisation).PK, prefix: personPrefix, newestFirst: false }
      const { items, next } = await pageOf(table, list, asked)
      return { items: items.map(personFrom), ...(next !== undefined && { next }) }
    },
    passkeysOf: async (organisation, id) => {
      if (!named(organisation, id)) return []
      const { PK, prefix } = passkeysOfPerson(organisation, id)
      const pointers = (await itemsOf(table, PK, prefix)).map(pointerFrom)
      return Promise.all(pointers.map((pointer) => passkeyAt(table, pointer)))
    },
    findPasskey: async (id) => {
      if (!credentialId.safeParse(id).success) return undefined
      const item = await getItem(table, passkeyKey(id))
      return item && passkeyFrom(item)
    },
    findInvitation: async (secretDigest) => {
      if (!digest.safeParse(secretDigest).success) return undefined
      const item = await getItem(table, invitationKey(secretDigest))
      return item && readItem(invitation, (found) => invitationKey(found.digest), item)
    },
  }
}

function personFrom(item: Item): Person {
  return readItem(person, ({ organisation, id }) => personKey(organisation, id), item)
}

function pointerFrom(item: Item): z.infer<typeof passkeyPointer> {
  return readItem(passkeyPointer, (each) => passkeyOfPersonKey(each.organisation, each.person, each.id), item)
}

function passkeyFrom(item: Item): Passkey {
  return readItem(passkey, ({ id }) => passkeyKey(id), item)
}

async function passkeyAt(table: Table, pointer: z.infer<typeof passkeyPointer>): Promise<Passkey> {
  const item = await getItem(table, passkeyKey(pointer.id))
  const found = item && passkeyFrom(item)
  if (found === undefined || found.person !== pointer.person || found.organisation !== pointer.organisation)
    throw new Error(`a passkey of ${pointer.person} is not in the store, or is another's`)
  return found
}
