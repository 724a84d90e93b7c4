import type { DisputeCase } from '#schemas/case.ts'
import type { Certificate, SignatoryPerson } from '#schemas/certificate.ts'
import type { OutboxLeaf } from './outbox-leaf.ts'
import type { StatusChange } from './status-lists.ts'

/** A signed act and what it did; kept as evidence. */
export interface StatusActRecord {
  readonly organisation: string
  readonly idempotencyKey: string
  /** SHA-256 of the act's payload bytes, base64url. */
  readonly fingerprint: string
  /** As it was sent: an `euc-act+jwt`, or the text form of a WebAuthn assertion. */
  readonly act: string
  /** The person whose passkey signed it, as the registry knew it then; absent where the organisation's key did. */
  readonly signedBy?: SignatoryPerson | undefined
  readonly certificate: string
  readonly status: Certificate['status']
  readonly statusSince: number
  readonly version: number
}

export interface StatusActs {
  find(organisation: string, idempotencyKey: string): Promise<StatusActRecord | undefined>
  /**
   * Moves a certificate from `before` to `after` with the act, the change for its status list, the log leaf and the case
   * that it opens: together or not at all. Returns the record that stands under the key afterwards, this or an earlier one. Throws RegistryError
   * `request-already-used` for an act that was applied under another key: whoever got hold of it cannot replay it;
   * `conflict` if the certificate is no longer `before`, `store-unavailable` if nobody can say.
   */
  apply(
    before: Certificate,
    after: Certificate,
    record: StatusActRecord,
    change: StatusChange,
    leaf: OutboxLeaf,
    opened?: DisputeCase,
  ): Promise<StatusActRecord>
}
