import type { Drawdown } from '#schemas/ledger.ts'
import type { OrganisationRole } from '#schemas/organisation.ts'
import { RegistryError } from '../errors.ts'
import { certificateUnknown, drawdownUnknown } from './refusals.ts'
import type { Terms } from './terms.ts'

/** Who acts; the roles are the registry's own record of it. */
interface Actor {
  readonly id: string
  readonly country: string
  readonly roles: readonly OrganisationRole[]
}

const has = ({ roles }: Actor, ...any: OrganisationRole[]) => roles.some((role) => any.includes(role))

/** Customs and authorities act on any certificate and see every drawdown. */
export const supervises = (actor: Pick<Actor, 'roles'>): boolean =>
  actor.roles.some((role) => role === 'customs' || role === 'authority')

/** Others have to show that they have the paper. Throws RegistryError `certificate-unknown`. */
export function requireShown(
  { sth }: { sth?: string | undefined },
  certificate: { sth: string },
  actor: Pick<Actor, 'roles'>,
): void {
  if (!supervises(actor) && sth !== certificate.sth) throw certificateUnknown()
}

/** Others see their own drawdowns only. Throws RegistryError `drawdown-unknown` or `certificate-unknown`. */
export function requireVisible(drawdown: Drawdown | undefined, actor: Actor): Drawdown {
  if (drawdown !== undefined && (supervises(actor) || drawdown.reserved.by.organisation === actor.id)) return drawdown
  throw supervises(actor) ? drawdownUnknown() : certificateUnknown()
}

/** Only customs sees goods leave. Throws RegistryError `not-allowed`. */
export function requireSeesDeparture(actor: Actor): void {
  if (has(actor, 'customs')) return
  throw notAllowed('Leave "departing" away: only customs confirms that goods left. Reserve, and have customs confirm.')
}

/** Only the country of destination can tell that the goods arrived there (domain.md 5.5, row 36). Throws RegistryError `not-allowed`. */
export function requireAtDestination({ destinations }: Terms, actor: Actor): void {
  if (has(actor, 'customs', 'authority') && destinations.has(actor.country)) return
  throw notAllowed(
    `Delivery is verified by customs of ${[...destinations].join(' or ')}, where the statement sends the goods. Ask them.`,
  )
}

/** Customs of the country that confirmed, or an authority. Throws RegistryError `not-allowed`. */
export function requireMayCorrect({ confirmed }: Drawdown, actor: Actor): void {
  // What nobody confirmed has nothing to correct, whoever asks.
  if (confirmed === undefined) return
  const { country } = confirmed.by
  if (has(actor, 'authority') || (has(actor, 'customs') && actor.country === country)) return
  throw notAllowed(`Only customs of ${country}, which confirmed it, or an authority corrects this drawdown. Ask them.`)
}

function notAllowed(detail: string): RegistryError {
  return new RegistryError('not-allowed', detail)
}
