import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { trustedRegistry } from '#schemas/trust-list.ts'
import type { Partners } from '#ports/partners.ts'
import { advice, persist } from './client.ts'
import { itemsOf, readItem } from './item.ts'
import { partnerKey, partnerPrefix, trustPartition } from './keys.ts'
import type { Table } from './table.ts'

export function dynamoPartners(table: Table): Partners {
  const { name, documents } = table
  return {
    list: async () => {
      const items = await itemsOf(table, trustPartition, partnerPrefix)
      return items.map((item) => readItem(trustedRegistry, ({ issuer }) => partnerKey(issuer), item))
    },

    put: async (partner) => {
      const item = { ...partnerKey(partner.issuer), ...trustedRegistry.parse(partner) }
      await persist(advice.write, () => documents.send(new PutCommand({ TableName: name, Item: item })))
    },

    remove: async (issuer) => {
      const request = { TableName: name, Key: { ...partnerKey(issuer) } }
      await persist(advice.write, () => documents.send(new DeleteCommand(request)))
    },
  }
}
