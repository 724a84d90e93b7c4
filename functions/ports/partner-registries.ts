import type { Evidence, Presented } from '#schemas/evidence.ts'

/** Other registries, asked for what they know of their own certificates. */
export interface PartnerRegistries {
  /**
   * What the registry at `issuer` says. Only ever call it for a trusted registry. Undefined if it did not answer in time,
   * or with anything else than evidence: what it did not say is not known.
   */
  evidence(issuer: string, presented: Presented): Promise<Evidence | undefined>
}
