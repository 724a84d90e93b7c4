import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase64url, fromHex, toBase64url, toHex } from '#domain/bytes.ts'

describe('base64url', () => {
  it('gives back the bytes that it was made of', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
        expect([...fromBase64url(toBase64url(bytes))!]).toEqual([...bytes])
      }),
    )
  })

  it('has one spelling for each value: whatever is decoded is encoded the same again', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_\-=+/ ]{0,12}$/), (text) => {
        const bytes = fromBase64url(text)
        if (bytes !== undefined) expect(toBase64url(bytes)).toBe(text)
        const canonical = /^[A-Za-z0-9_-]*$/.test(text) && Buffer.from(text, 'base64url').toString('base64url') === text
        expect(bytes !== undefined).toBe(canonical)
      }),
      { numRuns: 1000 },
    )
  })

  it.each(['A', 'AAAAA', 'AA==', 'AA=', 'AB', 'AAB', 'A A', 'AA\n', 'AA+A', 'AA/A', 'ÀÀÀÀ', '＀＀', 'AA\u{1F600}'])(
    'refuses %j',
    (text) => {
      expect(fromBase64url(text)).toBeUndefined()
    },
  )
})

describe('hexadecimal digits', () => {
  it('give back the bytes that they were made of', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
        expect([...fromHex(toHex(bytes))]).toEqual([...bytes])
      }),
    )
  })
})
