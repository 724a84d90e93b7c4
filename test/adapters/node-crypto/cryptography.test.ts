import { constants, generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import { sha256 } from '#domain/bytes.ts'
import { webCryptography } from '#domain/cryptography.ts'
import { aKeyPair, type KeyPair } from '#test/builders/a-world.ts'

let key: KeyPair
beforeAll(async () => {
  key = await aKeyPair()
})

const bytes = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength }).map((array) => new Uint8Array(array))

describe('cryptography on the calling thread', () => {
  it('says the same as WebCrypto of good signatures', async () => {
    await fc.assert(
      fc.asyncProperty(bytes(0, 300), async (message) => {
        const signature = await key.sign(message)
        expect(nodeCryptography.verifyEs256(key.jwk, message, signature)).toBe(true)
        expect(await webCryptography.verifyEs256(key.jwk, message, signature)).toBe(true)
      }),
    )
  })

  it('says the same as WebCrypto of signatures with a flipped bit', async () => {
    await fc.assert(
      fc.asyncProperty(bytes(1, 50), fc.nat(511), async (message, bit) => {
        const signature = (await key.sign(message)).map((byte, at) =>
          at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte,
        )
        expect(nodeCryptography.verifyEs256(key.jwk, message, signature)).toBe(false)
        expect(await webCryptography.verifyEs256(key.jwk, message, signature)).toBe(false)
      }),
    )
  })

  it('says the same as WebCrypto of any 64 bytes, and of small and zero numbers', async () => {
    const number = fc.oneof(
      bytes(32, 32),
      fc
        .nat(300)
        .map((small) =>
          Uint8Array.from({ length: 32 }, (_, at) => (at < 30 ? 0 : at === 30 ? small >> 8 : small & 255)),
        ),
    )
    await fc.assert(
      fc.asyncProperty(number, number, async (r, s) => {
        const signature = new Uint8Array([...r, ...s])
        const message = new Uint8Array([1, 2, 3])
        expect(nodeCryptography.verifyEs256(key.jwk, message, signature)).toBe(
          await webCryptography.verifyEs256(key.jwk, message, signature),
        )
      }),
    )
  })

  it.each([0, 63, 65, 70])('verifies no signature of %i bytes', (length) => {
    expect(nodeCryptography.verifyEs256(key.jwk, new Uint8Array(3), new Uint8Array(length))).toBe(false)
  })

  it('verifies nothing by a key that is no point of the curve', async () => {
    const message = new Uint8Array([1])
    expect(nodeCryptography.verifyEs256({ ...key.jwk, y: 'A'.repeat(43) }, message, await key.sign(message))).toBe(
      false,
    )
  })

  it('digests as WebCrypto does', async () => {
    const message = new Uint8Array([1, 2, 3])
    expect([...(await nodeCryptography.sha256(message))]).toEqual([...(await sha256(message))])
  })
})

describe('RS256', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { n, e } = publicKey.export({ format: 'jwk' }) as { n: string; e: string }
  const jwk = { e, kty: 'RSA' as const, n }
  const message = new TextEncoder().encode('signed by an older Windows')
  const signature = new Uint8Array(sign('sha256', message, privateKey))
  const both = async (key: typeof jwk, bytes: typeof message, given: typeof signature) => [
    nodeCryptography.verifyRs256(key, bytes, given),
    await webCryptography.verifyRs256(key, bytes, given),
  ]

  it('takes what the key signed, in Node as in WebCrypto', async () => {
    expect(await both(jwk, message, signature)).toEqual([true, true])
  })

  it('takes nothing else, and no key that is weak or no key at all; it never throws', async () => {
    const pss = new Uint8Array(sign('sha256', message, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING }))
    for (const given of [
      signature.with(9, signature[9]! ^ 1),
      signature.slice(1),
      new Uint8Array(),
      new Uint8Array(256),
      pss,
    ])
      expect(await both(jwk, message, given)).toEqual([false, false])
    expect(await both(jwk, message.with(0, 0), signature)).toEqual([false, false])
    for (const over of [
      { e: 'AQ' },
      { e: 'AQAC' },
      { e: '' },
      { n: n.slice(4) },
      { n: `AAAA${n}` },
      { n: '' },
      { n: '!' },
    ])
      expect(await both({ ...jwk, ...over }, message, signature)).toEqual([false, false])
  })
})
