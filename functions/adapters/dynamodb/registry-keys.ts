import { registryKey } from '#schemas/keys.ts'
import type { RegistryKeys } from '#ports/registry-keys.ts'
import { itemsOf, putIf, readItem, vacant } from './item.ts'
import { registryKeyKey, registryKeyPrefix, registryPartition } from './keys.ts'
import type { Table } from './table.ts'

export function dynamoRegistryKeys(table: Table): RegistryKeys {
  return {
    list: async () => {
      const items = await itemsOf(table, registryPartition, registryKeyPrefix)
      return items.map((item) => readItem(registryKey, ({ kid }) => registryKeyKey(kid), item))
    },

    record: async (key) => {
      // Refused means recorded already, by us a moment ago or by somebody long ago: either is what the caller wants.
      await putIf(table, { item: { ...registryKeyKey(key.kid), ...key }, condition: vacant })
    },
  }
}
