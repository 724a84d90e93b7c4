import { beforeAll, describe, expect, it } from 'vitest'
import type { Certificate } from '#schemas/certificate.ts'
import { shipment as shipmentSchema, type Shipment } from '#schemas/shipment.ts'
import { verify } from '#domain/verification/verify.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { aMoment, aWorld, type World } from '#test/builders/a-world.ts'

let world: World
let certificate: Certificate

beforeAll(async () => {
  world = await aWorld()
  certificate = await world.issue(
    aStatement((statement) => {
      statement.transaction = {
        contractNumber: 'MPJ-4711/26',
        partialShipmentsAllowed: false,
        permittedTransitCountries: ['SG', 'VN'],
      }
    }),
  )
})

/** What the comparison said, as `pointer name outcome code`, and the verdict. */
async function compared(shipment: Shipment, form: 'credential' | 'qr' = 'credential') {
  const presented = form === 'credential' ? { credential: certificate.credential } : { qr: world.qrOf(certificate) }
  const { verdict, checks } = await verify(presented, world.evidenceOf(certificate), aMoment, {
    shipment: shipmentSchema.parse(shipment),
  })
  const told = checks.filter(({ code, pointer }) => pointer !== undefined || !['not-given'].includes(code)).slice(10)
  return {
    verdict,
    told: told.map(({ name, outcome, code, pointer = '' }) => `${pointer} ${name} ${outcome} ${code}`.trim()),
  }
}

describe('goods', () => {
  it('that fit are found by their codes', async () => {
    expect(await compared({ lines: [{ hs: { code: '84571010' }, quantity: '1', unit: 'NAR' }] })).toEqual({
      verdict: 'valid',
      told: ['/lines/0 goods pass goods-fit', '/lines/0 quantity pass quantity-fits'],
    })
  })

  it('are compared by control-list number however it is punctuated', async () => {
    expect((await compared({ lines: [{ lineNo: 1, classification: '2b001.b.2' }] })).told).toEqual([
      '/lines/0 goods pass goods-fit',
      '/lines/0/quantity quantity skipped not-given',
    ])
    expect((await compared({ lines: [{ lineNo: 1, classification: '3A001' }] })).told[0]).toBe(
      '/lines/0 goods fail classification-differs',
    )
  })

  it('that no line names are refused', async () => {
    expect(await compared({ lines: [{ hs: { code: '930190' }, quantity: '1', unit: 'NAR' }] })).toEqual({
      verdict: 'invalid',
      told: ['/lines/0 goods fail line-not-found', '/lines/0 quantity unknown line-not-found'],
    })
  })

  it('under another code than their line show both', async () => {
    const { checks } = await verify({ credential: certificate.credential }, world.evidenceOf(certificate), aMoment, {
      shipment: { lines: [{ lineNo: 1, hs: { code: '845811' } }] },
    })
    expect(checks.find(({ code }) => code === 'hs-differs')).toEqual({
      name: 'goods',
      outcome: 'fail',
      code: 'hs-differs',
      required: true,
      basis: 'computed',
      pointer: '/lines/0',
      facts: { line: 1, stated: '845710', presented: '845811' },
    })
  })

  it('in another edition of the nomenclature could not be compared', async () => {
    expect((await compared({ lines: [{ lineNo: 1, hs: { code: '845710', edition: 'HS2017' } }] })).told[0]).toBe(
      '/lines/0 goods unknown hs-edition-differs',
    )
  })

  it('with serial numbers must be those of the statement', async () => {
    expect((await compared({ lines: [{ lineNo: 1, serialNumbers: ['HX5-24117'] }] })).told[0]).toBe(
      '/lines/0 goods pass goods-fit',
    )
    expect((await compared({ lines: [{ lineNo: 1, serialNumbers: ['HX5-24117', 'HX5-99999'] }] })).told[0]).toBe(
      '/lines/0 goods fail serial-not-listed',
    )
    expect((await compared({ lines: [{ lineNo: 2, serialNumbers: ['X'] }] })).told).toContain(
      '/lines/0/serialNumbers goods skipped not-stated',
    )
  })

  it('that could be several lines are not guessed', async () => {
    expect((await compared({ lines: [{ quantity: '1', unit: 'NAR' }] })).told).toEqual([
      '/lines/0 goods unknown line-ambiguous',
      '/lines/0 quantity unknown line-not-found',
    ])
  })
})

