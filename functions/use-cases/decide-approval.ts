import type { Input, Output } from '#schemas/operations.ts'
import { decideApproval as decide, type DecidingNeeds } from '#domain/members/decide-approval.ts'

/**
 * Approves or rejects what another person proposed; approving does it, in the same transaction (`domain/members` has the
 * steps). Nobody approves what it proposed, no key approves anything, and what nobody approved in a week has expired.
 */
export function decideApproval(needs: DecidingNeeds) {
  return (input: Input<'decide-approval'>): Promise<Output<'decide-approval'>> => decide(needs, input)
}
