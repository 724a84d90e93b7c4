import type { OrganisationKey } from '#schemas/keys.ts'
import type { Organisation } from '#schemas/organisation.ts'
import type { Page, PageAsked } from './page.ts'

/** Who may act here, and the public keys with which they sign. */
export interface Organisations {
  find(id: string): Promise<Organisation | undefined>
  /** The organisation and the key with this RFC 7638 thumbprint, strongly consistent. */
  findByKey(kid: string): Promise<{ organisation: Organisation; key: OrganisationKey } | undefined>
  /** All keys that the organisation has or had. */
  keysOf(id: string): Promise<OrganisationKey[]>
  /** All organisations in order of their ids, a page at a time. */
  page(asked: PageAsked): Promise<Page<Organisation>>
  /**
   * Records an organisation with its first key, whole or not at all, for who has the table in hand: nobody signed it, and
   * it is in no audit. Everybody else registers by an act (`ports/member-acts.ts`). Repeating it with the same key changes nothing.
   * Throws RegistryError `request-invalid` if the key belongs to another organisation, or the organisation has another
   * key: adding one to it is another act. Throws `name-in-use` for a name that looks like that of another.
   */
  register(organisation: Organisation, key: OrganisationKey): Promise<void>
}
