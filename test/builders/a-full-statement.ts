import { statementForm, type Statement } from '#schemas/statement/statement.ts'

const hex = (digit: string) => digit.repeat(64)

const place = {
  name: 'Plant 9',
  address: { lines: ['Lot 99'], city: 'Can Tho', region: 'VN-CT', postCode: '94000', country: 'VN' },
  position: { latitude: '10.03', longitude: '105.78' },
}

/** A statement in which every member of every object stands, each text another; not one that would be issued. */
export function aFullStatement(): Statement {
  return statementForm.parse({
    schemaVersion: '1',
    reference: 'REF-1',
    documentKind: 'EUS',
    profiles: ['de-bafa-c1'],
    scope: 'SINGLE',
    signedOn: '2026-10-20',
    validFrom: '2026-11-01',
    validUntil: '2027-10-31',
    language: 'en',
    supersedes: '00041061050R3GG28A1C60T3GF5E',
    parent: '00041061050R3GG28A1C60T3GF5E',
    parties: [exporter(), endUser()],
    lines: lines(),
    endUse: {
      text: 'Machining of gearbox housings for tractors.',
      dispositions: ['CAPITAL', 'OTHER'],
      dispositionOther: 'Other disposition',
      civilMilitary: 'DUAL',
      sector: '2811',
      project: 'Project Lotus',
      placesOfUse: [place],
      countryOfUse: 'VN',
      incorporatedInto: 'Gearbox G7',
      distributionCountries: ['LA'],
      resaleTo: [{ name: 'Buyer Co', country: 'KH' }],
      endUseCategory: 'Agricultural machinery',
    },
    transaction: {
      contractNumber: 'CONTRACT-1',
      contractDate: '2026-09-01',
      orderNumber: 'ORDER-1',
      orderDate: '2026-09-02',
      incoterm: { code: 'CIF', place: 'Cat Lai' },
      paymentCountries: ['SG'],
      payer: 'Payer Pte. Ltd.',
      lcNumber: 'LC-1',
      partialShipmentsAllowed: true,
      transhipmentAllowed: false,
      permittedTransitCountries: ['MY'],
      requestedRoute: ['DEHAM', 'VNSGN'],
    },
    authorisations: [
      {
        type: 'EXPORT_LICENCE',
        number: 'LICENCE-1',
        authority: 'BAFA',
        country: 'DE',
        issued: '2026-09-03',
        expires: '2027-09-03',
      },
    ],
    ...undertakings(),
    attachments: [{ kind: 'TECHNICAL_ANNEX', mediaType: 'application/pdf', sha256: hex('a'), bytes: 1234 }],
    remarks: 'A remark.',
  })
}

const exporter = () => ({
  roles: ['EXPORTER'],
  kind: 'COMMERCIAL',
  legalName: 'Halden Werkzeugmaschinen GmbH',
  nativeName: { text: 'Halden Werkzeugmaschinen', script: 'Latn' },
  tradingNames: ['Halden'],
  identifiers: [
    { scheme: 'LEI', value: '999900HALDENCNC00145' },
    { scheme: 'NATIONAL', value: '4711', register: 'HRB Esslingen', country: 'DE' },
  ],
  address: { lines: ['Industriestrasse 14'], city: 'Esslingen', region: 'DE-BW', postCode: '73728', country: 'DE' },
  poBoxOnly: false,
  website: 'https://halden.example',
  contact: { name: 'Clara Contact', title: 'Export officer', phone: '+49711234567', email: 'clara@halden.example' },
  businessNature: 'Makes machine tools',
  isic: '2822',
  incorporationDate: '1961-05-04',
  owners: [
    {
      name: 'Otto Owner',
      identifiers: [{ scheme: 'NATIONAL', value: '4712', register: 'Owners', country: 'DE' }],
      country: 'CH',
      sharePct: '51',
      controlType: 'SHARES',
    },
  ],
  relationshipToExporter: 'Is the exporter',
  relationshipYears: 7,
})

const endUser = () => ({
  roles: ['END_USER'],
  kind: 'COMMERCIAL',
  legalName: 'Mekong Precision JSC',
  address: { lines: ['Lot 7, Road D3'], city: 'Ho Chi Minh City', country: 'VN' },
})

const lines = () => [
  {
    lineNo: 1,
    descriptionShort: 'Five-axis machining centre',
    description: 'A machining centre in many words',
    manufacturer: 'Halden',
    model: 'HX-5 800',
    partNumber: 'PART-1',
    hs: { code: '8457109099', edition: 'HS2022' },
    classifications: [
      { regime: 'EU-ANNEX-I', code: '2B001b2', edition: '2025' },
      { regime: 'NOT-LISTED', reason: 'A reason' },
    ],
    quantity: '2',
    unit: 'NAR',
    netWeightKg: '12800',
    value: { amount: '910000.00', currency: 'EUR' },
    originCountry: 'DE',
    serialNumbers: ['SERIAL-1'],
    serialsToFollow: false,
    tolerancePct: '2.5',
    intangible: false,
  },
]

const undertakings = () => ({
  assurances: [
    {
      code: 'A-NO-REEXPORT',
      params: {
        place: 'A place',
        countries: ['BY'],
        exceptCountries: ['CH'],
        consentBy: 'An authority',
        legal: 'A law',
        lists: ['A list'],
        product: 'A product',
        event: 'An event',
        termination: 'A termination',
        penaltyPct: '25',
        days: 30,
        years: 5,
      },
      accepted: true,
      exceptions: 'An exception',
    },
  ],
  declarations: {
    factsTrue: true,
    changeNotice: true,
    preparedWithHelpOf: ['Hugo Helper'],
    dataSharingConsent: true,
  },
  signatures: [
    {
      role: 'END_USER',
      person: { name: 'Nguyen Van Hai', title: 'General Director' },
      authority: 'LEGAL_REP',
      authorityEvidence: hex('b'),
      kind: 'PLATFORM_KEY',
      signedOn: '2026-10-20',
      place: 'Bien Hoa',
      country: 'VN',
      stamp: hex('c'),
      letterhead: hex('d'),
    },
  ],
  certifications: [
    {
      kind: 'NOTARY',
      authority: 'Notary office',
      country: 'VN',
      reference: 'NOTARY-1',
      date: '2026-10-21',
      officialName: 'Olga Official',
      officialTitle: 'Notary',
    },
  ],
})
