import type { Clock } from '#ports/clock.ts'
import type { Partners } from '#ports/partners.ts'
import { remembering } from './remembering.ts'

/** Partners for verifying, read anew every few seconds: they change a few times a year. */
export function rememberedPartners(partners: Partners, clock: Clock, seconds: number): Pick<Partners, 'list'> {
  const list = remembering(() => partners.list(), clock, seconds)
  return { list: () => list('') }
}
