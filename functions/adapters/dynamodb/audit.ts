import * as z from 'zod'
import { auditEvent, type AuditEvent } from '#schemas/approval.ts'
import { certificateId, organisationId } from '#schemas/certificate.ts'
import type { Audit, AuditEntry } from '#ports/audit.ts'
import type { Page, PageAsked } from '#ports/page.ts'
import { pageOf, putAllIf, readItem, vacant, type ConditionalPut, type Item } from './item.ts'
import { auditOfCertificate, auditOfOrganisation, auditShownToHolder, type AuditList } from './keys.ts'
import type { Table } from './table.ts'

const nothing: Page<AuditEvent> = { items: [] }

export function dynamoAudit(table: Table): Audit {
  return {
    record: async (entry) => {
      // Refused only if it stands already: the ids are random or digests.
      await putAllIf(table, auditPuts(entry))
    },
    ofOrganisation: async (organisation, asked) =>
      organisationId.safeParse(organisation).success ? page(table, auditOfOrganisation(organisation), asked) : nothing,
    ofCertificate: async (id, asked) =>
      certificateId.safeParse(id).success ? page(table, auditOfCertificate(id), asked) : nothing,
    shownToHolder: async (id, asked) =>
      certificateId.safeParse(id).success ? page(table, auditShownToHolder(id), asked) : nothing,
  }
}

/** An entry as part of the transaction that does what it tells: one item for each list in which it stands. */
export function auditPuts({ id, event, affected, certificate }: AuditEntry): ConditionalPut[] {
  const lists = [
    ...[...new Set([event.actor.organisation, affected ?? event.actor.organisation])].map(auditOfOrganisation),
    ...(certificate === undefined ? [] : [auditOfCertificate(certificate.id)]),
    ...(certificate?.shownToHolder === true ? [auditShownToHolder(certificate.id)] : []),
  ]
  // The same event again is no reason to refuse the transaction; the act itself is done once by other conditions.
  return lists.map((list) => ({
    item: { ...list.keyOf(event.at, id), ...event, id },
    condition: `${vacant} OR id = :id`,
    values: { ':id': id },
  }))
}

async function page(table: Table, list: AuditList, asked: PageAsked): Promise<Page<AuditEvent>> {
  const { items, next } = await pageOf(table, { ...list, newestFirst: true }, asked)
  return { items: items.map((item) => eventFrom(list, item)), ...(next !== undefined && { next }) }
}

const row = auditEvent.extend({ id: z.string().min(1) })

function eventFrom(list: AuditList, item: Item): AuditEvent {
  const { id: _id, ...event } = readItem(row, ({ at, id }) => list.keyOf(at, id), item)
  return event
}
