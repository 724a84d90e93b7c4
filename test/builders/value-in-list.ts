import { statusPositionOf } from '#domain/certificate/stored-credential.ts'
import { statusAt } from '#domain/status/status-bits.ts'
import { readStatusList } from '#domain/status/status-list-token.ts'
import type { StatusValue } from '#schemas/status-list.ts'
import type { RegistryUnderTest } from './a-registry.ts'

/** What the published list says of a certificate to a verifier; undefined before there is a list. */
export async function valueInList({ ports }: RegistryUnderTest, id: string): Promise<StatusValue | undefined> {
  const { list, index } = statusPositionOf((await ports.certificates.find(id))!)
  const found = await ports.statusLists.find(list)
  if (found === undefined) return undefined
  const registry = { ...ports.registry, keys: await ports.keys.list(), asOf: ports.clock.now() }
  return statusAt((await readStatusList(found.token, [registry])).bits, index)
}
