import { registryClient } from '#client/registry-client.ts'
import type { PartnerRegistries } from '#ports/partner-registries.ts'

/** An officer waits for the verdict: a partner that is slower than this was not reached. */
const patience = 3_000
/** A signed request, a status list and a hundred keys fit in this several times. */
const largestAnswer = 2_000_000

/** Partners by the API that every registry has; `ask` stands in for the network in tests. */
export function partnerRegistries(ask?: typeof fetch): PartnerRegistries {
  return {
    evidence: async (issuer, presented) => {
      const client = registryClient({
        origin: issuer,
        timeout: patience,
        answerLimit: largestAnswer,
        ...(ask !== undefined && { fetch: ask }),
      })
      try {
        return await client.call('gather-evidence', { body: { presented } })
      } catch {
        // The client throws only that it was refused or not reached, and either way nothing is known.
        return undefined
      }
    },
  }
}
