import { describe, expect, it } from 'vitest'
import type { RegistryKeys } from '#ports/registry-keys.ts'
import { aRegistryKey } from '#test/builders/an-organisation.ts'

/** What `ports/registry-keys.ts` promises; `open` gives an empty store. */
export function registryKeysContract(open: () => Promise<RegistryKeys>) {
  describe('registry keys', () => {
    it('lists what was recorded, every field of it', async () => {
      const keys = await open()
      expect(await keys.list()).toEqual([])

      const recorded = await Promise.all([
        aRegistryKey(),
        aRegistryKey({ use: 'qr', state: 'compromised' }),
        aRegistryKey({ state: 'retired' }),
      ])
      for (const key of recorded) await keys.record(key)

      expect(await keys.list()).toEqual(recorded.toSorted((a, b) => (a.kid < b.kid ? -1 : 1)))
    })

    it('does not change a key that is recorded already', async () => {
      const keys = await open()
      const key = await aRegistryKey()
      await keys.record(key)
      await keys.record({ ...key, notAfter: key.notAfter + 1, state: 'retired' })

      expect(await keys.list()).toEqual([key])
    })

    it('records a key once however many do it at once', async () => {
      const keys = await open()
      const key = await aRegistryKey()
      await Promise.all(Array.from({ length: 20 }, () => keys.record(key)))

      expect(await keys.list()).toEqual([key])
    })
  })
}
