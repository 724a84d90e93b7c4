import type { Clock } from '#ports/clock.ts'
import type { Organisations } from '#ports/organisations.ts'
import { remembering } from './remembering.ts'

/** Organisations for verifying, read anew every few seconds; never for issuing, which must know at once who may act. */
export function rememberedOrganisations(organisations: Organisations, clock: Clock, seconds: number): Organisations {
  return {
    find: remembering((id) => organisations.find(id), clock, seconds),
    keysOf: remembering((id) => organisations.keysOf(id), clock, seconds),
    findByKey: (kid) => organisations.findByKey(kid),
    page: (asked) => organisations.page(asked),
    register: (organisation, key) => organisations.register(organisation, key),
  }
}
