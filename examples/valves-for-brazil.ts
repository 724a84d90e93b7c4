import type { Statement } from '#schemas/statement/statement.ts'
import { daysAfter, freshDates } from './days.ts'

const works = {
  lines: ['Rodovia Cônego Domênico Rangoni, km 266'],
  city: 'Cubatão',
  region: 'BR-SP',
  postCode: '11573-904',
  country: 'BR',
}

const exporter: Statement['parties'][number] = {
  roles: ['EXPORTER'],
  kind: 'COMMERCIAL',
  legalName: 'Minato Fluid Technology K.K.',
  nativeName: { text: '株式会社湊フルードテクノロジー', script: 'Jpan' },
  identifiers: [{ scheme: 'LEI', value: '999900MINATOFLUID175' }],
  address: {
    lines: ['3-14 Ogimachi', 'Kawasaki-ku'],
    city: 'Kawasaki',
    region: 'JP-14',
    postCode: '210-0867',
    country: 'JP',
  },
  contact: { name: 'Haruka Onodera', phone: '+81440000314', email: 'eus@minato-fluid.example' },
}

const manufacturer: Statement['parties'][number] = {
  roles: ['SUPPLIER_MANUFACTURER'],
  kind: 'COMMERCIAL',
  legalName: 'Ningbo Haiyue Valve Co., Ltd.',
  nativeName: { text: '宁波海越阀门有限公司', script: 'Hans' },
  identifiers: [{ scheme: 'USCC', value: '91330200MA2XX00009' }],
  address: {
    lines: ['66 Haiyue Road, Beilun District'],
    city: 'Ningbo',
    region: 'CN-ZJ',
    postCode: '315800',
    country: 'CN',
  },
}

const endUser: Statement['parties'][number] = {
  roles: ['END_USER', 'PURCHASER'],
  kind: 'COMMERCIAL',
  legalName: 'Petroquímica Vale do Cubatão S.A.',
  identifiers: [
    { scheme: 'LEI', value: '999900CUBATAOPQ00147' },
    { scheme: 'NATIONAL', value: '99.999.999/0001-91', register: 'CNPJ', country: 'BR' },
  ],
  address: works,
  contact: { name: 'Beatriz Nogueira', title: 'Compliance', phone: '+551330000266', email: 'compliance@pqvc.example' },
  businessNature: 'Production of acrylic acid and superabsorbent polymers',
  isic: '2011',
  relationshipYears: 12,
}

const importer: Statement['parties'][number] = {
  roles: ['IMPORTER', 'FINAL_CONSIGNEE'],
  kind: 'COMMERCIAL',
  legalName: 'Porto Santos Comércio Exterior Ltda.',
  identifiers: [{ scheme: 'NATIONAL', value: '88.888.888/0001-88', register: 'CNPJ', country: 'BR' }],
  address: { lines: ['Rua do Comércio 210'], city: 'Santos', region: 'BR-SP', postCode: '11010-141', country: 'BR' },
}

type Goods = readonly [
  text: string,
  model: string,
  hs: string,
  quantity: string,
  unit: string,
  yen: string,
  from?: 'CN',
]

/** Wetted parts of fluoropolymer-lined steel or nickel alloy; listed because of what else they could carry. */
const goods: readonly Goods[] = [
  ['Magnetic-drive centrifugal pump, fluoropolymer lined, 40 m3/h', 'MFP-40', '841370', '6', 'NAR', '11400000'],
  ['Magnetic-drive centrifugal pump, fluoropolymer lined, 80 m3/h', 'MFP-80', '841370', '4', 'NAR', '10200000'],
  ['Double-seal process pump, nickel alloy C-276', 'MNP-25', '841370', '2', 'NAR', '9800000'],
  ['Diaphragm metering pump with leak detection', 'MDP-3', '841350', '8', 'NAR', '7360000'],
  ['Bellows-sealed globe valve DN 25, nickel alloy', 'BGV-25', '848180', '60', 'NAR', '9300000', 'CN'],
  ['Bellows-sealed globe valve DN 50, nickel alloy', 'BGV-50', '848180', '40', 'NAR', '9600000', 'CN'],
  ['Lined ball valve DN 50, fluoropolymer', 'LBV-50', '848180', '120', 'NAR', '8400000', 'CN'],
  ['Lined ball valve DN 80, fluoropolymer', 'LBV-80', '848180', '80', 'NAR', '8800000', 'CN'],
  ['Casing liner for centrifugal pump MFP-40', 'MFP-40-L', '841391', '12', 'NAR', '2040000'],
  ['Impeller for centrifugal pump MFP-80', 'MFP-80-I', '841391', '8', 'NAR', '2560000'],
  ['Bellows set for globe valves BGV', 'BGV-B', '848190', '200', 'SET', '3000000', 'CN'],
  ['Fluoropolymer gasket sheet 3 mm', 'GS-3', '392099', '37.5', 'MTK', '412500'],
]