describe('quantity', () => {
  it.each([
    ['2', 'NAR', 'quantity-fits'],
    ['2.000001', 'NAR', 'quantity-exceeded'],
    ['2', 'C62', 'quantity-fits'],
    ['3', 'NAR', 'quantity-exceeded'],
    ['2', 'KGM', 'unit-differs'],
  ])('%s %s of two articles: %s', async (quantity, unit, code) => {
    const { told } = await compared({ lines: [{ lineNo: 1, quantity, unit }] })
    expect(told[1]).toBe(
      `/lines/0${code === 'unit-differs' ? '/unit' : ''} quantity ${code === 'quantity-fits' ? 'pass' : 'fail'} ${code}`,
    )
  })

  it.each([
    ['1281.7625', 'KGM', 'quantity-fits'],
    ['1281.762501', 'KGM', 'quantity-exceeded'],
    ['1281762.5', 'GRM', 'quantity-fits'],
    ['1281762.500001', 'GRM', 'quantity-exceeded'],
    ['1.281762', 'TNE', 'quantity-fits'],
    ['1.281763', 'TNE', 'quantity-exceeded'],
  ])('%s %s of 1250.5 kg with 2.5 %% tolerance: %s, exactly', async (quantity, unit, code) => {
    expect((await compared({ lines: [{ lineNo: 2, quantity, unit }] })).told[1]).toContain(code)
  })

  it('is summed over all lines of the shipment that belong to one line of the statement', async () => {
    const half = { lineNo: 2, quantity: '700', unit: 'KGM' }
    expect((await compared({ lines: [half] })).verdict).toBe('valid')
    const { checks, verdict } = await verify(
      { credential: certificate.credential },
      world.evidenceOf(certificate),
      aMoment,
      { shipment: { lines: [half, { ...half, quantity: '700000', unit: 'GRM' }] } },
    )
    expect(verdict).toBe('invalid')
    expect(checks.find(({ code }) => code === 'quantity-exceeded')?.facts).toEqual({
      line: 2,
      stated: '1250.5 KGM',
      presented: '1400 KGM (700 KGM + 700000 GRM)',
      tolerancePct: '2.5',
    })
  })
})

describe('parties', () => {
  it.each([
    ['END_USER', 'MEKONG PRECISION, JSC.', 'VN', 'pass parties-fit'],
    ['END_USER', 'Công ty Cổ phần Cơ khí Chính xác Mê Kông', undefined, 'pass parties-fit'],
    ['END_USER', 'Mekong Precision JSC', 'RU', 'fail party-differs'],
    ['FINAL_CONSIGNEE', 'Mekong Precision JSC', 'VN', 'fail party-differs'],
    ['IMPORTER', 'Mekong Precision JSC', 'VN', 'pass parties-fit'],
    ['BROKER', 'Quick Deals FZE', 'AE', 'fail party-not-named'],
    ['FREIGHT_FORWARDER', 'Nord Spedition GmbH', 'DE', 'skipped party-role-open'],
  ] as const)('%s %s (%s): %s', async (role, name, country, expected) => {
    const { told } = await compared({ parties: [{ role, name, ...(country === undefined ? {} : { country }) }] })
    expect(told).toEqual([`/parties/0 parties ${expected}`])
  })
})

describe('journey', () => {
  it('must end where the statement says', async () => {
    expect(await compared({ destination: 'VN' })).toEqual({
      verdict: 'valid',
      told: ['destination pass destination-fits'],
    })
    expect(await compared({ destination: 'KG' })).toEqual({
      verdict: 'invalid',
      told: ['destination fail destination-differs'],
    })
  })

  it('may pass only the countries that the statement permits', async () => {
    expect(await compared({ transitCountries: ['SG'] })).toEqual({
      verdict: 'valid',
      told: ['/transitCountries route pass route-fits'],
    })
    expect(await compared({ transitCountries: ['SG', 'AE'] })).toEqual({
      verdict: 'invalid',
      told: ['/transitCountries route fail transit-not-permitted'],
    })
  })

  it('may not be one of several where the statement allows one shipment', async () => {
    expect(await compared({ partialShipment: true })).toEqual({
      verdict: 'invalid',
      told: ['/partialShipment route fail partial-shipment-not-allowed'],
    })
  })

  it('belongs to the contract of the statement', async () => {
    expect((await compared({ contractNumber: 'mpj 4711-26' })).told).toEqual(['contract pass contract-fits'])
    expect((await compared({ contractNumber: 'MPJ471126' })).told).toEqual(['contract pass contract-fits'])
    expect((await compared({ contractNumber: 'MPJ-471/126' })).told).toEqual(['contract fail contract-differs'])
    expect((await compared({ contractNumber: 'OTHER-1' })).told).toEqual(['contract fail contract-differs'])
  })

  it('names a transport document that nobody has recorded yet, and says so', async () => {
    expect((await compared({ transportDocument: { carrier: 'Maersk', number: 'MAEU123456789' } })).told).toEqual([
      'transport-document skipped transport-document-not-recorded',
    ])
  })
})

describe('a QR code', () => {
  it('is compared by what it holds', async () => {
    expect(
      await compared(
        { lines: [{ lineNo: 2, hs: { code: '340399' }, quantity: '1281.7625', unit: 'KGM' }], destination: 'VN' },
        'qr',
      ),
    ).toEqual({
      verdict: 'valid',
      told: [
        '/lines/0 goods pass goods-fit',
        '/lines/0 quantity pass quantity-fits',
        'destination pass destination-fits',
      ],
    })
    expect(
      (await compared({ parties: [{ role: 'END_USER', name: 'Somebody Else', country: 'VN' }] }, 'qr')).verdict,
    ).toBe('invalid')
  })

  it('leaves open what only the full certificate says', async () => {
    expect(await compared({ parties: [{ role: 'BROKER', name: 'Quick Deals FZE' }] }, 'qr')).toEqual({
      verdict: 'undetermined',
      told: ['/parties/0 parties unknown not-in-qr'],
    })
    expect((await compared({ transitCountries: ['SG'] }, 'qr')).verdict).toBe('undetermined')
    expect((await compared({ contractNumber: 'MPJ-4711/26' }, 'qr')).verdict).toBe('undetermined')
    expect((await compared({ lines: [{ lineNo: 1, serialNumbers: ['HX5-24117'] }] }, 'qr')).verdict).toBe(
      'undetermined',
    )
  })
})
