import type { Certificate } from '#schemas/certificate.ts'
import { canonicalJson } from '../canonical-json.ts'
import { commitment } from './commitment.ts'

/**
 * The log leaf of a change of status: a commitment and no names, under the same salt as that of the issue. `act` is the
 * hash of what the organisation signed, so that who holds the act can prove that it was logged, or that it was not.
 */
export async function statusChangeLeaf(after: Certificate, act: string): Promise<string> {
  const { id, status, statusSince, statusVersion, leafSalt } = after
  const committed = await commitment(leafSalt, { act, id, status, statusVersion, time: statusSince })
  return canonicalJson({ commitment: committed, event: 'certificate-status-changed', version: 1 })
}
