import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Certificate } from '#schemas/certificate.ts'
import { shipment as shipmentSchema, type Shipment, type ShipmentLine } from '#schemas/shipment.ts'
import { verify } from '#domain/verification/verify.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { aMoment, aWorld, type World } from '#test/builders/a-world.ts'

const numRuns = process.env['SLOW'] === '1' ? 5000 : 200

let world: World
let certificate: Certificate
/** Twelve lines of one kind of goods, of which the QR code holds only the first. */
let long: Certificate

beforeAll(async () => {
  world = await aWorld()
  certificate = await world.issue()
  long = await world.issue(
    aStatement((statement) => {
      const [first] = statement.lines
      statement.lines = Array.from({ length: 60 }, (_, at) => ({
        ...first!,
        lineNo: at + 1,
        hs: { code: at === 0 ? '845710' : '845811', edition: 'HS2022' },
        serialNumbers: [`S-${at}`],
        quantity: '1',
      }))
    }),
  )
})

type Form = 'credential' | 'qr'

async function judged(shipment: Shipment, form: Form = 'credential', of: Certificate = certificate) {
  const presented = form === 'credential' ? { credential: of.credential } : { qr: world.qrOf(of) }
  return verify(presented, world.evidenceOf(of), aMoment, { shipment: shipmentSchema.parse(shipment) })
}

/** What is said of goods and quantity, and the verdict. */
async function told(lines: ShipmentLine[], form: Form = 'credential', of: Certificate = certificate) {
  const { verdict, checks } = await judged({ lines }, form, of)
  const said = checks.filter(({ name }) => name === 'goods' || name === 'quantity')
  return [verdict, ...said.map(({ name, outcome, code }) => `${name} ${outcome} ${code}`)]
}

describe('goods that are not those of the certificate', () => {
  it('do not hide behind a line that the statement calls uncontrolled', async () => {
    const line: ShipmentLine = { lineNo: 2, hs: { code: '340399' }, classification: '1C350' }
    expect(await told([line])).toEqual(['invalid', 'goods fail classification-differs', 'quantity skipped not-given'])
    const { checks } = await judged({ lines: [line] })
    expect(checks.find(({ code }) => code === 'classification-differs')?.facts).toEqual({
      line: 2,
      stated: ['NOT-LISTED'],
      presented: '1C350',
    })
  })

  it('are not taken for uncontrolled from a QR code that does not say so', async () => {
    expect(await told([{ lineNo: 2, hs: { code: '340399' }, classification: '1C350' }], 'qr')).toEqual([
      'undetermined',
      'goods unknown not-in-qr',
      'quantity skipped not-given',
    ])
  })

  it('may be called EAR99, which is a word for uncontrolled', async () => {
    expect(await told([{ lineNo: 2, classification: 'ear 99' }])).toEqual([
      'valid',
      'goods pass goods-fit',
      'quantity skipped not-given',
    ])
  })

  it('do not fit only because nothing was said of them', async () => {
    expect(await told([{ lineNo: 1, quantity: '1', unit: 'NAR' }])).toEqual([
      'valid',
      'goods skipped not-given',
      'quantity pass quantity-fits',
    ])
    expect(await told([{ lineNo: 2, serialNumbers: ['X-1'] }])).toEqual([
      'valid',
      'goods skipped not-stated',
      'goods skipped not-stated',
      'quantity skipped not-given',
    ])
  })
})

