import { describe, expect, it } from 'vitest'
import { decimal, money, percent, positiveDecimal } from '#schemas/decimal.ts'
import { isUnknown, orUnknown, text, textFault } from '#schemas/text.ts'
import naughtyStrings from '#test/vectors/public/blns.json' with { type: 'json' }

const faultOf = (value: string) => textFault(value) ?? 'none'

describe('plain text', () => {
  it.each([
    ['Latin', 'Halden Werkzeugmaschinen GmbH & Co. KG'],
    ['Vietnamese', 'Công ty Cổ phần Cơ khí Chính xác Sông Hồng'],
    ['Arabic', 'وكالة الإنقاذ الجبلي بتوبقال'],
    ['Chinese', '宁波海越阀门有限公司'],
    ['outside the first plane', '𠮷野家'],
    ['Persian with a joiner between letters', 'شرکت می\u200Cخواهم'],
    ['Devanagari with a joiner after a virama', 'क्\u200Dष'],
  ])('takes %s', (_, value) => {
    expect(textFault(value)).toBeUndefined()
  })

  it.each([
    ['a line break', 'a\nb', 'U+000A'],
    ['a tab', 'a\tb', 'U+0009'],
    ['NUL', 'a\0b', 'U+0000'],
    ['a C1 control', 'a\u0085b', 'U+0085'],
    ['a right-to-left override', 'invoice\u202Efdp.exe', 'U+202E'],
    ['a bidi isolate', 'a\u2066b', 'U+2066'],
    ['a right-to-left mark', 'a\u200Fb', 'U+200F'],
    ['a zero-width space', 'a\u200Bb', 'U+200B'],
    ['a joiner between Latin letters', 'a\u200Cb', 'U+200C'],
    ['a joiner that ends a Persian word', 'می\u200C b', 'U+200C'],
    ['a byte-order mark inside', 'a\uFEFFb', 'U+FEFF'],
    ['a soft hyphen', 'a\u00ADb', 'U+00AD'],
    ['a line separator', 'a\u2028b', 'U+2028'],
    ['a tag character', 'a\u{E0041}b', 'U+E0041'],
    ['a variation selector', 'a\uFE0Fb', 'U+FE0F'],
    ['a Hangul filler', 'a\u3164b', 'U+3164'],
    ['a private character', 'a\uE000b', 'U+E000'],
    ['a noncharacter', 'a\uFFFEb', 'U+FFFE'],
  ])('refuses %s and names it', (_, value, codePoint) => {
    expect(faultOf(value)).toContain(codePoint)
  })

  it.each([
    ['half of a character', 'a\uD800', 'half of a character'],
    ['another normal form', 'Cafe\u0301', 'NFC'],
    ['a space in front', ' a', 'space'],
    ['a no-break space behind', 'a\u00A0', 'space'],
  ])('refuses %s', (_, value, because) => {
    expect(faultOf(value)).toContain(because)
  })

  it('leaves to issuing what Unicode has not assigned yet, because old readers cannot know', () => {
    expect(textFault('a\u{1FFFD}b')).toBeUndefined()
  })

  it('counts characters, not halves of them', () => {
    expect(text(2).safeParse('𠮷野').success).toBe(true)
    expect(
      text(2)
        .safeParse('𠮷野家')
        .error?.issues.map((issue) => issue.message),
    ).toEqual(['The text has 3 characters; at most 2 are allowed. Shorten it.'])
    expect(
      text(280, 3)
        .safeParse('ab')
        .error?.issues.map((issue) => issue.message),
    ).toEqual(['The text has 2 characters; at least 3 are needed.'])
  })

  it('judges the Big List of Naughty Strings by what is visible, and by nothing else', () => {
    // A joiner between Telugu letters is spelling, the one lawful case in the list.
    const shown = (value: string) =>
      value === 'జ్ఞ\u200Cా' ||
      (value !== '' &&
        value === value.trim() &&
        value === value.normalize('NFC') &&
        [...value].every((character) => !/[\p{C}\p{Zl}\p{Zp}]|\p{Default_Ignorable_Code_Point}/u.test(character)))
    const schema = text(5000)
    const accepted = naughtyStrings.filter((value) => schema.safeParse(value).success)
    expect(accepted).toEqual(naughtyStrings.filter(shown))
    expect(accepted.length).toBeGreaterThan(400)
    expect(naughtyStrings.length - accepted.length).toBeGreaterThan(20)
  })
})

describe('a fact that may be unknown', () => {
  const schema = orUnknown(text(20))

  it('is the fact, or says that and why it is unknown', () => {
    expect(schema.parse('known')).toBe('known')
    expect(isUnknown(schema.parse({ unknown: true, reason: 'not yet agreed' }))).toBe(true)
  })

  it.each([
    [{ unknown: true }],
    [{ unknown: false, reason: 'abc' }],
    [{ unknown: true, reason: 'abc', more: 1 }],
    [null],
  ])('is not %j', (value) => {
    expect(schema.safeParse(value).success).toBe(false)
  })
})

describe('decimal strings', () => {
  it.each(['0', '1', '12', '0.5', '1250.000001', '99999999999999'])('takes the quantity %s', (value) => {
    expect(decimal.safeParse(value).success).toBe(true)
  })

  it.each([
    '',
    '-1',
    '+1',
    '01',
    '1.',
    '.5',
    '1.50',
    '1.0',
    '1e3',
    '1,5',
    '1 000',
    ' 1',
    '0x1',
    '١',
    '1.1234567',
    'NaN',
  ])('refuses the quantity "%s"', (value) => {
    expect(decimal.safeParse(value).success).toBe(false)
  })

  it('refuses nothing as a quantity of goods', () => {
    expect(positiveDecimal.safeParse('0').error?.issues.map((issue) => issue.message)).toEqual([
      'The quantity must be more than zero.',
    ])
  })

  it.each(['0', '12.5', '100', '0.0001', '99.9999'])('takes %s percent', (value) => {
    expect(percent.safeParse(value).success).toBe(true)
  })

  it.each(['100.1', '101', '-1', '5.0', '1000'])('refuses %s percent', (value) => {
    expect(percent.safeParse(value).success).toBe(false)
  })

  it.each(['0', '1250.00', '1250.0', '3.1415'])('takes the amount %s', (value) => {
    expect(money.safeParse(value).success).toBe(true)
  })

  it.each(['1,250.00', '-5', '1.23456', '05', '€5', '5.'])('refuses the amount %s', (value) => {
    expect(money.safeParse(value).success).toBe(false)
  })
})
