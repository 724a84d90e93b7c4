import type { Input, Output } from '#schemas/operations.ts'
import { policies } from '#schemas/policy.ts'
import type { Member } from '#schemas/principal.ts'
import { requireReach } from '#domain/access/require-reach.ts'
import { openCursor, sealCursor } from '#domain/access/cursor.ts'
import { recordRead } from '#domain/audit/audit-entry.ts'
import type { Audit } from '#ports/audit.ts'
import type { Certificates } from '#ports/certificates.ts'
import type { Clock } from '#ports/clock.ts'
import type { CursorSecret } from '#ports/cursor-secret.ts'
import type { Randomness } from '#ports/randomness.ts'

export interface ListCertificatesNeeds {
  readonly certificates: Pick<Certificates, 'listOf'>
  readonly cursorSecret: CursorSecret
  readonly audit: Pick<Audit, 'record'>
  readonly clock: Clock
  readonly randomness: Randomness
}

const pageSize = 50

/**
 * Lists the certificates of an organisation, the newest first.
 *
 * 1. Refuse another organisation than the caller's own, whether it exists or not, to who may read of its own only.
 * 2. Read a page, from where the cursor says.
 * 3. Tell the audit, then the caller.
 */
export function listCertificates(needs: ListCertificatesNeeds) {
  return async (
    { organisation: asked, cursor }: Input<'list-certificates'>,
    caller: Member,
  ): Promise<Output<'list-certificates'>> => {
    const organisation = asked ?? caller.organisation
    requireReach(policies['list-certificates'], caller, organisation)
    const secret = await needs.cursorSecret.read()
    const scope = {
      operation: 'list-certificates',
      organisation: caller.organisation,
      filters: { organisation: asked },
    }
    const after = cursor && (await openCursor(secret, scope, cursor))
    const { items, next } = await needs.certificates.listOf(organisation, { after, limit: pageSize })
    await recordRead(needs, { operation: 'list-certificates', reader: caller, subject: organisation })
    return {
      certificates: items.map(({ organisation: _holder, ...listed }) => listed),
      ...(next !== undefined && { next: await sealCursor(secret, scope, next) }),
    }
  }
}
