import type { Person } from '#schemas/person.ts'
import { dynamoMemberActs } from '#adapters/dynamodb/member-acts.ts'
import type { Table } from '#adapters/dynamodb/table.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { systemRandomness } from '#adapters/system/randomness.ts'
import { sha256Base64url, toBase64url, toUtf8 } from '#domain/bytes.ts'
import { unsignedDeed } from '#domain/members/unsigned-deed.ts'

export interface InvitationOptions {
  readonly expiresAt?: number
  /** Who is there already, and is let in anew. */
  readonly again?: Person
}

/** Invites somebody to an organisation that is there, with both duties, as an act of its administrators would. */
export async function anInvitation(
  table: Table,
  organisation: string,
  name: string,
  { expiresAt = systemClock.now() + 1_000, again: before }: InvitationOptions = {},
): Promise<{ secret: string; person: string }> {
  const now = systemClock.now()
  const secret = toBase64url(systemRandomness.bytes(32))
  const after: Person = {
    ...(before ?? {
      id: toBase64url(systemRandomness.bytes(16)),
      organisation,
      name,
      title: 'Managing director',
      mandate: { kind: 'LEGAL_REP' },
      duties: ['administrator', 'signatory'],
    }),
    state: 'invited',
    since: now,
    version: (before?.version ?? 0) + 1,
  }
  const digest = await sha256Base64url(toUtf8(secret))
  const invitation = { digest, organisation, person: after.id, personVersion: after.version, madeAt: now, expiresAt }
  const deed = await unsignedDeed(
    {
      operation: 'invite-person',
      actor: { organisation },
      subject: organisation,
      changes: [
        { kind: 'person', before, after },
        { kind: 'invitation', after: invitation },
      ],
    },
    { clock: systemClock, randomness: systemRandomness },
  )
  await dynamoMemberActs(table).apply(deed)
  return { secret, person: after.id }
}
