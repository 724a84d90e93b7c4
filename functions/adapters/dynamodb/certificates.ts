import { certificate, certificateId } from '#schemas/certificate.ts'
import type { Certificate } from '#schemas/certificate.ts'
import type { Certificates } from '#ports/certificates.ts'
import { getItem, readItem, type Item } from './item.ts'
import { certificateKey } from './keys.ts'
import type { Table } from './table.ts'

export function dynamoCertificates(table: Table): Certificates {
  return {
    find: async (id) => {
      // What has not the form of an id is nobody's id; callers may ask with whatever was typed.
      if (!certificateId.safeParse(id).success) return undefined
      const item = await getItem(table, certificateKey(id))
      return item && certificateFrom(item)
    },
  }
}

export function certificateFrom(item: Item): Certificate {
  return readItem(certificate, ({ id }) => certificateKey(id), item)
}
