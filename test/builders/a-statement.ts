import type { Statement } from '#schemas/statement/statement.ts'

/** A day on which `aStatement()` may be issued: after its signature, before it ends. */
export const aDayOfIssue = '2026-11-01'

const exporter = (): Statement['parties'][number] => ({
  roles: ['EXPORTER'],
  kind: 'COMMERCIAL',
  legalName: 'Halden Werkzeugmaschinen GmbH',
  identifiers: [{ scheme: 'LEI', value: '999900HALDENCNC00145' }],
  address: { lines: ['Industriestrasse 14'], city: 'Esslingen', region: 'DE-BW', postCode: '73728', country: 'DE' },
})

const endUser = (): Statement['parties'][number] => ({
  roles: ['END_USER', 'PURCHASER'],
  kind: 'COMMERCIAL',
  legalName: 'Mekong Precision JSC',
  nativeName: { text: 'Công ty Cổ phần Cơ khí Chính xác Mê Kông', script: 'Latn' },
  identifiers: [{ scheme: 'LEI', value: '999900MEKONGPREC0151' }],
  address: { lines: ['Lot 7, Road D3'], city: 'Ho Chi Minh City', region: 'VN-SG', country: 'VN' },
  contact: { name: 'Tran Thi Mai', phone: '+842812345678', email: 'export-control@mekong-precision.example' },
})

const consignee = (): Statement['parties'][number] => ({
  roles: ['FINAL_CONSIGNEE'],
  kind: 'COMMERCIAL',
  legalName: 'Saigon Bonded Logistics Co., Ltd.',
  address: { lines: ['12 Cat Lai Road'], city: 'Ho Chi Minh City', region: 'VN-SG', country: 'VN' },
})

const lines = (): Statement['lines'] => [
  {
    lineNo: 1,
    descriptionShort: 'Five-axis machining centre',
    manufacturer: 'Halden Werkzeugmaschinen GmbH',
    model: 'HX-5 800',
    hs: { code: '845710', edition: 'HS2022' },
    classifications: [{ regime: 'EU-ANNEX-I', code: '2B001b2', edition: '2025' }],
    quantity: '2',
    unit: 'NAR',
    value: { amount: '910000.00', currency: 'EUR' },
    originCountry: 'DE',
    serialNumbers: ['HX5-24117', 'HX5-24118'],
  },
  {
    lineNo: 2,
    descriptionShort: 'Cutting fluid for machining centres',
    hs: { code: '340399', edition: 'HS2022' },
    classifications: [{ regime: 'NOT-LISTED', reason: 'Lubricant, in no control list' }],
    quantity: '1250.5',
    unit: 'KGM',
    value: { amount: '8753.50', currency: 'EUR' },
    originCountry: 'DE',
    tolerancePct: '2.5',
  },
]

const small = (): Statement => ({
  schemaVersion: '1',
  reference: 'MPJ-2026-0117',
  documentKind: 'EUS',
  scope: 'MULTIPLE',
  signedOn: '2026-10-20',
  validFrom: '2026-11-01',
  validUntil: '2027-10-31',
  language: 'en',
  parties: [exporter(), endUser(), consignee()],
  lines: lines(),
  endUse: {
    text: 'Machining of gearbox housings for agricultural tractors in our own plant.',
    dispositions: ['CAPITAL', 'PROCESS_CONSUME'],
    civilMilitary: 'CIVIL',
    placesOfUse: [
      {
        name: 'Plant 1',
        address: { lines: ['Lot 7, Road D3'], city: 'Ho Chi Minh City', region: 'VN-SG', country: 'VN' },
      },
    ],
    countryOfUse: 'VN',
  },
  transaction: { contractNumber: 'HW-VN-5512', contractDate: '2026-09-14', permittedTransitCountries: ['SG'] },
  assurances: [
    { code: 'A-USE-DECLARED', accepted: true },
    { code: 'A-NO-NUC', accepted: true },
    { code: 'A-NO-MISSILE', accepted: true },
    { code: 'A-NO-REEXPORT', params: { consentBy: 'BAFA' }, accepted: true },
    { code: 'A-SIGN-AUTH', accepted: true },
  ],
  declarations: { factsTrue: true, changeNotice: true, dataSharingConsent: true },
  signatures: [
    {
      role: 'END_USER',
      person: { name: 'Nguyen Van Hai', title: 'General Director' },
      authority: 'LEGAL_REP',
      kind: 'PLATFORM_KEY',
      signedOn: '2026-10-20',
      place: 'Ho Chi Minh City',
      country: 'VN',
    },
  ],
})

/**
 * A small statement that may be issued on `aDayOfIssue`; `change` edits the copy in place:
 * `aStatement((s) => { s.lines[0]!.quantity = '3' })`.
 */
export function aStatement(change?: (statement: Statement) => void): Statement {
  const statement = small()
  change?.(statement)
  return statement
}
