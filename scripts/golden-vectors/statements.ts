import type { Statement } from '#schemas/statement/statement.ts'

type Party = Statement['parties'][number]

const exporter: Party = {
  roles: ['EXPORTER'],
  kind: 'COMMERCIAL',
  legalName: 'Ankertal Präzisionsmaschinen GmbH',
  address: { lines: ['Ankerstraße 8'], city: 'Göppingen', region: 'DE-BW', country: 'DE' },
}

const endUser: Party = {
  roles: ['END_USER'],
  kind: 'COMMERCIAL',
  legalName: 'Mekong Precision JSC',
  nativeName: { text: 'Công ty Cổ phần Cơ khí Chính xác Mê Kông', script: 'Latn' },
  identifiers: [{ scheme: 'LEI', value: '999900MEKONGPREC0151' }],
  address: { lines: ['Lot 7, Road D3'], city: 'Ho Chi Minh City', region: 'VN-SG', country: 'VN' },
}

const consignee: Party = {
  roles: ['FINAL_CONSIGNEE'],
  kind: 'COMMERCIAL',
  legalName: 'Saigon Bonded Logistics Co., Ltd.',
  address: { lines: ['12 Cat Lai Road'], city: 'Ho Chi Minh City', region: 'VN-SG', country: 'VN' },
}

/** Machines counted in pieces and fluid by weight, from Germany for a plant in Viet Nam. */
const base: Statement = {
  schemaVersion: '1',
  documentKind: 'EUS',
  scope: 'MULTIPLE',
  signedOn: '2026-10-30',
  validFrom: '2026-11-01',
  validUntil: '2027-10-31',
  language: 'en',
  parties: [exporter, endUser, consignee],
  lines: [
    {
      lineNo: 1,
      descriptionShort: 'Five-axis machining centre',
      hs: { code: '845710', edition: 'HS2022' },
      classifications: [{ regime: 'EU-ANNEX-I', code: '2B001b2', edition: '2025' }],
      quantity: '2',
      unit: 'NAR',
      serialNumbers: ['APM-2601', 'APM-2602'],
    },
    {
      lineNo: 2,
      descriptionShort: 'Cutting fluid for machining centres',
      hs: { code: '340399', edition: 'HS2022' },
      quantity: '1250.5',
      unit: 'KGM',
      tolerancePct: '2.5',
    },
  ],
  endUse: {
    text: 'Machining of gearbox housings for agricultural tractors in our own plant.',
    dispositions: ['CAPITAL'],
    civilMilitary: 'CIVIL',
    placesOfUse: { unknown: true, reason: 'The hall is being built.' },
    countryOfUse: 'VN',
  },
  transaction: { contractNumber: 'APM-VN-5512', permittedTransitCountries: ['SG'], partialShipmentsAllowed: false },
  assurances: [
    { code: 'A-USE-DECLARED', accepted: true },
    { code: 'A-NO-NUC', accepted: true },
    { code: 'A-NO-REEXPORT', accepted: true, params: { consentBy: 'BAFA' } },
  ],
  declarations: { changeNotice: true, dataSharingConsent: true, factsTrue: true },
  signatures: [
    {
      role: 'END_USER',
      person: { name: 'Nguyen Van Hai', title: 'General Director' },
      authority: 'LEGAL_REP',
      kind: 'PLATFORM_KEY',
      signedOn: '2026-10-30',
      place: 'Ho Chi Minh City',
    },
  ],
}

/** A copy of the statement; `change` edits it in place. */
export function goldenStatement(change?: (statement: Statement) => void): Statement {
  const statement = structuredClone(base)
  change?.(statement)
  return statement
}

/** The end user and the consignee under other names. */
export function withNames(endUserName: string, consigneeName: string): Statement {
  return goldenStatement(({ parties }) => {
    parties[1]!.legalName = endUserName
    parties[2]!.legalName = consigneeName
  })
}

/** More lines than a readable QR code has room for. */
export function withManyLines(count: number): Statement {
  return goldenStatement((statement) => {
    statement.lines = Array.from({ length: count }, (_, at) => ({
      lineNo: at + 1,
      descriptionShort: `Spindle bearing of size ${at + 1}`,
      hs: { code: '848210', edition: 'HS2022' },
      quantity: String((at + 1) * 10),
      unit: 'NAR',
    }))
  })
}
