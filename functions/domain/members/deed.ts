import type { Actor, Approval, AuditEvent } from '#schemas/approval.ts'
import type { SignatoryPerson } from '#schemas/certificate.ts'
import type { OrganisationKey } from '#schemas/keys.ts'
import type { Organisation } from '#schemas/organisation.ts'
import type { Invitation, Passkey, Person } from '#schemas/person.ts'

/** One thing that becomes another. Nothing `before` means that there was none; each holds only if `before` still stands. */
export type MemberChange =
  | { readonly kind: 'organisation'; readonly before: Organisation | undefined; readonly after: Organisation }
  | { readonly kind: 'key'; readonly before: OrganisationKey | undefined; readonly after: OrganisationKey }
  | { readonly kind: 'person'; readonly before: Person | undefined; readonly after: Person }
  | { readonly kind: 'passkey'; readonly before: Passkey | undefined; readonly after: Passkey }
  | { readonly kind: 'invitation'; readonly after: Invitation }
  | { readonly kind: 'approval'; readonly before: StoredApproval | undefined; readonly after: StoredApproval }
  /** Nothing: but the deed rests on this person being as it was read. */
  | { readonly kind: 'person-stands'; readonly person: Person }

/** By what an act was signed, to be looked up again when it is approved: the signer may have lost its right meanwhile. */
export type SignedBy =
  | { readonly kind: 'key'; readonly kid: string }
  | { readonly kind: 'person'; readonly person: string }

/** An approval, and what is needed to do the deed once it is given. */
export interface StoredApproval {
  readonly approval: Approval
  readonly signedBy: SignedBy
}

/** A signed act, under the Idempotency-Key it came with, and what was answered; kept as evidence, for good. */
export interface MemberActRecord {
  /** Of the signer. */
  readonly organisation: string
  readonly operation: string
  readonly idempotencyKey: string
  /** SHA-256 of the act's payload bytes, base64url. */
  readonly fingerprint: string
  /** The act as it came: a JWS, or the text form of a WebAuthn assertion. */
  readonly act: string
  readonly actor: Actor
  /** The person whose passkey signed it, as the registry knew it then; absent where the organisation's key did. */
  readonly signedBy?: SignatoryPerson | undefined
  readonly at: number
  /** Canonical JSON. */
  readonly answer: string
  /** Blinds the log leaf: 32 bytes, base64url. */
  readonly leafSalt: string
}

/** As `ports/audit.ts` has it. */
export interface MemberEvent {
  readonly id: string
  readonly event: AuditEvent
  readonly affected?: string
}

/** What nobody signed: a proof that was found, the founding of the registry. Kept so that its leaf can be opened. */
export interface UnsignedRecord {
  readonly organisation: string
  /** Random, base64url. */
  readonly id: string
  readonly at: number
  /** What the leaf commits to, as canonical JSON. */
  readonly facts: string
  /** Blinds the log leaf: 32 bytes, base64url. */
  readonly leafSalt: string
}

/** All that a deed changes, together or not at all. */
export type MemberDeed = {
  readonly changes: readonly MemberChange[]
  readonly events: readonly MemberEvent[]
  readonly leaf: { readonly id: string; readonly at: number; readonly bytes: string }
} & ({ readonly record: MemberActRecord } | { readonly unsigned: UnsignedRecord })
