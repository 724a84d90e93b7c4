import { registryKey, type RegistryKey } from '#schemas/keys.ts'
import type { RegistryKeys } from '#ports/registry-keys.ts'
import { getItem, itemsOf, putIf, readItem, vacant, type Item } from './item.ts'
import { registryKeyKey, registryKeyPrefix, registryPartition } from './keys.ts'
import type { Table } from './table.ts'

export function dynamoRegistryKeys(table: Table): RegistryKeys {
  return {
    list: async () => (await itemsOf(table, registryPartition, registryKeyPrefix)).map(keyFrom),

    record: async (key) => {
      // Refused means recorded already, by us a moment ago or by somebody long ago: either is what the caller wants.
      await putIf(table, { item: { ...registryKeyKey(key.kid), ...key }, condition: vacant })
    },

    retire: async (kid, notAfter) => {
      await move(table, kid, (key) =>
        key.state === 'active' ? { ...key, state: 'retired', notAfter: Math.min(key.notAfter, notAfter) } : key,
      )
    },

    compromise: (kid, since) =>
      move(table, kid, (key) => ({
        ...key,
        state: 'compromised',
        compromisedSince: Math.min(key.compromisedSince ?? since, since),
      })),
  }
}

/**
 * Moves a key from the state in which it was read. Each move brings it nearer to its end and none leads back, so this
 * comes to rest however many move it at once.
 */
async function move(
  table: Table,
  kid: string,
  change: (key: RegistryKey) => RegistryKey,
): Promise<RegistryKey | undefined> {
  for (;;) {
    const item = await getItem(table, registryKeyKey(kid))
    if (item === undefined) return undefined
    const before = keyFrom(item)
    const after = change(before)
    if (JSON.stringify(after) === JSON.stringify(before)) return before
    const { compromisedSince: since } = before
    const moved = await putIf(table, {
      item: { ...registryKeyKey(kid), ...after },
      condition: `#state = :state AND ${since === undefined ? 'attribute_not_exists(compromisedSince)' : 'compromisedSince = :since'}`,
      names: { '#state': 'state' },
      values: { ':state': before.state, ...(since !== undefined && { ':since': since }) },
    })
    if (moved) return after
  }
}

function keyFrom(item: Item): RegistryKey {
  return readItem(registryKey, ({ kid }) => registryKeyKey(kid), item)
}
