import type { MemberActRecord, MemberDeed, StoredApproval } from '#domain/members/deed.ts'
import type { Page, PageAsked } from './page.ts'

/**
 * Changes of organisations, keys, people and approvals. All throw RegistryError `store-unavailable` when the store cannot
 * say what happened; calling again with the same arguments is then safe and gives the answer.
 */
export interface MemberActs {
  /** What an Idempotency-Key led to. */
  find(organisation: string, operation: string, idempotencyKey: string): Promise<MemberActRecord | undefined>

  /**
   * Does a deed: its changes, its act as used, the audit events and the log leaf, together or not at all. Returns the
   * record that stands under the key afterwards, this one or an earlier one; undefined for a deed without a record.
   *
   * Throws RegistryError `request-already-used` for an act that was done under another key; `organisation-exists`,
   * `name-in-use`, `key-in-use` for what another has already, `approval-closed` for an approval that was decided meanwhile,
   * `conflict` if anything else no longer stands as it was read.
   */
  apply(deed: MemberDeed): Promise<MemberActRecord | undefined>

  /** As it was stored: one that has expired still says that it waits. */
  findApproval(id: string): Promise<StoredApproval | undefined>
  /** Newest first; of one organisation, or all. */
  approvals(organisation: string | undefined, asked: PageAsked): Promise<Page<StoredApproval>>
}
