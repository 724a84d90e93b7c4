import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkCodes, type CheckCode } from '#schemas/verdict.ts'
import { fillIn, placeholdersOf } from '#schemas/wording/fill-in.ts'
import { undertakingWords } from '#schemas/wording/undertakings.ts'
import { verdictWords } from '#schemas/wording/verdict.ts'

const say = (sentence: string, facts: Parameters<typeof fillIn>[1] = {}) =>
  fillIn(sentence, facts)
    .map((piece) => ('words' in piece ? piece.words : String(piece.value)))
    .join('')

/** In order, or nothing that a person could do anything about. */
const needNoRemedy: readonly CheckCode[] = [
  'form-ok',
  'signature-ok',
  'issuer-key-ok',
  'validity-ok',
  'registered',
  'registered-by-list',
  'statement-hash-not-compared',
  'signatory-not-compared',
  'key-compromised-but-recorded',
  'status-active',
  'statement-hash-ok',
  'signatory-ok',
  'signatory-confirmed-by-registry',
  'log-not-operated',
  'not-stated',
  'goods-fit',
  'quantity-fits',
  'parties-fit',
  'party-role-open',
  'destination-fits',
  'route-fits',
  'transit-not-limited',
  'contract-fits',
  'transport-document-not-recorded',
]

describe('what a verdict says', () => {
  test.each(checkCodes)('"%s" is one plain sentence, with a remedy if it stands against the certificate', (code) => {
    const { means, remedy } = verdictWords[code]
    // Further sentences stand in brackets: each is told only where its facts are there.
    const plain = means.replaceAll(/\[[^\]]*\]/g, '')
    expect(plain).toMatch(/^[A-Z“].*\.$/)
    expect(plain.length).toBeLessThanOrEqual(160)
    expect(remedy === undefined).toBe(needNoRemedy.includes(code))
    expect(remedy ?? 'None.').toMatch(/^[A-Z“].*\.$/)
  })

  const sentences = [
    ...Object.values(verdictWords).flatMap(({ means, remedy }) => [means, remedy ?? '']),
    ...Object.values(undertakingWords),
  ]

  test('every sentence stands without its facts: each place for one is in square brackets', () => {
    for (const sentence of sentences) {
      const bare = say(sentence)
      expect(bare).not.toMatch(/[{}[\]]/)
      expect(bare).not.toMatch(/ {2}| [,.;:]|\.\./)
    }
  })

  test('every sentence takes all its facts', () => {
    for (const sentence of sentences) {
      const facts = Object.fromEntries(placeholdersOf(sentence).map((name) => [name, `<${name}>`]))
      for (const name of Object.keys(facts)) expect(say(sentence, facts)).toContain(`<${name}>`)
    }
  })
})

describe('filling facts into a sentence', () => {
  test('leaves a part out when its fact is missing', () => {
    const sentence = 'The certificate has ended[; its last day was {day}].'
    expect(say(sentence)).toBe('The certificate has ended.')
    expect(say(sentence, { day: '1 May' })).toBe('The certificate has ended; its last day was 1 May.')
  })

  test('reads no pattern in a fact, and no name that an object inherits', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(fillIn('It is {name}[ of {toString}].', { name: value })).toEqual([
          { words: 'It is ' },
          { fact: 'name', value },
          { words: '.' },
        ])
      }),
    )
  })
})
