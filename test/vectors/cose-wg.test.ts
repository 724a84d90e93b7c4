import { Tag } from 'cbor2'
import { describe, expect, it } from 'vitest'
import { fromHex, toHex } from '#domain/bytes.ts'
import { webCryptography } from '#domain/cryptography.ts'
import { decodeCbor } from '#domain/qr/deterministic-cbor.ts'
import { readSign1, sign1Input } from '#domain/qr/cose-sign1.ts'
import { CheckFailure } from '#domain/verification/check-failure.ts'
import sign1 from './public/cose-wg/sign1.json' with { type: 'json' }

interface Message {
  readonly title: string
  readonly fail?: boolean
  readonly external?: string
  readonly key?: Readonly<Record<string, string>>
  readonly toBeSigned?: string
  readonly cbor: string
}

const messages = sign1 as unknown as Readonly<Record<string, Message>>

/** The profile of a QR code is narrower than COSE: exactly alg ESP256, kid and typ, all protected, and nothing outside. */
const reasons: Readonly<Record<string, string>> = {
  'CWT-A_3': 'header-invalid', // no kid, no typ
  'CWT-A_4': 'segments', // a MAC
  'ecdsa-examples-ecdsa-sig-01': 'header-invalid', // kid outside the signature
  'ecdsa-examples-ecdsa-sig-04': 'header-invalid',
  'eddsa-examples-eddsa-sig-01': 'header-invalid',
  'sign1-tests-sign-fail-01': 'segments', // another tag
  'sign1-tests-sign-fail-02': 'header-invalid',
  'sign1-tests-sign-fail-03': 'header-invalid',
  'sign1-tests-sign-fail-04': 'header-invalid',
  'sign1-tests-sign-fail-06': 'header-invalid',
  'sign1-tests-sign-fail-07': 'header-invalid',
  'sign1-tests-sign-pass-01': 'header-invalid', // alg outside the signature
  'sign1-tests-sign-pass-02': 'header-invalid', // external data
  'sign1-tests-sign-pass-03': 'segments', // no tag
}

const bytesOf = ({ cbor }: Message) => fromHex(cbor)

/** The four parts of a COSE_Sign1, tagged or not. */
function partsOf(message: Message): [Uint8Array, unknown, Uint8Array, Uint8Array<ArrayBuffer>] {
  const value = decodeCbor(bytesOf(message))
  return (value instanceof Tag ? value.contents : value) as ReturnType<typeof partsOf>
}

const coordinate = (key: Readonly<Record<string, string>>, name: 'x' | 'y') =>
  key[name] ?? Buffer.from(key[`${name}_hex`]!, 'hex').toString('base64url')

describe('COSE examples', () => {
  it.each(Object.entries(messages))('%s is refused by the profile', (name, message) => {
    let code = 'read'
    try {
      readSign1(bytesOf(message))
    } catch (error) {
      if (!(error instanceof CheckFailure)) throw error
      code = error.code
    }
    expect(code).toBe(reasons[name])
  })

  const es256 = Object.entries(messages).filter(
    ([name, { key, external }]) => key?.['crv'] === 'P-256' && external === undefined && !name.endsWith('ecdsa-sig-04'),
  )

  it.each(es256)('%s has the bytes to be signed and the signature that COSE says', async (name, message) => {
    const [header, , payload, signature] = partsOf(message)
    const input = sign1Input(header.length === 1 && header[0] === 0xa0 ? new Uint8Array() : header, payload)
    const key = message.key!
    const jwk = { crv: 'P-256', kty: 'EC', x: coordinate(key, 'x'), y: coordinate(key, 'y') } as const
    const verified = await webCryptography.verifyEs256(jwk, input, signature)
    // What was spoiled in fail-01 is the tag, which the signature does not cover; the published bytes are those of
    // before the spoiling.
    expect(verified).toBe(message.fail !== true || name.endsWith('fail-01'))
    if (message.fail !== true) expect(toHex(input)).toBe(message.toBeSigned!.toLowerCase())
  })
})
