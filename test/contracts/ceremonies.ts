import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Ceremonies, Ceremony } from '#ports/ceremonies.ts'
import { aMoment } from '#test/builders/a-world.ts'

const digest = () => randomBytes(32).toString('base64url')
const aSignIn = (): Ceremony => ({ digest: digest(), kind: 'sign-in', challenge: digest(), expiresAt: aMoment + 300 })
const aRegistration = (): Ceremony => ({
  ...aSignIn(),
  kind: 'registration',
  person: { organisation: 'mekong-precision', id: randomBytes(16).toString('base64url'), version: 3 },
})

/** What `ports/ceremonies.ts` promises. */
export function ceremoniesContract(open: () => Promise<Ceremonies>) {
  describe('ceremonies', () => {
    it.each([
      ['a sign-in', aSignIn],
      ['a registration', aRegistration],
    ])('%s is given out once, as it was begun', async (_, make) => {
      const ceremonies = await open()
      const [begun, other] = [make(), make()]
      await ceremonies.begin(begun)
      await ceremonies.begin(other)
      expect(await ceremonies.take(begun.digest)).toEqual(begun)
      expect(await ceremonies.take(begun.digest)).toBeUndefined()
      expect(await ceremonies.take(other.digest)).toEqual(other)
    })

    it('of many who ask at once one gets it', async () => {
      const ceremonies = await open()
      const begun = aRegistration()
      await ceremonies.begin(begun)
      const taken = await Promise.all(Array.from({ length: 20 }, () => ceremonies.take(begun.digest)))
      expect(taken.filter((each) => each !== undefined)).toEqual([begun])
    })

    it('begun again under a name that was used, is not there', async () => {
      const ceremonies = await open()
      const begun = aSignIn()
      await ceremonies.begin(begun)
      await ceremonies.take(begun.digest)
      await ceremonies.begin(begun)
      expect(await ceremonies.take(begun.digest)).toBeUndefined()
    })

    it('that nobody began are none', async () => {
      const ceremonies = await open()
      for (const name of [digest(), '', '#', 'CEREMONY', '__proto__'])
        expect(await ceremonies.take(name)).toBeUndefined()
    })
  })
}
