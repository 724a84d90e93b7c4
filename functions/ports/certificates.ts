import type { Certificate } from '#schemas/certificate.ts'
import type { Page, PageAsked } from './page.ts'

/** A certificate in the list of its organisation. */
export type ListedCertificate = Pick<
  Certificate,
  'id' | 'organisation' | 'status' | 'statusSince' | 'issuedAt' | 'validFrom' | 'validUntil'
>

export interface Certificates {
  /** The certificate as it stands now, strongly consistent. Throws RegistryError `store-unavailable`. */
  find(id: string): Promise<Certificate | undefined>
  /** Certificates of an organisation as they stand now, the newest first. Throws RegistryError `store-unavailable`. */
  listOf(organisation: string, asked: PageAsked): Promise<Page<ListedCertificate>>
}
