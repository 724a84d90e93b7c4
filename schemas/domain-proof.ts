import * as z from 'zod'
import { keyId, organisationId, origin } from './certificate.ts'

/** Path of the document by which a domain says whose it is. */
export const proofPath = '/.well-known/end-use-registry-organisation.json'

/** That document: this organisation, at this registry, publishes these keys as its own (RFC 7638 thumbprints). */
export const proofDocument = z.strictObject({
  registry: origin,
  organisation: organisationId,
  keys: z.array(keyId).max(50),
})
export type ProofDocument = z.infer<typeof proofDocument>

/** Name of the TXT record that says the same. */
export const proofRecordName = (domain: string): string => `_end-use-registry.${domain}`

/** Its text. */
export const proofRecord = (registry: string, organisation: string): string =>
  `end-use-registry-organisation registry=${registry} organisation=${organisation}`
