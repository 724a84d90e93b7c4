import { randomBytes } from 'node:crypto'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { passkey, person, type Passkey, type Person } from '#schemas/person.ts'
import { passkeyKey, passkeyOfPersonKey, personKey } from '#adapters/dynamodb/keys.ts'
import type { Table } from '#adapters/dynamodb/table.ts'
import { aMoment } from './a-world.ts'
import { aSoftwarePasskey, type SoftwarePasskey } from './an-authenticator.ts'

/** A person who may sign for an organisation since a day before `aMoment`, and its passkey, as they stand in a table. */
export function aSignatory(organisation: string, device: SoftwarePasskey = aSoftwarePasskey()) {
  const who: Person = person.parse({
    id: randomBytes(16).toString('base64url'),
    organisation,
    name: 'Linh Tran',
    title: 'Managing director',
    mandate: { kind: 'LEGAL_REP' },
    duties: ['signatory'],
    state: 'active',
    since: aMoment - 86_400,
    version: 1,
  })
  const held: Passkey = passkey.parse({
    id: device.id,
    person: who.id,
    organisation,
    jwk: device.jwk,
    label: 'Office laptop',
    notBefore: aMoment - 86_400,
    synced: false,
  })
  return { person: who, passkey: held, device }
}

export type Signatory = ReturnType<typeof aSignatory>

/** Puts it into a table, or what became of it. */
export async function keepSignatory(table: Table, who: Pick<Signatory, 'person' | 'passkey'>): Promise<void> {
  const { organisation, id } = who.person
  const put = (Item: object) => table.documents.send(new PutCommand({ TableName: table.name, Item }))
  await put({ ...personKey(organisation, id), ...who.person })
  await put({ ...passkeyKey(who.passkey.id), ...who.passkey })
  const pointer = { id: who.passkey.id, organisation, person: id }
  await put({ ...passkeyOfPersonKey(organisation, id, who.passkey.id), ...pointer })
}
