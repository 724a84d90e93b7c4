import type { SessionView } from '#schemas/operations/passkeys.ts'
import { takePlace } from '../page/return-place.ts'

/** Where a person's work is. */
export const homeOf = ({ organisation }: SessionView) =>
  organisation.roles.includes('operator') ? '/operator.html' : '/organisation.html'

/** Goes on after signing in: to where the person was, or home. */
export function goOn(session: SessionView): void {
  location.assign(takePlace() ?? homeOf(session))
}
