import type { OrganisationKey, RegistryKey } from '#schemas/keys.ts'
import type { Organisation } from '#schemas/organisation.ts'
import type { Principal } from '#schemas/principal.ts'
import type { Cryptography } from '../cryptography.ts'
import { readAccessToken, tokenInvalid } from './access-token.ts'

/** The records that tell who an access token speaks for. */
export interface MachineRecords {
  readonly registryKeys: () => Promise<readonly RegistryKey[]>
  readonly organisation: (id: string) => Promise<Organisation | undefined>
  readonly keysOf: (organisation: string) => Promise<readonly OrganisationKey[]>
}

/**
 * Who a machine is that sends an access token.
 *
 * 1. Verify the token.
 * 2. Read the organisation and the key that asked for it: a suspended one, or one whose key has ended, is nobody, though
 * its token runs on.
 *
 * Throws RegistryError `token-invalid`.
 */
export async function identifyMachine(
  token: string,
  issuer: string,
  now: number,
  { registryKeys, organisation, keysOf }: MachineRecords,
  cryptography: Pick<Cryptography, 'verifyEs256'>,
): Promise<Principal> {
  const read = await readAccessToken(token, issuer, now, await registryKeys(), cryptography)
  const [found, keys] = await Promise.all([organisation(read.organisation), keysOf(read.organisation)])
  const key = keys.find(({ kid }) => kid === read.key)
  const inForce = key?.state === 'active' && key.notBefore <= now && now <= key.notAfter
  if (found?.state !== 'active' || !inForce) throw tokenInvalid()
  return { kind: 'machine', organisation: found.id, roles: found.roles, kid: key.kid }
}
