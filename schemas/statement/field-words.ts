/** Names that do not read well when their capitals are simply set apart. */
const words: Readonly<Record<string, string>> = {
  signedOn: 'date of signature',
  validFrom: 'first day of validity',
  validUntil: 'last day of validity',
  schemaVersion: 'version of this form (schemaVersion)',
  documentKind: 'kind of document',
  lineNo: 'line number',
  descriptionShort: 'short description',
  hs: 'HS code',
  isic: 'ISIC code',
  netWeightKg: 'net weight in kilograms',
  tolerancePct: 'tolerance in percent',
  sharePct: 'share in percent',
  penaltyPct: 'penalty in percent',
  lcNumber: 'number of the letter of credit',
  postCode: 'postal code',
  legalName: 'legal name',
  endUse: 'end use',
  civilMilitary: 'choice between civil and military use',
  placesOfUse: 'places of use',
  factsTrue: 'declaration that the facts are true',
  changeNotice: 'answer whether changes will be reported (changeNotice)',
  dataSharingConsent: 'answer whether the data may be shared (dataSharingConsent)',
  accepted: 'answer whether this is promised (accepted)',
  sha256: 'SHA-256 digest',
  bytes: 'size in bytes',
}

const single: Readonly<Record<string, string>> = {
  parties: 'party',
  lines: 'goods line',
  identifiers: 'identifier',
  owners: 'owner',
  classifications: 'classification',
  serialNumbers: 'serial number',
  dispositions: 'disposition',
  placesOfUse: 'place of use',
  distributionCountries: 'country',
  resaleTo: 'buyer',
  assurances: 'assurance',
  authorisations: 'authorisation',
  signatures: 'signature',
  certifications: 'certification',
  attachments: 'attachment',
  tradingNames: 'trading name',
}

/** A member's name as a person says it: `countryOfUse` is "country of use". */
export const fieldWords = (name: string): string =>
  words[name] ?? name.replaceAll(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`)

/** Where something stands, in words: "party 2, address"; empty for the statement itself. */
export function placeWords(path: readonly PropertyKey[]): string {
  const parts: string[] = []
  for (const [index, step] of path.entries()) {
    if (typeof step === 'number') {
      const list = String(path[index - 1] ?? '')
      // Address lines share their name with goods lines.
      const item = list === 'lines' && index > 1 ? 'line' : (single[list] ?? fieldWords(list))
      parts[Math.max(0, parts.length - 1)] = `${item} ${step + 1}`
    } else parts.push(fieldWords(String(step)))
  }
  return parts.join(', ')
}
