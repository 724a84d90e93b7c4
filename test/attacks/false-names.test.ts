import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameName } from '#domain/verification/same-name.ts'

describe('two names are not taken for one', () => {
  it.each([
    ['only of signs', '???', '***'],
    ['only of signs, and a real one', '—', 'Mekong Precision JSC'],
    ['only of Braille blanks', '\u2800', '\u2800\u2800-'],
    ['Hindi, by their vowel signs', 'रीमा', 'रोमा'],
    ['Thai, by their vowel signs', 'กิจ', 'กีจ'],
    ['Bengali, by their vowel signs', 'মিতা', 'মাতা'],
    ['Japanese, by the voicing mark', 'カキ', 'ガギ'],
    ['Arabic', 'شركة الأمل', 'شركة العمل'],
    ['Russian and Latin look-alikes', 'РОСТЕХ', 'POCTEX'],
    ['Chinese', '宁波海越阀门有限公司', '宁波海趣阀门有限公司'],
    ['with “&” between letters, and a word', 'R & Y Trading', 'Randy Trading'],
    ['numbered plants', 'Plant 1-23', 'Plant 12-3'],
    ['numbered plants, without signs', 'Zavod No. 1 23', 'Zavod No. 123'],
    ['by one letter', 'Mekong Precision JSC', 'Mekong Precison JSC'],
    ['by its legal form', 'Halden GmbH', 'Halden AG'],
    ['a part and the whole', 'Mekong', 'Mekong Precision JSC'],
    ['nothing', '', ' '],
  ])('%s', (_, one, other) => {
    expect(sameName(one, other)).toBe(false)
    expect(sameName(other, one)).toBe(false)
  })
})

describe('one name is recognised', () => {
  it.each([
    ['without accents', 'Công ty Cổ phần Cơ khí', 'CONG TY CO PHAN CO KHI'],
    ['with its umlaut written out', 'Müller & Söhne', 'Mueller und Söhne'.replace('und', '&')],
    ['with ß written out', 'Großmann', 'GROSSMANN'],
    ['with “and” for “&”', 'Smith & Wesson', 'Smith and Wesson'],
    ['with other punctuation', 'Saigon Bonded Logistics Co., Ltd.', 'SAIGON BONDED LOGISTICS CO LTD'],
    ['in full width', 'ＡＢＣ株式会社', 'ABC株式会社'],
    ['in the same words of a script with marks', 'शक्ति ट्रेडिंग', 'शक्ति-ट्रेडिंग'],
    ['decomposed', 'Café', 'Cafe\u0301'],
    ['only of signs, when it is the very same', '***', '***'],
  ])('%s', (_, one, other) => {
    expect(sameName(one, other)).toBe(true)
    expect(sameName(other, one)).toBe(true)
  })

  it('always by itself, and in either order', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        (one, other) => {
          expect(sameName(one, one)).toBe(true)
          expect(sameName(one, other)).toBe(sameName(other, one))
        },
      ),
    )
  })
})

describe('whatever letters and marks a name is made of', () => {
  it('another letter in its place makes it another name', () => {
    const scripts = ['Arab', 'Deva', 'Thai', 'Beng', 'Hang', 'Hani', 'Hira', 'Hebr', 'Cyrl', 'Grek', 'Taml', 'Khmr']
    const letters = scripts.map((script) => {
      const pattern = new RegExp(`^(?=\\p{L})\\p{sc=${script}}$`, 'u')
      const found = Array.from({ length: 0xffff }, (_, code) => String.fromCharCode(code)).filter((character) =>
        pattern.test(character),
      )
      // Letters that Unicode itself calls forms of one another are one letter.
      return [...new Map(found.map((character) => [character.normalize('NFKD').toLowerCase()[0]!, character])).values()]
    })
    const pair = fc
      .constantFrom(...letters)
      .chain((script) => fc.tuple(fc.constantFrom(...script), fc.constantFrom(...script)))
    fc.assert(
      fc.property(pair, fc.string({ maxLength: 10 }), ([one, other], rest) => {
        fc.pre(one !== other)
        expect(sameName(`${rest}${one}`, `${rest}${other}`)).toBe(false)
      }),
      { numRuns: 500 },
    )
  })
})
