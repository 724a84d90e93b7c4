import { keyUses, type KeyUse, type RegistryKey } from '#schemas/keys.ts'
import { giveUpAfter } from '#domain/certificate/finish-issue.ts'
import type { Clock } from '#ports/clock.ts'
import type { RegistryKeys } from '#ports/registry-keys.ts'
import type { Signer } from '#ports/signer.ts'

export interface PublishKeysNeeds {
  readonly keys: RegistryKeys
  readonly signer: Signer
  readonly clock: Clock
}

/** A new key each year, and a month in which old and new overlap (formats.md 7). */
const usageWindow = 396 * 86_400
/** Whoever still holds the former key when another takes over may finish with it. */
const overlap = 3_600

/**
 * Records the public half of each signing key, so that verifiers know it before it signs, and retires the one before.
 *
 * 1. For each use ask the signer for its key.
 * 2. Record it as active unless it is recorded. One that was retired or compromised stays so: no key comes back.
 * 3. Retire the active keys of that use that came before it, an hour from now.
 */
export function publishKeys({ keys, signer, clock }: PublishKeysNeeds) {
  return async (): Promise<{ recorded: number; retired: number }> => {
    const known = await keys.list()
    const now = clock.now()
    const counts = { recorded: 0, retired: 0 }
    for (const use of keyUses) {
      const { kid, jwk } = await signer.publicKey(use)
      // A key also signs what was planned under the one before it, at the time of the plan.
      const window = { notBefore: now - giveUpAfter, notAfter: now + usageWindow }
      const fresh: RegistryKey = { kid, jwk, use, ...window, state: 'active' }
      const recorded = known.find((key) => key.kid === kid)
      if (recorded === undefined) {
        await keys.record(fresh)
        counts.recorded += 1
      }
      for (const former of formerKeys(known, use, recorded ?? fresh)) {
        await keys.retire(former.kid, now + overlap)
        counts.retired += 1
      }
    }
    return counts
  }
}

/** Only earlier keys: a function of the deployment before, which still has the old key, must not retire the new one. */
function formerKeys(known: readonly RegistryKey[], use: KeyUse, current: RegistryKey): RegistryKey[] {
  if (current.state !== 'active') return []
  return known.filter((key) => key.use === use && key.state === 'active' && key.notBefore < current.notBefore)
}
