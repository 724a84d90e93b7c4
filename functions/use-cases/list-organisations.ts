import type { Organisation } from '#schemas/organisation.ts'
import type { Input, Output } from '#schemas/operations.ts'
import { policies } from '#schemas/policy.ts'
import type { Member } from '#schemas/principal.ts'
import { relationsOf } from '#domain/access/allow.ts'
import { openCursor, sealCursor } from '#domain/access/cursor.ts'
import { recordRead } from '#domain/audit/audit-entry.ts'
import { notAllowed } from '#domain/members/refusals.ts'
import type { Audit } from '#ports/audit.ts'
import type { Clock } from '#ports/clock.ts'
import type { CursorSecret } from '#ports/cursor-secret.ts'
import type { Organisations } from '#ports/organisations.ts'
import type { Randomness } from '#ports/randomness.ts'

export interface ListOrganisationsNeeds {
  readonly organisations: Pick<Organisations, 'page'>
  readonly cursorSecret: CursorSecret
  readonly audit: Audit
  readonly clock: Clock
  readonly randomness: Randomness
}

const pageSize = 50
/** Pages of the store that are looked through for one answer, when few of them hold what is asked for. */
const mostPages = 10

/**
 * Organisations in order of their ids, for who runs or supervises the registry.
 *
 * 1. Only who may see all of them may see the list.
 * 2. Read on from where the cursor says, which is this caller's own and of this question.
 * 3. Tell the audit who read.
 *
 * An answer may have few organisations, or none, and still have a cursor: then the next ones are further on.
 */
export function listOrganisations(needs: ListOrganisationsNeeds) {
  return async (
    { role, country, cursor }: Input<'list-organisations'>,
    caller: Member,
  ): Promise<Output<'list-organisations'>> => {
    if (!relationsOf(policies['list-organisations'], caller).has('any'))
      throw notAllowed('Only the operator of this registry and authorities see the list of all organisations.')
    const secret = await needs.cursorSecret.read()
    const scope = { operation: 'list-organisations', organisation: caller.organisation, filters: { role, country } }
    const after = cursor === undefined ? undefined : await openCursor(secret, scope, cursor)
    const wanted = (each: Organisation) =>
      (role === undefined || each.roles.includes(role)) && (country === undefined || each.country === country)
    const { found, next } = await look(needs, wanted, after)
    await recordRead(needs, { operation: 'list-organisations', reader: caller, subject: caller.organisation })
    return { organisations: found, ...(next !== undefined && { next: await sealCursor(secret, scope, next) }) }
  }
}

async function look(
  { organisations }: ListOrganisationsNeeds,
  wanted: (each: Organisation) => boolean,
  from: string | undefined,
): Promise<{ found: Organisation[]; next: string | undefined }> {
  const found: Organisation[] = []
  let after = from
  for (let pages = 0; pages < mostPages && found.length === 0; pages++) {
    const { items, next } = await organisations.page({ after, limit: pageSize })
    found.push(...items.filter(wanted))
    after = next
    if (next === undefined) break
  }
  return { found, next: after }
}
