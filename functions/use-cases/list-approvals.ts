import type { Input, Output } from '#schemas/operations.ts'
import { policies } from '#schemas/policy.ts'
import type { Member } from '#schemas/principal.ts'
import { relationsOf } from '#domain/access/allow.ts'
import { requireReach } from '#domain/access/require-reach.ts'
import { openCursor, sealCursor } from '#domain/access/cursor.ts'
import { recordRead } from '#domain/audit/audit-entry.ts'
import { approvalAsOf } from '#domain/members/decide-approval.ts'
import type { Audit } from '#ports/audit.ts'
import type { Clock } from '#ports/clock.ts'
import type { CursorSecret } from '#ports/cursor-secret.ts'
import type { MemberActs } from '#ports/member-acts.ts'
import type { Randomness } from '#ports/randomness.ts'

export interface ListApprovalsNeeds {
  readonly memberActs: Pick<MemberActs, 'approvals'>
  readonly cursorSecret: CursorSecret
  readonly audit: Audit
  readonly clock: Clock
  readonly randomness: Randomness
}

/** An approval holds the whole payload that was signed. */
const pageSize = 20

/**
 * Deeds that wait for a second person and those that were decided, newest first: about one's own organisation; for an
 * operator about any, or about all of them if it names none.
 *
 * 1. Another organisation's are refused, whether it exists or not.
 * 2. Read on from where the cursor says, which is this caller's own and of this question.
 * 3. Tell the audit who read.
 */
export function listApprovals(needs: ListApprovalsNeeds) {
  return async (
    { organisation: asked, cursor }: Input<'list-approvals'>,
    caller: Member,
  ): Promise<Output<'list-approvals'>> => {
    const policy = policies['list-approvals']
    const organisation = asked ?? (relationsOf(policy, caller).has('any') ? undefined : caller.organisation)
    if (organisation !== undefined) requireReach(policy, caller, organisation)
    const secret = await needs.cursorSecret.read()
    const scope = { operation: 'list-approvals', organisation: caller.organisation, filters: { organisation } }
    const after = cursor === undefined ? undefined : await openCursor(secret, scope, cursor)
    const { items, next } = await needs.memberActs.approvals(organisation, { after, limit: pageSize })
    await recordRead(needs, {
      operation: 'list-approvals',
      reader: caller,
      subject: organisation ?? caller.organisation,
    })
    return {
      approvals: items.map(({ approval }) => approvalAsOf(approval, needs.clock.now())),
      ...(next !== undefined && { next: await sealCursor(secret, scope, next) }),
    }
  }
}
