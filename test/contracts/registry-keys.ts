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

    it('retires an active key, and shortens its window only', async () => {
      const keys = await open()
      const key = await aRegistryKey()
      const other = await aRegistryKey()
      await Promise.all([keys.record(key), keys.record(other)])
      await keys.retire(key.kid, key.notAfter - 100)
      await keys.retire(key.kid, key.notAfter - 50)
      await keys.retire(other.kid, other.notAfter + 50)
      await keys.retire('A'.repeat(43), 1)

      const kept = [
        { ...key, state: 'retired', notAfter: key.notAfter - 100 },
        { ...other, state: 'retired' },
      ]
      expect(await keys.list()).toEqual(kept.toSorted((a, b) => (a.kid < b.kid ? -1 : 1)))
    })

    it('marks a key as compromised for good, since the earliest time that was said', async () => {
      const keys = await open()
      const key = await aRegistryKey()
      await keys.record(key)
      const times = [1_800_000_000, 1_790_000_500, 1_795_000_000]
      await Promise.all(times.map((since) => keys.compromise(key.kid, since)))
      await keys.retire(key.kid, 5)
      await keys.record(key)

      const compromised = { ...key, state: 'compromised', compromisedSince: 1_790_000_500 }
      expect(await keys.compromise(key.kid, 1_799_000_000)).toEqual(compromised)
      expect(await keys.list()).toEqual([compromised])
      expect(await keys.compromise('A'.repeat(43), 1)).toBeUndefined()
    })

    it('can find a retired key compromised', async () => {
      const keys = await open()
      const key = await aRegistryKey()
      await keys.record(key)
      await Promise.all([keys.retire(key.kid, key.notAfter - 10), keys.compromise(key.kid, 7)])
      await keys.retire(key.kid, 1)

      expect(await keys.list()).toEqual([
        expect.objectContaining({ kid: key.kid, state: 'compromised', compromisedSince: 7 }),
      ])
    })

    it('records a key once however many do it at once', async () => {
      const keys = await open()
      const key = await aRegistryKey()
      await Promise.all(Array.from({ length: 20 }, () => keys.record(key)))

      expect(await keys.list()).toEqual([key])
    })
  })
}
