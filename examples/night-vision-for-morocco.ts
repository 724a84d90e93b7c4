import type { Statement } from '#schemas/statement/statement.ts'
import { daysAfter, freshDates } from './days.ts'

const base = {
  lines: ['Route de l’Ourika, km 31', 'Base de secours'],
  city: 'Tahanaout',
  region: 'MA-HAO',
  postCode: '42300',
  country: 'MA',
}

const exporter: Statement['parties'][number] = {
  roles: ['EXPORTER'],
  kind: 'COMMERCIAL',
  legalName: 'Lodestar Thermal Systems, Inc.',
  identifiers: [
    { scheme: 'LEI', value: '999900LODESTARTH0156' },
    { scheme: 'DUNS', value: '990004170' },
  ],
  address: { lines: ['2200 Prairie Trail Drive'], city: 'Longmont', region: 'US-CO', postCode: '80501', country: 'US' },
  contact: {
    name: 'Dana Whitcomb',
    title: 'Empowered official',
    phone: '+13035550142',
    email: 'trade@lodestar.example',
  },
}

const endUser: Statement['parties'][number] = {
  roles: ['END_USER'],
  kind: 'GOVERNMENT',
  legalName: 'Agence de Secours en Montagne du Toubkal',
  nativeName: { text: 'وكالة الإنقاذ الجبلي بتوبقال', script: 'Arab' },
  identifiers: [{ scheme: 'LEI', value: '999900TOUBKALRES0158' }],
  address: base,
  contact: {
    name: 'Salma Aït Lahcen',
    title: 'Cheffe logistique',
    phone: '+212524000031',
    email: 'logistique@asmt.example',
  },
  businessNature: 'Search and rescue of people lost or hurt in the High Atlas',
  isic: '8423',
}

const importer: Statement['parties'][number] = {
  roles: ['IMPORTER', 'FINAL_CONSIGNEE'],
  kind: 'COMMERCIAL',
  legalName: 'Atlas Rescue Supply SARL',
  nativeName: { text: 'أطلس لمعدات الإنقاذ ش.م.م', script: 'Arab' },
  identifiers: [{ scheme: 'NATIONAL', value: '009999990000031', register: 'ICE', country: 'MA' }],
  address: { lines: ['17 boulevard du Port'], city: 'Casablanca', region: 'MA-CAS', postCode: '20250', country: 'MA' },
}

const goods = (): Statement['lines'] => [
  {
    lineNo: 1,
    descriptionShort: 'Thermal imaging camera, hand-held, uncooled, 640 x 480, 30 Hz',
    manufacturer: 'Lodestar Thermal Systems, Inc.',
    model: 'LT-640R',
    hs: { code: '852589', edition: 'HS2022' },
    classifications: [{ regime: 'US-CCL', code: '6A003.b.4.b', edition: '2026' }],
    quantity: '12',
    unit: 'NAR',
    value: { amount: '94800.00', currency: 'USD' },
    originCountry: 'US',
    serialsToFollow: true,
  },
  {
    lineNo: 2,
    descriptionShort: 'Night vision monocular, second-generation image intensifier',
    manufacturer: 'Lodestar Thermal Systems, Inc.',
    model: 'LN-2M',
    hs: { code: '900580', edition: 'HS2022' },
    classifications: [{ regime: 'US-CCL', code: '6A002.c', edition: '2026' }],
    quantity: '4',
    unit: 'NAR',
    value: { amount: '15960.00', currency: 'USD' },
    originCountry: 'US',
    serialNumbers: ['LN2M-70031', 'LN2M-70032', 'LN2M-70033', 'LN2M-70034'],
  },
  {
    lineNo: 3,
    descriptionShort: 'Lithium-ion battery pack for LT-640R',
    manufacturer: 'Lodestar Thermal Systems, Inc.',
    partNumber: 'LT-BP-48',
    hs: { code: '850760', edition: 'HS2022' },
    classifications: [
      { regime: 'US-CCL', code: 'EAR99' },
      { regime: 'UN-DANGEROUS-GOODS', code: '3480' },
    ],
    quantity: '36',
    unit: 'NAR',
    value: { amount: '4320.00', currency: 'USD' },
    originCountry: 'KR',
  },
]

const endUse: Statement['endUse'] = {
  text: 'Recherche nocturne de personnes égarées ou blessées par les équipes de secours du massif du Toubkal; le matériel est gardé à la base de Tahanaout et inventorié après chaque sortie.',
  dispositions: ['OWN_USE'],
  civilMilitary: 'CIVIL',
  sector: '8423',
  placesOfUse: [{ name: 'Base de secours de Tahanaout', address: base }],
  countryOfUse: 'MA',
  endUseCategory: 'Secours civil',
}

const transactionAsOf = (today: string): NonNullable<Statement['transaction']> => ({
  orderNumber: 'BC-2026-0231',
  orderDate: daysAfter(today, -21),
  incoterm: { code: 'CIP', place: 'Casablanca' },
  paymentCountries: ['MA'],
  partialShipmentsAllowed: true,
  permittedTransitCountries: ['FR'],
  requestedRoute: ['USDEN', 'FRCDG', 'MACMN'],
})

const assurances: Statement['assurances'] = [
  { code: 'A-USE-DECLARED', accepted: true },
  { code: 'A-USER-ONLY', accepted: true },
  { code: 'A-LOCATION', params: { place: 'Base de secours de Tahanaout' }, accepted: true },
  { code: 'A-CIVIL-ONLY', accepted: true },
  { code: 'A-NO-MIL-INTEL', accepted: true },
  { code: 'A-NO-SURVEIL', accepted: true },
  { code: 'A-NO-REEXPORT', params: { consentBy: 'BIS' }, accepted: true },
  { code: 'A-NO-TRANSFER-INCOUNTRY', accepted: true },
  { code: 'A-NOTIFY-LOSS', params: { days: 3 }, accepted: true },
  { code: 'A-DESTROY', params: { event: 'Fin de vie du matériel' }, accepted: true },
  { code: 'A-NOTIFY-CHANGE', accepted: true },
  { code: 'A-TRUE', accepted: true },
  { code: 'A-SIGN-AUTH', accepted: true },
]

/** Thermal cameras and night vision from the United States for mountain rescue in Morocco, certified by a ministry. */
export function nightVisionForMorocco(today: string): Statement {
  const dates = freshDates(today, 365)
  const person = { authority: 'LEGAL_REP', signedOn: dates.signedOn, country: 'MA' } as const
  return {
    schemaVersion: '1',
    reference: 'ASMT-2026-17',
    documentKind: 'EUC',
    scope: 'SINGLE',
    ...dates,
    language: 'fr',
    parties: [exporter, endUser, importer],
    lines: goods(),
    endUse,
    transaction: transactionAsOf(today),
    assurances,
    declarations: { factsTrue: true, changeNotice: true, dataSharingConsent: true },
    signatures: [
      {
        role: 'END_USER',
        person: { name: 'Idriss Benkirane', title: 'Directeur' },
        kind: 'AES',
        place: 'Tahanaout',
        ...person,
      },
      {
        role: 'FINAL_CONSIGNEE',
        person: { name: 'Leïla Mansouri', title: 'Gérante' },
        kind: 'AES',
        place: 'Casablanca',
        ...person,
      },
    ],
    certifications: [
      {
        kind: 'GOVERNMENT',
        authority: 'Direction du secours en montagne (invented)',
        country: 'MA',
        reference: 'DSM/2026/231',
        date: daysAfter(today, -1),
        officialName: 'Nadia El Fassi',
        officialTitle: 'Cheffe de division',
      },
    ],
  }
}
