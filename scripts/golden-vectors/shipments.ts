import type { Shipment } from '#schemas/shipment.ts'
import { byList, onlineCredential, onlineQr, type Deciding, type GoldenCase } from './golden-case.ts'
import type { GoldenWorld } from './golden-world.ts'
import { withManyLines } from './statements.ts'

/** Genuine certificates beside a shipment. */
export function shipmentCases({ issue, online, offline, list }: GoldenWorld): GoldenCase[] {
  const golden = issue()
  const long = issue({ statement: withManyLines(40) })
  const machines = { lineNo: 1, hs: { code: '845710' }, unit: 'NAR' }
  const credential = { presented: { credential: golden.credential }, evidence: online(golden) }
  const qr = { presented: { qr: golden.qr }, evidence: online(golden) }
  const goods: Deciding[] = ['goods goods-fit', 'quantity quantity-fits']
  const fits = (
    name: string,
    shipment: Shipment,
    because: Deciding[],
    comment: string,
    of = credential,
  ): GoldenCase => ({
    name: `accepted-${name}`,
    comment,
    ...of,
    shipment,
    verdict: 'valid',
    because: [...(of === credential ? onlineCredential : onlineQr), ...because],
  })
  const differs = (
    name: string,
    shipment: Shipment,
    because: Deciding,
    comment: string,
    of: typeof credential | typeof qr = credential,
  ): GoldenCase => ({
    name: `refused-${name}`,
    comment,
    ...of,
    shipment,
    verdict: 'invalid',
    because: [because],
  })
  const fluid = (quantity: string, unit = 'KGM') => ({ lines: [{ lineNo: 2, hs: { code: '340399' }, quantity, unit }] })
  const consignee = (name: string, country = 'VN') => ({
    parties: [{ role: 'FINAL_CONSIGNEE' as const, name, country }],
  })
  const offlineQr = { presented: { qr: golden.qr }, evidence: offline(list({ 1: 0 })) }
  return [
    fits(
      'credential-shipment',
      {
        lines: [{ ...machines, quantity: '2', serialNumbers: ['APM-2601', 'APM-2602'] }],
        destination: 'VN',
        transitCountries: ['SG'],
        contractNumber: 'APM-VN-5512',
        ...consignee('SAIGON BONDED LOGISTICS CO LTD'),
      },
      [...goods, 'parties parties-fit', 'destination destination-fits', 'route route-fits', 'contract contract-fits'],
      'Everything on the papers fits.',
    ),
    fits(
      'credential-shipment-within-tolerance',
      fluid('1281.7625'),
      goods,
      'As much as the tolerance of 2.5 % admits, to the last digit.',
    ),
    fits('credential-shipment-other-unit', fluid('1.2505', 'TNE'), goods, 'Tonnes, where the statement has kilograms.'),
    fits(
      'credential-shipment-split',
      {
        lines: [
          { ...machines, quantity: '1' },
          { ...machines, quantity: '1' },
        ],
      },
      ['goods goods-fit', ...goods],
      'Two lines of the papers for one of the statement, together what it says.',
    ),
    {
      name: 'accepted-qr-shipment-by-list',
      comment: 'A shipment beside a QR code, without a network.',
      ...offlineQr,
      shipment: { lines: [{ ...machines, quantity: '2' }], destination: 'VN' },
      verdict: 'valid',
      because: [...byList, ...goods, 'destination destination-fits'],
    },
    differs(
      'credential-quantity-exceeded',
      { lines: [{ ...machines, quantity: '3' }] },
      'quantity quantity-exceeded',
      'Three machines, where two are stated.',
    ),
    differs(
      'qr-quantity-exceeded',
      { lines: [{ ...machines, quantity: '3' }] },
      'quantity quantity-exceeded',
      'Three machines, where two are stated.',
      qr,
    ),
    differs(
      'credential-split-lines',
      {
        lines: [
          { ...machines, quantity: '2' },
          { ...machines, quantity: '1' },
        ],
      },
      'quantity quantity-exceeded',
      'Each line fits by itself; together they are too many.',
    ),
    differs(
      'credential-beyond-tolerance',
      fluid('1281.762501'),
      'quantity quantity-exceeded',
      'A milligram more than the tolerance admits.',
    ),
    differs(
      'credential-unit-differs',
      fluid('1000', 'LTR'),
      'quantity unit-differs',
      'Litres, where the statement has kilograms.',
    ),
    differs(
      'credential-wrong-consignee',
      consignee('Vladivostok Trading House'),
      'parties party-differs',
      'Another consignee.',
    ),
    differs(
      'credential-consignee-look-alike',
      consignee('Sаigon Bonded Logistics Co., Ltd.'),
      'parties party-differs',
      'A Cyrillic letter in the name of the consignee.',
    ),
    differs(
      'qr-wrong-consignee',
      consignee('Vladivostok Trading House'),
      'parties party-differs',
      'Another consignee.',
      qr,
    ),
    differs(
      'credential-consignee-in-other-country',
      consignee('Saigon Bonded Logistics Co., Ltd.', 'RU'),
      'parties party-differs',
      'The consignee’s name in another country.',
    ),
    differs('qr-wrong-destination', { destination: 'RU' }, 'destination destination-differs', 'Another country.', qr),
    differs(
      'credential-wrong-transit',
      { transitCountries: ['SG', 'RU'] },
      'route transit-not-permitted',
      'A country on the way that is not permitted.',
    ),
    differs(
      'credential-wrong-goods',
      { lines: [{ lineNo: 1, hs: { code: '840140' }, quantity: '1', unit: 'NAR' }] },
      'goods hs-differs',
      'Parts of nuclear reactors under the line of a machining centre.',
    ),
    differs(
      'credential-wrong-serial-number',
      { lines: [{ ...machines, quantity: '1', serialNumbers: ['APM-2603'] }] },
      'goods serial-not-listed',
      'A machine with another serial number.',
    ),
    differs(
      'credential-wrong-contract',
      { contractNumber: 'APM-RU-1' },
      'contract contract-differs',
      'Another contract.',
    ),
    differs(
      'credential-wrong-classification',
      { lines: [{ lineNo: 1, classification: '2B350' }] },
      'goods classification-differs',
      'Another number of the control list.',
    ),
    differs(
      'credential-party-not-named',
      { parties: [{ role: 'INTERMEDIATE_CONSIGNEE', name: 'Vladivostok Trading House' }] },
      'parties party-not-named',
      'A party between, of whom the statement does not speak.',
    ),
    differs(
      'credential-partial-shipment',
      { partialShipment: true },
      'route partial-shipment-not-allowed',
      'A part of the goods, where the statement wants them in one shipment.',
    ),
    {
      name: 'undetermined-credential-other-edition',
      comment: 'The same digits in another edition of the Harmonized System may be other goods.',
      ...credential,
      shipment: { lines: [{ lineNo: 1, hs: { code: '845710', edition: 'HS2017' } }] },
      verdict: 'undetermined',
      because: ['goods hs-edition-differs'],
    },
    {
      name: 'undetermined-credential-line-ambiguous',
      comment: 'The papers name neither a line nor a code: each line could be meant.',
      ...credential,
      shipment: { lines: [{ quantity: '1', unit: 'NAR' }] },
      verdict: 'undetermined',
      because: ['goods line-ambiguous', 'quantity line-not-found'],
    },
    {
      name: 'undetermined-qr-line-not-in-code',
      comment: 'The line is not among those that the QR code holds.',
      presented: { qr: long.qr },
      evidence: online(long),
      shipment: { lines: [{ lineNo: 40, hs: { code: '848210' }, quantity: '400', unit: 'NAR' }] },
      verdict: 'undetermined',
      because: ['goods not-in-qr', 'quantity line-not-found'],
    },
  ]
}
