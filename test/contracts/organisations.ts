import { describe, expect, it } from 'vitest'
import type { Organisations } from '#ports/organisations.ts'
import { anOrganisation, anOrganisationKey } from '#test/builders/an-organisation.ts'

interface Store {
  organisations: Organisations
  /** A sentence for each thing in the store that must not be. */
  readonly violations: () => Promise<string[]>
}

/** What `ports/organisations.ts` promises; `open` gives an empty store. */
export function organisationsContract(open: () => Promise<Store>) {
  describe('organisations', () => {
    it('finds an organisation and its key as they were registered, every field of them', async () => {
      const { organisations, violations } = await open()
      const organisation = anOrganisation({ roles: ['importer', 'carrier'], state: 'suspended' })
      const key = await anOrganisationKey({ organisation: organisation.id, state: 'retired' })
      await organisations.register(organisation, key)

      expect(await organisations.find(organisation.id)).toEqual(organisation)
      expect(await organisations.findByKey(key.kid)).toEqual({ organisation, key })
      expect(await organisations.keysOf(organisation.id)).toEqual([key])
      expect(await violations()).toEqual([])
    })

    it('knows nothing of whom nobody registered', async () => {
      const { organisations } = await open()
      const { kid } = await anOrganisationKey()

      expect(await organisations.find('nobody')).toBeUndefined()
      expect(await organisations.findByKey(kid)).toBeUndefined()
      expect(await organisations.keysOf('nobody')).toEqual([])
    })

    it.each(['', '#', 'ORG#nobody', '__proto__', 'x'.repeat(5000)])('finds nothing for the text %j', async (text) => {
      const { organisations } = await open()

      expect(await organisations.find(text)).toBeUndefined()
      expect(await organisations.findByKey(text)).toBeUndefined()
      expect(await organisations.keysOf(text)).toEqual([])
    })

    it('changes nothing when an organisation is registered again with its key', async () => {
      const { organisations } = await open()
      const organisation = anOrganisation()
      const key = await anOrganisationKey({ organisation: organisation.id })
      await organisations.register(organisation, key)
      await organisations.register({ ...organisation, name: 'Another name', roles: ['authority'] }, key)

      expect(await organisations.findByKey(key.kid)).toEqual({ organisation, key })
    })

    it('refuses a key that another organisation has, and registers nothing then', async () => {
      const { organisations, violations } = await open()
      const [first, second] = [anOrganisation(), anOrganisation()]
      const key = await anOrganisationKey({ organisation: first.id })
      await organisations.register(first, key)

      await expect(organisations.register(second, { ...key, organisation: second.id })).rejects.toMatchObject({
        name: 'RegistryError',
        code: 'request-invalid',
      })
      expect(await organisations.find(second.id)).toBeUndefined()
      expect(await organisations.keysOf(second.id)).toEqual([])
      expect(await organisations.findByKey(key.kid)).toEqual({ organisation: first, key })
      expect(await violations()).toEqual([])
    })

    it('refuses to register an organisation again with another key: that would add one to it', async () => {
      const { organisations, violations } = await open()
      const organisation = anOrganisation()
      const [key, another] = await Promise.all([0, 1].map(() => anOrganisationKey({ organisation: organisation.id })))
      await organisations.register(organisation, key!)

      await expect(organisations.register(organisation, another!)).rejects.toMatchObject({
        name: 'RegistryError',
        code: 'request-invalid',
      })
      expect(await organisations.keysOf(organisation.id)).toEqual([key])
      expect(await organisations.findByKey(another!.kid)).toBeUndefined()
      expect(await violations()).toEqual([])
    })

    it('gives a key to one of the organisations that register it at once', async () => {
      const { organisations, violations } = await open()
      const key = await anOrganisationKey()
      const rivals = Array.from({ length: 10 }, () => anOrganisation())
      const outcomes = await Promise.allSettled(
        rivals.map((rival) => organisations.register(rival, { ...key, organisation: rival.id })),
      )

      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await violations()).toEqual([])
    })
  })
}
