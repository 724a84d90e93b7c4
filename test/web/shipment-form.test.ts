import { describe, expect, test } from 'vitest'
import { shipment } from '#schemas/shipment.ts'
import {
  emptyFields,
  emptyLine,
  readForm,
  type LineFields,
  type ShipmentFields,
} from '#web/verifier/compare/shipment-form.ts'

const form = (fields: Partial<ShipmentFields>) => readForm({ ...emptyFields, ...fields })
const line = (fields: Partial<LineFields>) => form({ lines: [{ ...emptyLine, ...fields }] })

describe('the facts of a shipment, from a form', () => {
  test('are those that were filled in, and nothing else', () => {
    const read = form({
      lines: [
        {
          lineNo: '2',
          hs: '8457.10 00',
          edition: 'HS2022',
          classification: ' 2B001.b.2 ',
          quantity: '040.50',
          unit: 'KGM',
          serials: 'A-1\n\n A-2 ; A-3',
        },
        emptyLine,
      ],
      names: { FINAL_CONSIGNEE: 'Saigon Bonded', EXPORTER: ' ' },
      countries: { FINAL_CONSIGNEE: 'VN', EXPORTER: 'DE' },
      destination: 'VN',
      transit: 'sg, nl',
      partial: true,
      contract: 'HW-VN-5512',
      carrier: 'HLCU',
      transport: 'BL 77/1',
    })
    const expected = {
      lines: [
        {
          lineNo: 2,
          hs: { code: '84571000', edition: 'HS2022' },
          classification: '2B001.b.2',
          quantity: '40.5',
          unit: 'KGM',
          serialNumbers: ['A-1', 'A-2', 'A-3'],
        },
      ],
      parties: [{ role: 'FINAL_CONSIGNEE', name: 'Saigon Bonded', country: 'VN' }],
      destination: 'VN',
      transitCountries: ['SG', 'NL'],
      partialShipment: true,
      contractNumber: 'HW-VN-5512',
      transportDocument: { carrier: 'HLCU', number: 'BL 77/1' },
    }
    expect(read).toEqual({ shipment: expected })
    expect(shipment.parse(expected)).toEqual(expected)
  })

  test('are asked for when nothing was filled in', () => {
    expect(form({})).toEqual({ faults: { form: 'compare.empty' } })
  })

  test.each(['1,5', '1 000', '-1', '0', '1e3', '٣', '1.0000001', 'many'])(
    'refuse the quantity "%s" instead of guessing',
    (quantity) => {
      expect(line({ quantity, unit: 'NAR' })).toEqual({ faults: { 'line-0-quantity': 'compare.fault.quantity' } })
    },
  )

  test.each([
    ['a quantity without its unit', { quantity: '5' }, { 'line-0-unit': 'compare.fault.unit' }],
    ['a commodity code of odd length', { hs: '84571' }, { 'line-0-hs': 'compare.fault.hs' }],
    ['hidden characters', { classification: '2B\u202e001' }, { 'line-0-class': 'compare.fault.text' }],
  ])('refuse %s', (_, fields, faults) => {
    expect(line(fields)).toEqual({ faults })
  })

  test('want carrier and number of a transport document together, and countries as codes', () => {
    expect(form({ carrier: 'HLCU' })).toEqual({ faults: { transport: 'compare.fault.transport' } })
    expect(form({ transit: 'Holland' })).toEqual({ faults: { transit: 'compare.fault.country' } })
  })
})
