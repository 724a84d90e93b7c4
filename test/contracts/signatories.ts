import { describe, expect, it } from 'vitest'
import type { OrganisationKey } from '#schemas/keys.ts'
import type { Organisation } from '#schemas/organisation.ts'
import type { Signatories } from '#ports/signatories.ts'
import { anOrganisation, anOrganisationKey } from '#test/builders/an-organisation.ts'
import { aSignatory, type Signatory } from '#test/builders/a-signatory.ts'

/** A fresh store, and ways to put into it what others write. */
export interface SignatoriesUnderTest {
  readonly signatories: Signatories
  readonly register: (organisation: Organisation, key: OrganisationKey) => Promise<void>
  readonly keep: (signatory: Pick<Signatory, 'person' | 'passkey'>) => Promise<void>
}

/** What `ports/signatories.ts` promises. */
export function signatoriesContract(open: () => Promise<SignatoriesUnderTest>) {
  async function aStore() {
    const store = await open()
    const organisation = anOrganisation()
    const key = await anOrganisationKey({ organisation: organisation.id })
    await store.register(organisation, key)
    const linh = aSignatory(organisation.id)
    await store.keep(linh)
    return { ...store, organisation, key, linh }
  }

  describe('signatories', () => {
    it('are found by key', async () => {
      const { signatories, organisation, key } = await aStore()
      expect(await signatories.find({ by: 'key', kid: key.kid })).toEqual({ by: 'key', organisation, key })
    })

    it('are found by passkey, each with its own person and organisation', async () => {
      const { signatories, keep, organisation, linh } = await aStore()
      const minh = aSignatory(organisation.id)
      await keep(minh)
      for (const { person, passkey } of [linh, minh])
        expect(await signatories.find({ by: 'passkey', credentialId: passkey.id })).toEqual({
          by: 'passkey',
          organisation,
          person,
          passkey,
        })
    })

    it('are told as they stand now: removed a moment ago is removed', async () => {
      const { signatories, keep, linh } = await aStore()
      const person = { ...linh.person, state: 'removed' as const, version: 2 }
      const passkey = { ...linh.passkey, notAfter: linh.passkey.notBefore + 5 }
      await keep({ person, passkey })
      expect(await signatories.find({ by: 'passkey', credentialId: passkey.id })).toMatchObject({ person, passkey })
    })

    it('are nobody by a name that is unknown, of the other kind, or no name at all', async () => {
      const { signatories, key, linh } = await aStore()
      const names = ['', '#', key.kid, linh.person.id, `${linh.passkey.id}#`, 'A'.repeat(2_000), '__proto__']
      for (const credentialId of names) expect(await signatories.find({ by: 'passkey', credentialId })).toBeUndefined()
      for (const kid of [linh.passkey.id.slice(0, 42), '', '#', '__proto__'])
        expect(await signatories.find({ by: 'key', kid })).toBeUndefined()
    })
  })
}
