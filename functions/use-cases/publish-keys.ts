import { keyUses } from '#schemas/keys.ts'
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

/**
 * Records the public half of each signing key, so that verifiers know it before it signs.
 *
 * 1. For each use ask the signer for its key.
 * 2. Record those not recorded yet; a recorded key is never changed.
 */
export function publishKeys({ keys, signer, clock }: PublishKeysNeeds) {
  return async (): Promise<{ recorded: number }> => {
    const known = new Set((await keys.list()).map(({ kid }) => kid))
    const now = clock.now()
    let recorded = 0
    for (const use of keyUses) {
      const { kid, jwk } = await signer.publicKey(use)
      if (known.has(kid)) continue
      // A key also signs what was planned under the one before it, at the time of the plan.
      const notBefore = now - giveUpAfter
      await keys.record({ kid, jwk, use, notBefore, notAfter: now + usageWindow, state: 'active' })
      recorded += 1
    }
    return { recorded }
  }
}
