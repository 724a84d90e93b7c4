import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { certificateId } from '#schemas/certificate.ts'
import {
  bytesOfCertificateId,
  certificateIdFrom,
  nobodysId,
  parseCertificateId,
  printCertificateId,
} from '#domain/certificate/certificate-id.ts'

const sixteen = fc.uint8Array({ minLength: 16, maxLength: 16 })
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

describe('a certificate id', () => {
  it('prints the same bytes the same way for ever', () => {
    expect(certificateIdFrom(Uint8Array.from({ length: 16 }, (_, at) => at))).toBe('00041061050R3GG28A1C60T3GF5E')
    expect(certificateIdFrom(new Uint8Array(16).fill(255))).toBe('7ZZZZZZZZZZZZZZZZZZZZZZZZZM5')
    expect(printCertificateId('00041061050R3GG28A1C60T3GF5E')).toBe('0004-1061-050R-3GG2-8A1C-60T3-GF5E')
  })

  it('gives its bytes back', () => {
    fc.assert(
      fc.property(sixteen, (bytes) => {
        const id = certificateIdFrom(bytes)
        expect(certificateId.safeParse(id).success).toBe(true)
        expect([...bytesOfCertificateId(id)]).toEqual([...bytes])
        expect(parseCertificateId(id)).toBe(id)
      }),
    )
  })

  it('is read as people write it: small letters, groups, O for 0, I and L for 1', () => {
    expect(parseCertificateId(' ooo4-io6l o5or–3gg2 8a1c-6ot3-gf5e ')).toBe('00041061050R3GG28A1C60T3GF5E')
  })

  it('notices every single wrong character and every two swapped neighbours', () => {
    fc.assert(
      fc.property(sixteen, fc.nat(27), fc.constantFrom(...Array.from(alphabet)), (bytes, at, other) => {
        const id = certificateIdFrom(bytes)
        const changed = id.slice(0, at) + other + id.slice(at + 1)
        if (changed !== id) expect(parseCertificateId(changed)).toBeUndefined()
        const swapped = id.slice(0, at) + (id[at + 1] ?? '') + id[at]! + id.slice(at + 2)
        if (swapped !== id) expect(parseCertificateId(swapped)).toBeUndefined()
        expect(parseCertificateId(id)).toBe(id)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    '',
    '000G',
    `${'0'.repeat(27)}U`,
    '8ZZZZZZZZZZZZZZZZZZZZZZZZZ22',
    '０００４１０６１０５０Ｒ３ＧＧ２８Ａ１Ｃ６０Ｔ３ＧＦ５Ｅ',
    'x'.repeat(100_000),
  ])('refuses %j', (text) => {
    expect(parseCertificateId(text)).toBeUndefined()
  })

  it('of nobody is well-formed', () => {
    expect(parseCertificateId(nobodysId)).toBe(nobodysId)
  })

  it('is made of exactly sixteen bytes', () => {
    expect(() => certificateIdFrom(new Uint8Array(15))).toThrow(TypeError)
  })
})
