import type { Certificate, SignatoryPerson } from '#schemas/certificate.ts'
import type { Supersession } from '#domain/certificate/supersession.ts'
import type { OutboxLeaf } from './outbox-leaf.ts'
import type { StatusChange } from './status-lists.ts'

/** What the registry is about to sign, fixed before it signs (security.md 2): finishing it twice gives one certificate. */
export interface IssuePlan {
  readonly organisation: string
  readonly idempotencyKey: string
  /** SHA-256 of the payload bytes of the importer's request, base64url: the same key with another one is refused. */
  readonly fingerprint: string
  readonly id: string
  /** Canonical payload of the credential, as text. */
  readonly payload: string
  /** The importer's `euc-req+jwt`. */
  readonly request: string
  /** The person whose passkey signed the request, as it stood then. */
  readonly signedBy?: SignatoryPerson | undefined
  readonly leafSalt: string
  readonly plannedAt: number
}

/** An issue by its idempotency key, kept as long as the certificate. */
export type Issuance =
  | ({ readonly state: 'planned' } & IssuePlan)
  | {
      readonly state: 'issued'
      readonly organisation: string
      readonly idempotencyKey: string
      readonly fingerprint: string
      readonly id: string
    }
  | {
      readonly state: 'cancelled'
      readonly organisation: string
      readonly idempotencyKey: string
      readonly fingerprint: string
      readonly id: string
    }

/**
 * The two transactions around a signature. Every method throws RegistryError `store-unavailable` when the store cannot
 * say what happened; calling it again with the same arguments is then safe and gives the answer.
 */
export interface Issuances {
  find(organisation: string, idempotencyKey: string): Promise<Issuance | undefined>

  /**
   * First transaction: records the plan if its key is free and its request was never used. Returns what stands under the
   * key afterwards: this plan or an earlier issue. Throws RegistryError `request-already-used` for a request that was
   * planned under another key: whoever got hold of a signed request cannot make a second certificate of it.
   */
  plan(plan: IssuePlan): Promise<Issuance>

  /**
   * Second transaction: certificate, outbox leaf, the change of its status list and the issued mark, and what happens to the
   * version that it supersedes, together or not at all. If another finisher was first its certificate stands and is
   * returned; a cancelled plan throws RegistryError `issue-cancelled`. `conflict` if the former version is no longer what
   * `supersession` was made from: make it anew.
   */
  finish(
    plan: IssuePlan,
    certificate: Certificate,
    leaf: OutboxLeaf,
    change: StatusChange,
    supersession?: Supersession,
  ): Promise<Certificate>

  /** Gives up a plan, unless it was finished meanwhile. Returns what stands afterwards. */
  cancel(plan: IssuePlan): Promise<Issuance>

  /** Plans made before `before` and not finished, oldest first, at most `limit`. May miss a plan of the last seconds. */
  unfinished(before: number, limit: number): Promise<IssuePlan[]>

  /** The next unused position of a status list, counted from 0. A position given once is never given again; gaps are harmless. */
  takeStatusIndex(list: number): Promise<number>
}
