import type { KeyUse, RegistryKey } from '#schemas/keys.ts'
import { RegistryError } from '../errors.ts'

/**
 * Refuses to sign with a key by which no verifier would accept the certificate: it must be published, for this use, and
 * in force now and at the time that the certificate will name. Throws RegistryError `signer-unavailable`.
 */
export function requirePublished(
  keys: readonly RegistryKey[],
  use: KeyUse,
  kid: string,
  { now, issuedAt }: { now: number; issuedAt: number },
): void {
  const key = keys.find((published) => published.kid === kid && published.use === use)
  const inForce = (at: number) => key !== undefined && key.notBefore <= at && at <= key.notAfter
  // A retired key signs until its window ends: those who hold it still must not fail while others change over.
  if (key !== undefined && key.state !== 'compromised' && inForce(now) && inForce(issuedAt)) return
  throw new RegistryError(
    'signer-unavailable',
    'The registry has no published key in force to sign with. Try again later, with the same Idempotency-Key; its operator has been told.',
  )
}
