import { disputeCase } from '#schemas/case.ts'
import type { Cases } from '#ports/cases.ts'
import { getItem, itemsOf, query, readItem } from './item.ts'
import { certificateKey } from './keys.ts'
import { caseKey, casePrefix, casesPartition, openCaseKey, openCasePrefix } from './keys-ledger.ts'
import type { Table } from './table.ts'

/** A case stands with its certificate; a second row keeps the open ones in order of time. */
export function dynamoCases(table: Table): Cases {
  return {
    open: async (limit) => {
      const request = {
        KeyConditionExpression: 'PK = :partition AND begins_with(SK, :prefix)',
        ExpressionAttributeValues: { ':partition': casesPartition, ':prefix': openCasePrefix },
        ConsistentRead: true,
      }
      const rows = await query(table, request, limit)
      const items = await Promise.all(rows.map(({ ledger, id }) => getItem(table, caseKey(String(ledger), String(id)))))
      return items.flatMap((item) => (item === undefined ? [] : [caseFrom(item)]))
    },
    of: async (ledger) => (await itemsOf(table, certificateKey(ledger).PK, casePrefix)).map(caseFrom),
  }
}

function caseFrom(item: Record<string, unknown>) {
  return readItem(disputeCase, ({ ledger, id }) => caseKey(ledger, id), item)
}

/** The places of a case that is being opened. */
export function placesOf({ ledger, id, openedAt }: { ledger: string; id: string; openedAt: number }) {
  return { own: caseKey(ledger, id), inOrder: openCaseKey(openedAt, id) }
}
