import { createPublicKey, verify } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { publicJwk, type PublicJwk } from '#schemas/keys.ts'
import { keyUses } from '#schemas/keys.ts'
import { keyIdOf } from '#domain/key-id.ts'
import type { Signer } from '#ports/signer.ts'

const numRuns = process.env.SLOW === '1' ? 2_000 : 30

/** What `ports/signer.ts` promises; `open` gives a signer that works. */
export function signerContract(open: () => Promise<Signer>) {
  describe('a signer', () => {
    it.each(keyUses)('names its %s key by thumbprint, and keeps to it', async (use) => {
      const signer = await open()
      const { kid, jwk } = await signer.publicKey(use)

      expect(publicJwk.parse(jwk)).toEqual(jwk)
      expect(kid).toBe(await keyIdOf(jwk))
      expect(await signer.publicKey(use)).toEqual({ kid, jwk })
      expect((await signer.sign(use, new Uint8Array(1))).kid).toBe(kid)
    })

    it('has another key for each use', async () => {
      const signer = await open()
      const kids = await Promise.all(keyUses.map(async (use) => (await signer.publicKey(use)).kid))

      expect(new Set(kids).size).toBe(keyUses.length)
    })

    it('signs any bytes with ES256, in 64 bytes, under its own key only', async () => {
      const signer = await open()
      const keys = await Promise.all(keyUses.map((use) => signer.publicKey(use)))
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), fc.constantFrom(...keyUses), async (some, use) => {
          const bytes = new Uint8Array(some)
          const { kid, signature } = await signer.sign(use, bytes)

          expect(signature).toHaveLength(64)
          expect(keys.map(({ jwk }) => verifies(jwk, bytes, signature))).toEqual(keys.map((key) => key.kid === kid))
        }),
        { numRuns },
      )
    })

    it('signs for many at once', async () => {
      const signer = await open()
      const { kid, jwk } = await signer.publicKey('credential')
      const texts = Array.from({ length: 40 }, (_, nth) => new TextEncoder().encode(`text ${nth}`))
      const signed = await Promise.all(texts.map((bytes) => signer.sign('credential', bytes)))

      expect(signed.map((each) => each.kid)).toEqual(texts.map(() => kid))
      expect(texts.map((bytes, nth) => verifies(jwk, bytes, signed[nth]!.signature))).toEqual(texts.map(() => true))
    })
  })
}

/** With OpenSSL, and not with what the signer has checked itself. */
export function verifies(jwk: PublicJwk, bytes: Uint8Array, signature: Uint8Array): boolean {
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  return verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature)
}
