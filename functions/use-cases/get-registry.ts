import type { Output } from '#schemas/operations.ts'
import type { Clock } from '#ports/clock.ts'
import type { RegistryKeys } from '#ports/registry-keys.ts'

export interface GetRegistryNeeds {
  readonly keys: RegistryKeys
  readonly clock: Clock
  readonly registry: { readonly issuer: string; readonly name: string; readonly verifierOrigins: readonly string[] }
}

/** Tells who this registry is and which public keys speak for it, those of the past included. */
export function getRegistry({ keys, clock, registry }: GetRegistryNeeds) {
  return async (): Promise<Output<'get-registry'>> => {
    const asOf = clock.now()
    return {
      issuer: registry.issuer,
      name: registry.name,
      verifierOrigins: [...registry.verifierOrigins],
      keys: await keys.list(),
      asOf,
    }
  }
}
