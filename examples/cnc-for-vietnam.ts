import type { Statement } from '#schemas/statement/statement.ts'
import { daysAfter, freshDates } from './days.ts'

const plant = {
  lines: ['Lot CN-12, Nam Dinh Vu Industrial Park', 'Dong Hai 2 Ward'],
  city: 'Hai Phong',
  region: 'VN-HP',
  country: 'VN',
}

const exporter: Statement['parties'][number] = {
  roles: ['EXPORTER', 'SUPPLIER_MANUFACTURER'],
  kind: 'COMMERCIAL',
  legalName: 'Ankertal Präzisionsmaschinen GmbH',
  identifiers: [
    { scheme: 'LEI', value: '999900ANKERTALCNC121' },
    { scheme: 'EORI', value: 'DE999000417' },
  ],
  address: { lines: ['Ankerstraße 8'], city: 'Göppingen', region: 'DE-BW', postCode: '73033', country: 'DE' },
  website: 'https://ankertal.example',
  contact: {
    name: 'Miriam Vogt',
    title: 'Export control officer',
    phone: '+497161000417',
    email: 'export@ankertal.example',
  },
}

const endUser: Statement['parties'][number] = {
  roles: ['END_USER', 'IMPORTER', 'FINAL_CONSIGNEE'],
  kind: 'COMMERCIAL',
  legalName: 'Song Hong Precision Mechanics JSC',
  nativeName: { text: 'Công ty Cổ phần Cơ khí Chính xác Sông Hồng', script: 'Latn' },
  identifiers: [
    { scheme: 'LEI', value: '999900SONGHONGPM0117' },
    { scheme: 'NATIONAL', value: '0209999990', register: 'National Business Registration Portal', country: 'VN' },
  ],
  address: plant,
  website: 'https://songhong.example',
  contact: { name: 'Trần Thị Mai', title: 'Purchasing', phone: '+842253000417', email: 'mai.tran@songhong.example' },
  businessNature: 'Contract machining of gearbox and pump housings for agricultural machines',
  isic: '2592',
  incorporationDate: '2011-05-16',
  owners: [
    { name: 'Phạm Quốc Bảo', country: 'VN', sharePct: '62.5', controlType: 'SHARES' },
    { name: 'Hải Phong Development Fund', country: 'VN', sharePct: '37.5', controlType: 'SHARES' },
  ],
  relationshipToExporter: 'Customer since 2019, bought four three-axis machines',
  relationshipYears: 7,
}

const lines: Statement['lines'] = [
  {
    lineNo: 1,
    descriptionShort: 'Five-axis vertical machining centre with tilting rotary table and CNC',
    description:
      'Five simultaneously controlled axes, travel 800 x 650 x 500 mm, unidirectional positioning repeatability 1.4 micrometres on the X axis, with chip conveyor and coolant unit.',
    manufacturer: 'Ankertal Präzisionsmaschinen GmbH',
    model: 'AT-5X 800',
    hs: { code: '84571010', edition: 'HS2022' },
    classifications: [{ regime: 'EU-ANNEX-I', code: '2B001b2', edition: '2025' }],
    quantity: '1',
    unit: 'NAR',
    netWeightKg: '11800',
    value: { amount: '486500.00', currency: 'EUR' },
    originCountry: 'DE',
    serialNumbers: ['AT5X-26-0417'],
  },
]

const endUse: Statement['endUse'] = {
  text: 'Milling of cast-iron gearbox and pump housings for tractors and irrigation pumps in our own plant in Hai Phong; the machine replaces two three-axis machines bought in 2019.',
  dispositions: ['CAPITAL'],
  civilMilitary: 'CIVIL',
  sector: '2821',
  placesOfUse: [{ name: 'Workshop 2', address: plant, position: { latitude: '20.8301', longitude: '106.7854' } }],
  countryOfUse: 'VN',
  endUseCategory: 'Machining of civil castings',
}

const transactionAsOf = (today: string): NonNullable<Statement['transaction']> => ({
  contractNumber: 'ATP-VN-2291',
  contractDate: daysAfter(today, -40),
  incoterm: { code: 'CIF', place: 'Hai Phong' },
  paymentCountries: ['VN'],
  lcNumber: 'LC-HP-88120',
  partialShipmentsAllowed: false,
  transhipmentAllowed: true,
  permittedTransitCountries: ['SG'],
  requestedRoute: ['DEHAM', 'SGSIN', 'VNHPH'],
})

const assurances: Statement['assurances'] = [
  { code: 'A-USE-DECLARED', accepted: true },
  { code: 'A-USER-ONLY', accepted: true },
  { code: 'A-LOCATION', params: { place: 'Workshop 2, Nam Dinh Vu Industrial Park, Hai Phong' }, accepted: true },
  { code: 'A-NO-NUC', accepted: true },
  { code: 'A-NO-CHEM', accepted: true },
  { code: 'A-NO-BIO', accepted: true },
  { code: 'A-NO-MISSILE', accepted: true },
  { code: 'A-CIVIL-ONLY', accepted: true },
  { code: 'A-NO-REEXPORT-EXCEPT-GL', params: { consentBy: 'BAFA' }, accepted: true },
  { code: 'A-NO-RU', params: { legal: '833/2014 12g' }, accepted: true },
  { code: 'A-NO-RU-REMEDY', params: { termination: 'Termination of contract ATP-VN-2291' }, accepted: true },
  { code: 'A-DELIVERY-VERIFY', params: { days: 60 }, accepted: true },
  { code: 'A-ONSITE', accepted: true },
  { code: 'A-NOTIFY-CHANGE', accepted: true },
  { code: 'A-SIGN-AUTH', accepted: true },
]

/** One five-axis machining centre from Germany for a workshop in Vietnam. Every company in it is invented. */
export function cncForVietnam(today: string): Statement {
  const dates = freshDates(today, 365)
  return {
    schemaVersion: '1',
    reference: 'SHPM-EUS-0031',
    documentKind: 'EUS',
    profiles: ['de-bafa-c1', 'eu-12g'],
    scope: 'SINGLE',
    ...dates,
    language: 'en',
    parties: [exporter, endUser],
    lines,
    endUse,
    transaction: transactionAsOf(today),
    assurances,
    declarations: { factsTrue: true, changeNotice: true, dataSharingConsent: true },
    signatures: [
      {
        role: 'END_USER',
        person: { name: 'Phạm Quốc Bảo', title: 'General Director' },
        authority: 'LEGAL_REP',
        kind: 'AES',
        signedOn: dates.signedOn,
        place: 'Hai Phong',
        country: 'VN',
      },
    ],
  }
}
