import type { OrganisationRole } from './organisation.ts'
import type { Duty } from './person.ts'

/** Who calls, as the registry's own records have it; never what a token claims of roles (security.md 5). */
export type Principal =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'machine'
      readonly organisation: string
      readonly roles: readonly OrganisationRole[]
      /** Thumbprint of the key that asked for the access token. */
      readonly kid: string
    }
  | {
      readonly kind: 'person'
      readonly organisation: string
      readonly roles: readonly OrganisationRole[]
      readonly person: string
      readonly duties: readonly Duty[]
      /** By which it is signed in. */
      readonly session: SessionOfCaller
    }

export interface SessionOfCaller {
  /** SHA-256 of its secret, base64url. */
  readonly digest: string
  /** What its page sends with every change. */
  readonly csrf: string
  /** Seconds: when the passkey was touched, and when it ends at the latest. */
  readonly startedAt: number
  readonly expiresAt: number
}

export type Person = Extract<Principal, { kind: 'person' }>
export type Member = Exclude<Principal, { kind: 'anonymous' }>

export const anonymous: Principal = { kind: 'anonymous' }
