import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Evidence } from '#schemas/evidence.ts'
import { fromBase64url, toBase64url } from '#domain/bytes.ts'
import { webCryptography, type Cryptography } from '#domain/cryptography.ts'
import { readSignedStatement } from '#domain/verification/check-signatory.ts'
import { CheckFailure } from '#domain/verification/check-failure.ts'
import { verify } from '#domain/verification/verify.ts'
import { readAssertion } from '#domain/webauthn/assertion.ts'
import { readClientData } from '#domain/webauthn/client-data.ts'
import { goldenFiles } from '#test/vectors/golden-files.ts'

const vectors = ['accepted-credential-signed-by-passkey', 'accepted-credential-signed-by-rsa-passkey'].map((wanted) => {
  const { presented, evidence, clock } = goldenFiles().find(({ name }) => name === wanted)!
  if (evidence.signatory.found !== 'yes') throw new Error(`${wanted} has a signatory`)
  const { fact } = evidence.signatory
  const by = (over: Partial<typeof fact>): Evidence => ({
    ...evidence,
    signatory: { found: 'yes', asOf: clock, fact: { ...fact, ...over } },
  })
  return { kty: fact.passkeys![0]!.jwk.kty, presented, clock, fact, by }
})
const [es256] = vectors as [(typeof vectors)[0]]
const verdictOn = async ({ presented, clock, by }: (typeof vectors)[0], request: string) =>
  (await verify(presented, by({ request }), clock)).verdict

/** Each call of the platform, by name. */
function counting() {
  const calls: string[] = []
  const cryptography: Cryptography = {
    sha256: (bytes) => {
      calls.push('sha256')
      return webCryptography.sha256(bytes)
    },
    verifyEs256: (...given) => {
      calls.push('verifyEs256')
      return webCryptography.verifyEs256(...given)
    },
    verifyRs256: (...given) => {
      calls.push('verifyRs256')
      return webCryptography.verifyRs256(...given)
    },
  }
  return { calls, cryptography }
}

describe('the text that a person signed with a passkey', () => {
  it.each(vectors)('is not good with any one bit of any part flipped ($kty)', async (vector) => {
    expect(await verdictOn(vector, vector.fact.request)).toBe('valid')
    const parts = vector.fact.request.split('.')
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.nat(), fc.nat(7), async (part, place, bit) => {
        const bytes = fromBase64url(parts[part]!)!
        const at = place % bytes.length
        const flipped = toBase64url(bytes.with(at, bytes[at]! ^ (1 << bit)))
        expect(await verdictOn(vector, parts.with(part, flipped).join('.'))).toBe('invalid')
      }),
    )
  })

  it.each(vectors)('is not good with one character changed, taken out or put in ($kty)', async (vector) => {
    const text = vector.fact.request
    const characters = fc.constantFrom(...'ABCDEFabcdef0123456789-_.=+/ \n\0é'.split(''))
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.nat(1), characters, async (at, taken, put) => {
        const changed = text.slice(0, at) + put + text.slice(at + taken)
        fc.pre(changed !== text)
        expect(await verdictOn(vector, changed)).toBe('invalid')
        expect(await verdictOn(vector, text.slice(0, at) + text.slice(at + 1))).toBe('invalid')
      }),
    )
  })

  it('is taken apart or refused by a code, whatever it is', () => {
    const codes = new Set(['too-large', 'segments', 'encoding-invalid'])
    const part = fc.oneof(fc.string({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }).map(toBase64url))
    const texts = fc.oneof(
      fc.array(part, { maxLength: 8 }).map((parts) => ['webauthn1', ...parts].join('.')),
      fc.string({ unit: 'binary', maxLength: 200 }).map((tail) => `webauthn1.${tail}`),
    )
    fc.assert(
      fc.property(texts, (text) => {
        try {
          expect(readAssertion(text, 200_000).credentialId).toBe(text.split('.')[1])
        } catch (error) {
          expect(error instanceof CheckFailure && codes.has(error.code)).toBe(true)
        }
      }),
    )
  })

  it('costs nothing of the platform where a part is larger than any real one', async () => {
    const parts = es256.fact.request.split('.')
    const large = [
      'A'.repeat(300_000),
      `webauthn1${'.'.repeat(150_000)}`,
      parts.with(1, 'A'.repeat(1_368)).join('.'),
      parts.with(3, 'A'.repeat(1_368)).join('.'),
      parts.with(4, 'A'.repeat(5_464)).join('.'),
      parts.with(5, 'A'.repeat(684)).join('.'),
    ]
    const { calls, cryptography } = counting()
    for (const text of large) {
      const request = text.startsWith('webauthn1') ? text : `webauthn1.${text}`
      expect(await readSignedStatement(es256.by({ request }), cryptography)).toEqual({
        signed: false,
        code: 'signatory-invalid',
      })
    }
    expect(calls).toEqual([])
  })

  it('costs one signature, however many passkeys the evidence names', async () => {
    const [held] = es256.fact.passkeys!
    const crowd = Array.from({ length: 19 }, (_, at) => ({ ...held!, id: `${held!.id.slice(0, -2)}${at + 10}` }))
    const { calls, cryptography } = counting()
    const read = await readSignedStatement(es256.by({ passkeys: [...crowd, held!] }), cryptography)
    expect(read).toMatchObject({ signed: true, person: es256.fact.person })
    expect(calls.filter((name) => name !== 'sha256')).toEqual(['verifyEs256'])
    expect(calls.filter((name) => name === 'sha256')).toHaveLength(4)
  })

  it('costs no signature where what the browser says is a lie already', async () => {
    const parts = es256.fact.request.split('.')
    const told = Buffer.from(parts[4]!, 'base64url').toString().replace('webauthn.get', 'webauthn.create')
    const { calls, cryptography } = counting()
    const request = parts.with(4, Buffer.from(told).toString('base64url')).join('.')
    expect(await readSignedStatement(es256.by({ request }), cryptography)).toMatchObject({ signed: false })
    expect(calls.filter((name) => name !== 'sha256')).toEqual([])
  })
})

