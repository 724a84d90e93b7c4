import type { Certificate } from '#schemas/certificate.ts'
import { canonicalJson } from '../canonical-json.ts'
import { commitment } from './commitment.ts'

/**
 * The log leaf of an issue: a commitment and no names. HMAC-SHA-256 over the event under the certificate's own salt, so
 * that who erases the salt erases the meaning while the tree still proves (security.md 4.3).
 */
export async function issuanceLeaf({ id, sth, status, issuedAt, leafSalt }: Certificate): Promise<string> {
  const committed = await commitment(leafSalt, { id, status, sth, time: issuedAt })
  return canonicalJson({ commitment: committed, event: 'certificate-issued', version: 1 })
}
