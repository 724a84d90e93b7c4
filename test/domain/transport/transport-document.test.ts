import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { container, customsDeclaration, ship, transportDocument } from '#schemas/transport-document.ts'
import { containerNumbers, transportDocumentKey } from '#domain/transport/transport-document.ts'

const keyOf = (document: unknown) => transportDocumentKey(transportDocument.parse(document))
const rulesOf = (document: unknown) =>
  transportDocument
    .safeParse(document)
    .error?.issues.map((issue) => ('params' in issue ? issue.params?.rule : issue.code))

describe('an air waybill', () => {
  it.each(['176-12345675', '17612345675', '176 1234 5675', '020-81140743'])('%s is taken', (number) => {
    expect(rulesOf({ kind: 'AWB', number })).toBeUndefined()
  })

  it.each(['020-81140744', '176-12345678'])('%s is refused for its check digit', (number) => {
    expect(rulesOf({ kind: 'AWB', number })).toEqual(['check-digit'])
  })

  it.each(['176-1234567', '1761234567A', '176-123456755'])('%s is refused for its form', (number) => {
    expect(rulesOf({ kind: 'AWB', number })).toEqual(['wrong-form'])
  })

  it('is one document however it is written', () => {
    expect(
      new Set(
        ['176-12345675', '17612345675', '176 1234-5675', '176/12345675'].map((number) =>
          keyOf({ kind: 'AWB', number }),
        ),
      ),
    ).toEqual(new Set(['AWB/17612345675']))
  })

  it('cannot be entered as something else', () => {
    expect(rulesOf({ kind: 'OTHER', carrier: 'Some airline', number: '176-12345675' })).toEqual(['is-air-waybill'])
  })

  it('with any wrong digit is refused, but for the one slip in seven that modulo 7 cannot see', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_999_999 }),
        fc.integer({ min: 1, max: 9 }),
        fc.nat(6),
        (serial, by, at) => {
          const digits = [...String(serial).padStart(7, '0')]
          const right = `176${digits.join('')}${serial % 7}`
          digits[at] = String((Number(digits[at]) + by) % 10)
          const seen = (Number(digits.join('')) - serial) % 7 !== 0
          expect(transportDocument.safeParse({ kind: 'AWB', number: right }).success).toBe(true)
          expect(
            transportDocument.safeParse({ kind: 'AWB', number: `176${digits.join('')}${serial % 7}` }).success,
          ).toBe(!seen)
        },
      ),
    )
  })
})

describe('a bill of lading', () => {
  it('is its carrier and its number, with or without the carrier in front', () => {
    const spellings = ['MAEU 123-456.789', 'maeu123456789', '123456789'].map((number) =>
      keyOf({ kind: 'BL', carrier: 'MAEU', number }),
    )
    expect(new Set(spellings)).toEqual(new Set(['BL/MAEU/123456789']))
  })

  it('of another carrier is another document', () => {
    expect(keyOf({ kind: 'BL', carrier: 'MSCU', number: '123456789' })).not.toBe(
      keyOf({ kind: 'BL', carrier: 'MAEU', number: '123456789' }),
    )
  })

  it('whose number is the carrier alone keeps it', () => {
    expect(keyOf({ kind: 'BL', carrier: 'MAEU', number: 'MAEU' })).toBe('BL/MAEU/MAEU')
  })
})

describe('a carrier’s own document', () => {
  it('is one, whatever kind it is called and however the name is spelled', () => {
    const spellings = [
      { kind: 'CMR', carrier: 'Müller Spedition', number: 'A-1001' },
      { kind: 'OTHER', carrier: 'MULLER  SPEDITION', number: 'a1001' },
      { kind: 'HAWB', carrier: 'Muller-Spedition', number: 'A 1001' },
    ].map(keyOf)
    expect(new Set(spellings)).toEqual(new Set(['CARRIER/mullerspedition/A1001']))
  })

  it('never reads as two parts of a key', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }), (carrier) => {
        const parsed = transportDocument.safeParse({ kind: 'CMR', carrier, number: '1' })
        expect(parsed.success && /[#\s]/.test(transportDocumentKey(parsed.data))).toBe(false)
      }),
    )
  })
})

describe('other numbers of transport', () => {
  it.each([
    ['a container', container, 'CSQU3054383', 'CSQU3054384'],
    ['a container with separators', container, 'CSQU 305438-3', 'CSQU 305438-4'],
    ['a container whose letters skip multiples of 11', container, 'MSKU0000006', 'MSKU0000005'],
    ['a ship', ship, '9074729', '9074728'],
    [
      'a railway',
      transportDocument,
      { kind: 'CIM', carrier: '2180', number: '12345' },
      { kind: 'CIM', carrier: 'DB', number: '1' },
    ],
    [
      'a postal item',
      transportDocument,
      { kind: 'POST', number: 'RR473124829GB' },
      { kind: 'POST', number: 'RR473124828GB' },
    ],
    [
      'a declaration',
      customsDeclaration,
      { kind: 'MRN', number: '26DE123456789012J1' },
      { kind: 'MRN', number: '26DE12345' },
    ],
    [
      'a filing',
      customsDeclaration,
      { kind: 'ITN', number: 'X20261123123456' },
      { kind: 'ITN', number: '20261123123456' },
    ],
  ])('%s: the right one is taken, the wrong one refused', (_, schema, right, wrong) => {
    expect([schema.safeParse(right).success, schema.safeParse(wrong).success]).toEqual([true, false])
  })

  it('containers are listed once, whatever their spelling', () => {
    expect(containerNumbers(['CSQU 3054383', 'csqu3054383', 'ABCU1234560'])).toEqual(['ABCU1234560', 'CSQU3054383'])
  })
})
