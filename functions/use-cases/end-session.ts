import type { Input, Output } from '#schemas/operations.ts'
import type { Person } from '#schemas/principal.ts'
import type { Sessions } from '#ports/sessions.ts'

/** Signs out: the session is nobody's any more, and the browser forgets its cookie. */
export function endSession({ sessions }: { readonly sessions: Sessions }) {
  return async (
    _: Input<'end-session'>,
    caller: Person,
  ): Promise<{ output: Output<'end-session'>; session: 'ended' }> => {
    await sessions.end(caller.session.digest)
    return { output: { ended: true }, session: 'ended' }
  }
}
