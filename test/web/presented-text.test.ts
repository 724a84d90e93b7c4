import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { certificateIdFrom, printCertificateId } from '#domain/certificate/certificate-id.ts'
import { presented } from '#schemas/evidence.ts'
import { readText } from '#web/verifier/input/presented-text.ts'

const anId = certificateIdFrom(new Uint8Array(16).fill(77))
const digits = `1${'4'.repeat(600)}`

describe('what somebody typed or pasted', () => {
  test.each([
    ['nothing', '  \n', { fault: 'text.empty' }],
    ['a printed number in small letters', ` ${printCertificateId(anId).toLowerCase()} `, { presented: { id: anId } }],
    ['a number with a mistake', anId.replace(/.$/, (last) => (last === '0' ? '1' : '0')), { fault: 'text.mistyped' }],
    ['a number that is too short', anId.slice(5), { fault: 'text.length', values: { count: 23 } }],
    [
      'the text of a code',
      `https://verify.example/#${digits}`,
      { presented: { qr: `https://verify.example/#${digits}` } },
    ],
    [
      'its digits alone, broken by a mail',
      `${digits.slice(0, 70)}\n${digits.slice(70)}`,
      { presented: { qr: digits } },
    ],
    ['a credential', ' eyJhbGciOi.eyJl\r\nxx.yy~ ', { presented: { credential: 'eyJhbGciOi.eyJlxx.yy~' } }],
    ['something else', 'Dear Sir or Madam, please find attached', { fault: 'text.length', values: { count: 32 } }],
    ['another writing', '最終用途証明書', { presented: { qr: '最終用途証明書' } }],
  ])('is read as %s', (_, text, read) => {
    expect(readText(text)).toEqual(read)
  })

  test('is something that the registry can be asked about, or a sentence about the mistake', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 100 }), fc.string({ unit: 'binary', maxLength: 100 })), (text) => {
        const read = readText(text)
        if ('fault' in read) expect(read.fault).toMatch(/^text\./)
        else expect(presented.parse(read.presented)).toEqual(read.presented)
      }),
    )
  })

  test.each([5000, 100_000])('of %i characters is not passed on whole', (length) => {
    const read = readText('7'.repeat(length))
    expect(read).toEqual({ presented: { qr: '7'.repeat(4000) } })
  })
})
