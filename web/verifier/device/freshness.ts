import type { HeldData } from './held-data.ts'

/** From here on data is called old (product.md, "The verdict"). */
const oldAfter = 86_400
/** How far two honest clocks may lie apart. */
const clockSkew = 300

export interface Freshness {
  /** Seconds since 1970; of several, the oldest. Undefined where nothing is held. */
  readonly keysAsOf: number | undefined
  readonly listsAsOf: number | undefined
  /** The worst that is true of what is held. */
  readonly state: 'empty' | 'fresh' | 'old' | 'expired' | 'clock-behind'
}

/** How old the data of this device is, by its own clock, unless the clock lies behind what was signed. */
export function freshnessOf({ registries, lists, newestTime }: HeldData, now: number): Freshness {
  const keysAsOf = oldest(registries.map(({ asOf }) => asOf))
  const listsAsOf = oldest(lists.map(({ issuedAt }) => issuedAt))
  return { keysAsOf, listsAsOf, state: stateOf() }

  function stateOf(): Freshness['state'] {
    if (newestTime !== undefined && now < newestTime - clockSkew) return 'clock-behind'
    if (keysAsOf === undefined || listsAsOf === undefined) return 'empty'
    if (lists.some(({ expiresAt }) => now >= expiresAt)) return 'expired'
    return now - Math.min(keysAsOf, listsAsOf) > oldAfter ? 'old' : 'fresh'
  }
}

const oldest = (times: readonly number[]) => (times.length === 0 ? undefined : Math.min(...times))
