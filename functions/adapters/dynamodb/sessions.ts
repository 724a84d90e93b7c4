import * as z from 'zod'
import { digest, organisationId, seconds } from '#schemas/certificate.ts'
import { personId } from '#schemas/certificate.ts'
import { credentialId } from '#schemas/person.ts'
import type { Session, Sessions } from '#ports/sessions.ts'
import { deleteIf, getItem, putIf, readItem, vacant } from './item.ts'
import { sessionKey } from './keys.ts'
import type { Table } from './table.ts'

const row = z.strictObject({
  digest,
  organisation: organisationId,
  person: personId,
  passkey: credentialId,
  startedAt: seconds,
  seenAt: seconds,
  expiresAt: seconds,
})

export function dynamoSessions(table: Table): Sessions {
  return {
    start: async (session) => void (await putIf(table, { item: itemOf(session), condition: vacant })),
    find: async (name) => (digest.safeParse(name).success ? find(table, name) : undefined),
    // Only what is still there: a session that was ended in between does not come back.
    touch: async (session, now) =>
      void (await putIf(table, { item: itemOf({ ...session, seenAt: now }), condition: 'attribute_exists(PK)' })),
    end: (name) => deleteIf(table, sessionKey(name), 'digest = :digest', { ':digest': name }),
  }
}

const itemOf = (session: Session) => ({ ...sessionKey(session.digest), ...session })

async function find(table: Table, name: string): Promise<Session | undefined> {
  const item = await getItem(table, sessionKey(name))
  return item && readItem(row, (found) => sessionKey(found.digest), item)
}
