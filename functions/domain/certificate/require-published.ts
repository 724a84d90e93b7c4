import type { KeyUse, RegistryKey } from '#schemas/keys.ts'
import { RegistryError } from '../errors.ts'

/**
 * Refuses to sign with a key that no verifier could know: it must be published, for this use, in force now.
 * Throws RegistryError `signer-unavailable`.
 */
export function requirePublished(keys: readonly RegistryKey[], use: KeyUse, kid: string, now: number): void {
  const key = keys.find((published) => published.kid === kid && published.use === use)
  if (key !== undefined && key.state === 'active' && key.notBefore <= now && now <= key.notAfter) return
  throw new RegistryError(
    'signer-unavailable',
    'The registry has no published key in force to sign with. Try again later, with the same Idempotency-Key; its operator has been told.',
  )
}
