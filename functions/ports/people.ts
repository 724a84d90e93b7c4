import type { Invitation, Passkey, Person } from '#schemas/person.ts'
import type { Page, PageAsked } from './page.ts'

/** The people of the organisations, strongly consistent. All throw RegistryError `store-unavailable`. */
export interface People {
  find(organisation: string, id: string): Promise<Person | undefined>
  /** All people that the organisation has or had. */
  of(organisation: string): Promise<Person[]>
  /** The same, in order of their ids, a page at a time. */
  page(organisation: string, asked: PageAsked): Promise<Page<Person>>
  /** All passkeys that a person has or had; at most `mostPasskeys`. */
  passkeysOf(organisation: string, person: string): Promise<Passkey[]>
  /** By its credential id, in force or not. */
  findPasskey(id: string): Promise<Passkey | undefined>
  /** By SHA-256 of its secret. It may be out of date, or made for an earlier version of the person: look. */
  findInvitation(digest: string): Promise<Invitation | undefined>
}
