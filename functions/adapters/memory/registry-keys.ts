import type { Clock } from '#ports/clock.ts'
import type { RegistryKeys } from '#ports/registry-keys.ts'
import { remembering } from './remembering.ts'

/**
 * Published keys, read anew every few seconds: a verification would else spend more on them than on its signatures.
 * Changes go straight through; other processes see a new key when their memory ends.
 */
export function rememberedRegistryKeys(keys: RegistryKeys, clock: Clock, seconds: number): RegistryKeys {
  const list = remembering(() => keys.list(), clock, seconds)
  return {
    list: () => list(''),
    record: (key) => keys.record(key),
    retire: (kid, notAfter) => keys.retire(kid, notAfter),
    compromise: (kid, since) => keys.compromise(kid, since),
  }
}