describe('client data', () => {
  it('made to be slow are read in no time', () => {
    const long = 4_000
    const slow = [
      `{"a":"${'\\\\'.repeat(long / 2)}"}`,
      `{"a":${'['.repeat(long)}`,
      `{"a":${'['.repeat(long / 2 - 3)}${']'.repeat(long / 2 - 3)}}`,
      `{"a":"${'"'.repeat(long)}`,
      `{${'"a":1,'.repeat(600)}"a":1}`,
      `{"a":1${'0'.repeat(long)}}`,
    ].map((text) => new TextEncoder().encode(text))
    const before = performance.now()
    for (let round = 0; round < 20; round++) slow.forEach(readClientData)
    expect(performance.now() - before).toBeLessThan(1_000)
    expect(readClientData(slow[4]!)).toBeUndefined()
  })

  it('are read only if each member of the object stands there once', () => {
    const name = fc.constantFrom('type', 'challenge', 'origin', 'crossOrigin', '__proto__', 'constructor', 'x', '')
    const value = fc.oneof(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }))
    const escaped = (text: string) =>
      [...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value, fc.boolean()), { maxLength: 6 }), (members) => {
        const text = members
          .map(([key, held, odd]) => `"${odd ? escaped(key) : key}" : ${JSON.stringify(held)}`)
          .join(' ,\n')
        const read = readClientData(new TextEncoder().encode(`{${text}}`))
        const names = members.map(([key]) => key)
        if (new Set(names).size < names.length) {
          expect(read).toBeUndefined()
          return
        }
        const held = Object.fromEntries(members.map(([key, told]) => [key, told as unknown]))
        const of = (key: string) =>
          Object.hasOwn(held, key) ? (JSON.parse(JSON.stringify(held[key])) as unknown) : undefined
        expect(read).toEqual({
          type: of('type'),
          challenge: of('challenge'),
          origin: of('origin'),
          crossOrigin: of('crossOrigin'),
          topOrigin: undefined,
        })
      }),
    )
  })
})