const valvesAndPumps = (): Statement['lines'] =>
  goods.map(([text, model, hs, quantity, unit, yen, from], index) => ({
    lineNo: (index + 1) * 10,
    descriptionShort: text,
    manufacturer: from === 'CN' ? 'Ningbo Haiyue Valve Co., Ltd.' : 'Minato Fluid Technology K.K.',
    model,
    hs: { code: hs, edition: 'HS2022' as const },
    classifications: [
      hs === '392099'
        ? { regime: 'NOT-LISTED' as const, reason: 'Gasket material in sheets, in no control list' }
        : { regime: 'JP-METI' as const, code: '3(2)', edition: '2026' },
    ],
    quantity,
    unit,
    value: { amount: yen, currency: 'JPY' },
    originCountry: from ?? 'JP',
    ...(unit === 'MTK' ? { tolerancePct: '5' } : {}),
  }))

const endUse: Statement['endUse'] = {
  text: 'Pumping and shutting off acrylic acid and caustic soda in the new acrylic acid unit 3 of our plant in Cubatão, and spare parts for the first two years of operation.',
  dispositions: ['OWN_USE'],
  civilMilitary: 'CIVIL',
  sector: '2011',
  project: 'Acrylic acid unit 3',
  placesOfUse: [{ name: 'Unit 3', address: works }],
  countryOfUse: 'BR',
  endUseCategory: 'Chemical process plant',
}

const transactionAsOf = (today: string): NonNullable<Statement['transaction']> => ({
  contractNumber: 'PQVC/MFT/0314',
  contractDate: daysAfter(today, -75),
  incoterm: { code: 'FCA', place: 'Yokohama' },
  paymentCountries: ['BR'],
  partialShipmentsAllowed: true,
  transhipmentAllowed: true,
  permittedTransitCountries: ['SG', 'ZA', 'PA'],
  requestedRoute: ['JPYOK', 'SGSIN', 'BRSSZ'],
})

const assurances: Statement['assurances'] = [
  { code: 'A-USE-DECLARED', accepted: true },
  { code: 'A-NO-CHEM', accepted: true },
  { code: 'A-NO-BIO', accepted: true },
  { code: 'A-NO-NUC', accepted: true },
  { code: 'A-NO-MISSILE', accepted: true },
  { code: 'A-CWC-PURPOSE', accepted: true },
  { code: 'A-NO-REEXPORT', params: { consentBy: 'METI' }, accepted: true },
  { code: 'A-NO-TRANSFER-INCOUNTRY', accepted: true },
  { code: 'A-COMPONENT-NO-RESALE', accepted: true },
  { code: 'A-AUDIT-RECORDS', params: { years: 7 }, accepted: true },
  { code: 'A-SIGN-AUTH', accepted: true },
]

/** Twelve lines of pumps, valves and spares from Japan for a chemical plant in Brazil, in several shipments. */
export function valvesForBrazil(today: string): Statement {
  const dates = freshDates(today, 730)
  return {
    schemaVersion: '1',
    reference: 'PQVC-2026-EU-114',
    documentKind: 'JP_F2',
    scope: 'MULTIPLE',
    ...dates,
    language: 'en',
    parties: [exporter, manufacturer, endUser, importer],
    lines: valvesAndPumps(),
    endUse,
    transaction: transactionAsOf(today),
    authorisations: [
      {
        type: 'IMPORT_LICENCE',
        number: '26/0314159-2',
        authority: 'DECEX',
        country: 'BR',
        issued: daysAfter(today, -30),
        expires: daysAfter(today, 335),
      },
    ],
    assurances,
    declarations: {
      factsTrue: true,
      changeNotice: true,
      preparedWithHelpOf: ['Porto Santos Comércio Exterior Ltda.'],
      dataSharingConsent: true,
    },
    signatures: [
      {
        role: 'END_USER',
        person: { name: 'Rafael Antunes de Moraes', title: 'Diretor Industrial' },
        authority: 'LEGAL_REP',
        kind: 'QES',
        signedOn: dates.signedOn,
        place: 'Cubatão',
        country: 'BR',
      },
    ],
  }
}
