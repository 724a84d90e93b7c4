import type { AuditEvent } from '#schemas/approval.ts'
import type { Page, PageAsked } from './page.ts'

/** An event to be told in the audit. */
export interface AuditEntry {
  /** Of the event, base64url: the digest of the act that made it, or random for a read. Telling it twice makes one entry. */
  readonly id: string
  readonly event: AuditEvent
  /** Another organisation that it was done to: it learns of it too. */
  readonly affected?: string
  /** The certificate that it is about, where it is about one. */
  readonly certificate?: {
    readonly id: string
    /** Whether its holder may learn of it: never that customs or an authority looked (security.md 4.2). */
    readonly shownToHolder: boolean
  }
}

/**
 * Who did and who read what, for good. Acts tell it in the transaction that does them (`auditPuts` of the adapter), reads
 * before the answer goes out. Events of a page stand newest first; every method throws RegistryError `store-unavailable`.
 */
export interface Audit {
  record(entry: AuditEntry): Promise<void>
  /** What an organisation did and read. */
  ofOrganisation(organisation: string, asked: PageAsked): Promise<Page<AuditEvent>>
  /** All that was done to a certificate, and all reads of it. */
  ofCertificate(certificate: string, asked: PageAsked): Promise<Page<AuditEvent>>
  /**
   * What the holder of a certificate may know of that. A list of its own, so that neither the length of a page nor a
   * cursor tells of what is left out.
   */
  shownToHolder(certificate: string, asked: PageAsked): Promise<Page<AuditEvent>>
}
