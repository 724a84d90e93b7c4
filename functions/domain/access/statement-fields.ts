import type { Statement } from '#schemas/statement/statement.ts'
import type { UnknownFact } from '#schemas/text.ts'

/** Who of those that see a part of a statement see a member of it. `carrier as HS6`: the first six digits of a code. */
export type Reader = 'both' | 'carrier' | 'bank' | 'nobody' | 'carrier as HS6'

/** The objects in a value: those of an array are its own, and that a fact is unknown is as much a value as the fact. */
type Objects<T> = T extends UnknownFact
  ? never
  : T extends readonly (infer E)[]
    ? Objects<E>
    : T extends object
      ? T
      : never
type Names<T> = T extends unknown ? keyof T : never
type Member<T, K> = T extends unknown ? (K extends keyof T ? Exclude<T[K], undefined> : never) : never

/** A row for each member of each object, however deep; without one of them it does not compile. */
export type Fields<T> = [Objects<T>] extends [never]
  ? Reader
  : { readonly [K in Names<Objects<T>>]: Fields<Member<Objects<T>, K>> }

const address = {
  lines: 'both',
  city: 'both',
  region: 'both',
  postCode: 'both',
  country: 'both',
} as const

/**
 * What carriers and banks see of a statement (security.md 4.3, domain.md 5.4). Carrier: who sends and receives, what it is
 * in short, by which ways it may go; no value, and of the end use its category and country. Bank: who trades, which goods,
 * how much for how much, where; nothing technical. Neither sees a natural person who is not a party itself. Customs,
 * authorities and the holder see the whole.
 */
export const statementFields = {
  schemaVersion: 'both',
  reference: 'both',
  documentKind: 'both',
  profiles: 'nobody',
  scope: 'both',
  signedOn: 'both',
  validFrom: 'both',
  validUntil: 'both',
  language: 'both',
  supersedes: 'nobody',
  parent: 'nobody',
  parties: {
    roles: 'both',
    kind: 'both',
    legalName: 'both',
    nativeName: { text: 'both', script: 'both' },
    tradingNames: 'both',
    identifiers: { scheme: 'both', value: 'both', register: 'both', country: 'both' },
    address,
    poBoxOnly: 'both',
    website: 'nobody',
    contact: { name: 'nobody', title: 'nobody', phone: 'nobody', email: 'nobody' },
    businessNature: 'nobody',
    isic: 'nobody',
    incorporationDate: 'nobody',
    owners: {
      name: 'nobody',
      identifiers: { scheme: 'nobody', value: 'nobody', register: 'nobody', country: 'nobody' },
      country: 'nobody',
      sharePct: 'nobody',
      controlType: 'nobody',
    },
    relationshipToExporter: 'nobody',
    relationshipYears: 'nobody',
  },
  lines: {
    lineNo: 'both',
    descriptionShort: 'both',
    description: 'bank',
    manufacturer: 'nobody',
    model: 'nobody',
    partNumber: 'nobody',
    hs: { code: 'carrier as HS6', edition: 'carrier' },
    classifications: { regime: 'nobody', code: 'nobody', edition: 'nobody', reason: 'nobody' },
    quantity: 'bank',
    unit: 'bank',
    netWeightKg: 'nobody',
    value: { amount: 'bank', currency: 'bank' },
    originCountry: 'bank',
    serialNumbers: 'nobody',
    serialsToFollow: 'nobody',
    tolerancePct: 'bank',
    intangible: 'nobody',
  },
  endUse: {
    text: 'nobody',
    dispositions: 'nobody',
    dispositionOther: 'nobody',
    civilMilitary: 'nobody',
    sector: 'nobody',
    project: 'nobody',
    placesOfUse: {
      name: 'nobody',
      address: { lines: 'nobody', city: 'nobody', region: 'nobody', postCode: 'nobody', country: 'nobody' },
      position: { latitude: 'nobody', longitude: 'nobody' },
    },
    countryOfUse: 'both',
    incorporatedInto: 'nobody',
    distributionCountries: 'nobody',
    resaleTo: { name: 'nobody', country: 'nobody' },
    endUseCategory: 'carrier',
  },
  transaction: {
    contractNumber: 'nobody',
    contractDate: 'nobody',
    orderNumber: 'nobody',
    orderDate: 'nobody',
    // A price means nothing without its Incoterm.
    incoterm: { code: 'bank', place: 'bank' },
    paymentCountries: 'bank',
    payer: 'bank',
    lcNumber: 'bank',
    partialShipmentsAllowed: 'carrier',
    transhipmentAllowed: 'carrier',
    permittedTransitCountries: 'carrier',
    requestedRoute: 'carrier',
  },
  authorisations: {
    type: 'nobody',
    number: 'nobody',
    authority: 'nobody',
    country: 'nobody',
    issued: 'nobody',
    expires: 'nobody',
  },
  assurances: {
    code: 'nobody',
    params: {
      place: 'nobody',
      countries: 'nobody',
      exceptCountries: 'nobody',
      consentBy: 'nobody',
      legal: 'nobody',
      lists: 'nobody',
      product: 'nobody',
      event: 'nobody',
      termination: 'nobody',
      penaltyPct: 'nobody',
      days: 'nobody',
      years: 'nobody',
    },
    accepted: 'nobody',
    exceptions: 'nobody',
  },
  declarations: {
    factsTrue: 'nobody',
    changeNotice: 'nobody',
    preparedWithHelpOf: 'nobody',
    dataSharingConsent: 'nobody',
  },
  signatures: {
    role: 'nobody',
    person: { name: 'nobody', title: 'nobody' },
    authority: 'nobody',
    authorityEvidence: 'nobody',
    kind: 'nobody',
    signedOn: 'nobody',
    place: 'nobody',
    country: 'nobody',
    stamp: 'nobody',
    letterhead: 'nobody',
  },
  certifications: {
    kind: 'nobody',
    authority: 'nobody',
    country: 'nobody',
    reference: 'nobody',
    date: 'nobody',
    officialName: 'nobody',
    officialTitle: 'nobody',
  },
  attachments: { kind: 'nobody', mediaType: 'nobody', sha256: 'nobody', bytes: 'nobody' },
  remarks: 'nobody',
} as const satisfies Fields<Statement>