describe('a quantity over the limit', () => {
  it('is not excused by another line whose quantity is missing', async () => {
    const hidden: ShipmentLine[] = [
      { lineNo: 1, hs: { code: '845710' } },
      { lineNo: 1, hs: { code: '845710' }, quantity: '5000', unit: 'NAR' },
    ]
    for (const lines of [hidden, hidden.toReversed()])
      expect(await told(lines)).toEqual([
        'invalid',
        'goods pass goods-fit',
        'goods pass goods-fit',
        'quantity fail quantity-exceeded',
      ])
  })

  it('in a unit that does not convert is not excused either', async () => {
    expect(
      await told([
        { lineNo: 1, hs: { code: '845710' }, quantity: '1' },
        { lineNo: 1, hs: { code: '845710' }, quantity: '1', unit: 'KGM' },
      ]),
    ).toEqual(['invalid', 'goods pass goods-fit', 'goods pass goods-fit', 'quantity fail unit-differs'])
  })

  it('is not said to fit while a part of it is unknown', async () => {
    expect(
      await told([
        { lineNo: 1, hs: { code: '845710' }, quantity: '1', unit: 'NAR' },
        { lineNo: 1, hs: { code: '845710' } },
      ]),
    ).toEqual(['valid', 'goods pass goods-fit', 'goods pass goods-fit', 'quantity skipped not-given'])
  })

  it('is found however it is cut into lines and units', async () => {
    const units = [
      ['KGM', 1_000_000_000_000n],
      ['GRM', 1_000_000_000n],
      ['MGM', 1_000_000n],
      ['TNE', 1_000_000_000_000_000n],
    ] as const
    const written = (amount: bigint) => {
      const digits = amount.toString().padStart(7, '0')
      return `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/, '')
    }
    const part = fc.record({ unit: fc.constantFrom(...units), amount: fc.bigInt({ min: 1n, max: 99_999_999_999n }) })
    // 1250.5 kg and 2.5 %, in millionths of a milligram.
    const limit = 1_281_762_500_000_000n
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 6 }), async (parts) => {
        const total = parts.reduce((sum, { unit, amount }) => sum + (amount * unit[1]) / 1_000_000n, 0n)
        const lines = parts.map(({ unit, amount }) => ({ lineNo: 2, quantity: written(amount), unit: unit[0] }))
        expect((await judged({ lines })).verdict).toBe(total <= limit ? 'valid' : 'invalid')
      }),
      { numRuns },
    )
  })
})

describe('a QR code, which holds a part of the certificate,', () => {
  it('does not call goods foreign when it only cannot tell', async () => {
    expect(await told([{ hs: { code: '845710' }, serialNumbers: ['HX5-24117'] }], 'qr')).toEqual([
      'undetermined',
      'goods unknown not-in-qr',
      'quantity skipped not-given',
    ])
    expect(await told([{ hs: { code: '845710', edition: 'HS2017' } }])).toEqual([
      'undetermined',
      'goods unknown line-ambiguous',
      'quantity skipped not-given',
    ])
    expect(await told([{ lineNo: 1, hs: { code: '845710', edition: 'HS2017' } }], 'qr')).toEqual([
      'undetermined',
      'goods unknown not-in-qr',
      'quantity skipped not-given',
    ])
  })

  it('does not settle on a line while lines that it does not hold could be meant', async () => {
    const shipment: ShipmentLine[] = [{ hs: { code: '845811' }, quantity: '1', unit: 'NAR' }]
    expect((await told(shipment, 'credential', long)).slice(0, 2)).toEqual([
      'undetermined',
      'goods unknown line-ambiguous',
    ])
    expect((await told([{ ...shipment[0]!, hs: { code: '845710' } }], 'qr', long)).slice(0, 2)).toEqual([
      'undetermined',
      'goods unknown line-ambiguous',
    ])
  })

  it('is never greener than the certificate, and never calls false what the certificate proves', async () => {
    const shipments = fc.array(
      fc.record(
        {
          lineNo: fc.constantFrom(1, 2, 3),
          hs: fc.record(
            { code: fc.constantFrom('845710', '84571010', '340399'), edition: fc.constantFrom('HS2022', 'HS2017') },
            { requiredKeys: ['code'] },
          ),
          classification: fc.constantFrom('2B001b2', '2B001.b.2', 'EAR99', '1C350'),
          quantity: fc.constantFrom('1', '2', '3', '1250.5', '1300'),
          unit: fc.constantFrom('NAR', 'C62', 'KGM', 'TNE'),
          serialNumbers: fc.subarray(['HX5-24117', 'HX5-24118', 'X-1']),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 3 },
    )
    await fc.assert(
      fc.asyncProperty(
        shipments,
        fc.option(fc.constantFrom('VN', 'KG')),
        fc.option(fc.subarray(['SG', 'AE'], { minLength: 1 })),
        fc.option(fc.constantFrom('HW-VN-5512', 'OTHER')),
        async (lines, destination, transitCountries, contractNumber) => {
          const shipment = {
            lines,
            ...(destination === null ? {} : { destination }),
            ...(transitCountries === null ? {} : { transitCountries }),
            ...(contractNumber === null ? {} : { contractNumber }),
          }
          const full = (await judged(shipment)).verdict
          const { verdict } = await judged(shipment, 'qr')
          expect(verdict === 'undetermined' || verdict === full).toBe(true)
        },
      ),
      { numRuns: numRuns * 3 },
    )
  })
})
