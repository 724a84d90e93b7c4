import { certificate, certificateId, organisationId, type Certificate } from '#schemas/certificate.ts'
import type { Certificates, ListedCertificate } from '#ports/certificates.ts'
import type { Page, PageAsked } from '#ports/page.ts'
import { getItem, pageOf, readItem, vacant, type ConditionalPut, type Item } from './item.ts'
import { certificateKey, certificateListPrefix, certificateOfOrganisation, organisationKey } from './keys.ts'
import type { Table } from './table.ts'

export function dynamoCertificates(table: Table): Certificates {
  return {
    find: async (id) => {
      // What has not the form of an id is nobody's id; callers may ask with whatever was typed.
      if (!certificateId.safeParse(id).success) return undefined
      const item = await getItem(table, certificateKey(id))
      return item && certificateFrom(item)
    },
    listOf: async (organisation, asked) =>
      organisationId.safeParse(organisation).success ? listOf(table, organisation, asked) : { items: [] },
  }
}

export function certificateFrom(item: Item): Certificate {
  return readItem(certificate, ({ id }) => certificateKey(id), item)
}

const row = certificate.pick({
  id: true,
  organisation: true,
  status: true,
  statusSince: true,
  issuedAt: true,
  validFrom: true,
  validUntil: true,
})

async function listOf(table: Table, organisation: string, asked: PageAsked): Promise<Page<ListedCertificate>> {
  const list = { partition: organisationKey(organisation).PK, prefix: certificateListPrefix, newestFirst: true }
  const { items, next } = await pageOf(table, list, asked)
  return { items: items.map(listedFrom), ...(next !== undefined && { next }) }
}

function listedFrom(item: Item): ListedCertificate {
  return readItem(row, (read) => certificateOfOrganisation(read.organisation, read.issuedAt, read.id), item)
}

/** The certificate in the list of its organisation, written with each change of it: a list is as new as what it lists. */
export function listed(whole: Certificate): ConditionalPut {
  const { id, organisation, status, statusSince, issuedAt, validFrom, validUntil } = whole
  return {
    item: {
      ...certificateOfOrganisation(organisation, issuedAt, id),
      ...{ id, organisation, status, statusSince, issuedAt, validFrom, validUntil },
    },
    // What may be written is decided by the certificate's own condition in the same transaction.
    condition: `${vacant} OR id = :id`,
    values: { ':id': id },
  }
}
