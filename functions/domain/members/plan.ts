import type * as z from 'zod'
import { guardedRoles, type Organisation, type OrganisationRole } from '#schemas/organisation.ts'
import type { OrganisationKey } from '#schemas/keys.ts'
import type { memberOperations } from '#schemas/operations/members.ts'
import type { Passkey, Person } from '#schemas/person.ts'
import type { MemberChange } from './deed.ts'

type Operations = typeof memberOperations
/** The operations that somebody signs. */
export type ActName = {
  [N in keyof Operations]: Operations[N] extends { readonly act: unknown } ? N : never
}[keyof Operations]
/** Those of them that change something by themselves; `decide-approval` does one of these. */
export type PlannedActName = Exclude<ActName, 'decide-approval'>
export type ActInput<N extends ActName> = z.output<Operations[N]['act']>
export type Result<N extends ActName> = z.output<Operations[N]['output']>

/** Who signed, as the registry's records have it now. */
export interface Signatory {
  readonly organisation: Organisation
  /** Absent where the organisation's key signed. */
  readonly person?: Person
}

/** The organisation that an act is about, whole. */
export interface Subject {
  readonly organisation: Organisation
  readonly people: readonly Person[]
  readonly keys: readonly OrganisationKey[]
  /** Of the person that the act names; none if it names nobody. */
  readonly passkeys: readonly Passkey[]
}

/** What an act is judged by besides what it says. */
export interface Setting {
  readonly signatory: Signatory
  /** Undefined for an organisation that is not there, or not yet. */
  readonly subject: Subject | undefined
  readonly now: number
  /** Origin of this registry. */
  readonly issuer: string
  /** 128 random bits as base64url. */
  readonly freshId: () => string
}

/** What an act will do, and whether it may without a second person. */
export interface Plan {
  readonly changes: readonly MemberChange[]
  /** What is answered once it is done. */
  readonly result: unknown
  readonly needsSecondPerson: boolean
  /** One sentence for who is asked to approve, up to 280 characters. */
  readonly summary: string
}

export const isGuarded = (roles: readonly OrganisationRole[]): boolean =>
  roles.some((role) => (guardedRoles as readonly OrganisationRole[]).includes(role))

/** Those who can act for the organisation and decide for it. */
export const administratorsOf = (people: readonly Person[]): readonly Person[] =>
  people.filter(({ state, duties }) => state === 'active' && duties.includes('administrator'))
