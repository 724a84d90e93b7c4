import type { Evidence, Presented } from '#schemas/evidence.ts'
import { RegistryRefusal, RegistryUnreachable } from '#client/operation-client.ts'
import { type RegistryClient } from '#client/registry-client.ts'
import { webCryptography } from '#domain/cryptography.ts'
import { claimedIdentity } from '#domain/verification/claimed-identity.ts'

/** The status list that something presented names, from the registry that was asked; unverified. Never throws for trouble with it. */
export async function fetchStatusList(
  client: RegistryClient,
  presented: Presented,
  registries: Evidence['registries'],
): Promise<NonNullable<Evidence['statusList']>> {
  const origins = registries.flatMap(({ verifierOrigins }) => verifierOrigins)
  const list = (await claimedIdentity(presented, origins, webCryptography))?.statusList
  if (list === undefined) return { found: 'not-reached' }
  try {
    const { body } = await client.call('get-status-list', { list: String(list) })
    const token = new TextDecoder().decode(body)
    return { found: 'yes', asOf: Math.floor(Date.now() / 1000), fact: { token } }
  } catch (error) {
    if (error instanceof RegistryUnreachable || error instanceof RegistryRefusal) return { found: 'not-reached' }
    throw error
  }
}
