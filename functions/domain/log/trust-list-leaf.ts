import { canonicalJson } from '../canonical-json.ts'
import type { TrustListEdition } from '../trust/trust-list.ts'

/** The log leaf of an edition of the trust list. Nothing in it is anybody's secret: the list itself is public. */
export function trustListLeaf({ version, digest }: TrustListEdition): string {
  return canonicalJson({ digest, edition: version, event: 'trust-list-published', version: 1 })
}
