import { generateKeyPairSync } from 'node:crypto'
import { organisationKey, publicJwk, registryKey } from '#schemas/keys.ts'
import { organisation } from '#schemas/organisation.ts'
import type { OrganisationKey, PublicJwk, RegistryKey } from '#schemas/keys.ts'
import type { Organisation } from '#schemas/organisation.ts'
import { keyIdOf } from '#domain/key-id.ts'

let count = 0

/** An importer that nobody else is. */
export function anOrganisation(over: Partial<Organisation> = {}): Organisation {
  count++
  return organisation.parse({
    id: `mekong-precision-${count}`,
    name: `Mekong Precision ${count} JSC`,
    country: 'VN',
    roles: ['importer'],
    state: 'active',
    identity: [],
    version: 1,
    ...over,
  })
}

/** A new key; its private half is thrown away. */
export async function anOrganisationKey(over: Partial<OrganisationKey> = {}): Promise<OrganisationKey> {
  return organisationKey.parse({ ...(await aKeyWindow()), organisation: 'mekong-precision', ...over })
}

/** A new key; its private half is thrown away. */
export async function aRegistryKey(over: Partial<RegistryKey> = {}): Promise<RegistryKey> {
  return registryKey.parse({ ...(await aKeyWindow()), use: 'credential', ...over })
}

async function aKeyWindow() {
  const jwk = aPublicJwk()
  return { kid: await keyIdOf(jwk), jwk, notBefore: 1_790_000_000, notAfter: 1_821_536_000, state: 'active' }
}

function aPublicJwk(): PublicJwk {
  const { crv, kty, x, y } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
  return publicJwk.parse({ crv, kty, x, y })
}
