import { both, dispositions, owners, place, type Change } from './statement-changes.ts'

/** What each rule refuses: in words, `pointer rule`, and the change that makes it so. */
export const refused: readonly (readonly [string, string, Change])[] = [
  ['no end user', '/parties end-user-missing', (s) => (s.parties[1]!.roles = ['PURCHASER'])],
  ['no exporter', '/parties exporter-missing', (s) => (s.parties[0]!.roles = ['BROKER'])],
  ['two end users', '/parties/2/roles one-end-user', (s) => s.parties[2]!.roles.push('END_USER')],
  ['a role twice', '/parties/0/roles/1 said-twice', (s) => s.parties[0]!.roles.push('EXPORTER')],
  [
    'a Cyrillic letter in a Latin name',
    '/parties/0/legalName legal-name-not-latin',
    (s) => (s.parties[0]!.legalName = 'H\u0430lden GmbH'),
  ],
  [
    'a name of nothing that can be read',
    '/parties/0/legalName legal-name-not-latin',
    (s) => (s.parties[0]!.legalName = '\u2800\u2800 …'),
  ],
  [
    'a name in Chinese',
    '/parties/0/legalName legal-name-not-latin',
    (s) => (s.parties[0]!.legalName = '宁波海越阀门有限公司'),
  ],
  [
    'a mathematical letter in a name',
    '/parties/0/legalName legal-name-not-latin',
    (s) => (s.parties[0]!.legalName = '𝐇alden'),
  ],
  [
    'full-width letters in a name',
    '/parties/0/legalName legal-name-not-latin',
    (s) => (s.parties[0]!.legalName = 'Ｈalden'),
  ],
  [
    'a native name in another script than said',
    '/parties/1/nativeName/script native-name-script',
    (s) => (s.parties[1]!.nativeName = { text: 'Mekong', script: 'Arab' }),
  ],
  ['shares over 100', '/parties/1/owners shares-over-100', owners('60', '40.0001')],
  [
    'a Greek VAT number with GR',
    '/parties/0/identifiers/0/value identifier-country',
    (s) => (s.parties[0]!.identifiers = [{ scheme: 'VAT', value: 'GR123456789' }]),
  ],
  [
    'a BIC of no country',
    '/parties/0/identifiers/0/value identifier-country',
    (s) => (s.parties[0]!.identifiers = [{ scheme: 'BIC', value: 'DEUTZZFF' }]),
  ],
  [
    'a firm founded tomorrow',
    '/parties/1/incorporationDate date-in-future',
    (s) => (s.parties[1]!.incorporationDate = '2026-11-02'),
  ],
  ['a line number twice', '/lines/1/lineNo line-number-twice', (s) => (s.lines[1]!.lineNo = 1)],
  [
    'half an article',
    '/lines/0/quantity piece-not-whole',
    (s) => Object.assign(s.lines[0]!, { quantity: '1.5', serialNumbers: ['A'] }),
  ],
  [
    'more serial numbers than articles',
    '/lines/0/serialNumbers more-serials-than-articles',
    (s) => s.lines[0]!.serialNumbers!.push('HX5-24119'),
  ],
  [
    'a tolerance beyond named articles',
    '/lines/0/tolerancePct tolerance-with-serials',
    (s) => (s.lines[0]!.tolerancePct = '5'),
  ],
  [
    'serial numbers given and to follow',
    '/lines/0/serialsToFollow serials-to-follow',
    (s) => (s.lines[0]!.serialsToFollow = true),
  ],
  [
    'a serial number twice in a line',
    '/lines/0/serialNumbers/1 serial-number-twice',
    (s) => (s.lines[0]!.serialNumbers = ['A', 'A']),
  ],
  [
    'a serial number in two lines of the same goods',
    '/lines/1/serialNumbers/0 serial-number-twice',
    (s) => (s.lines[1]!.serialNumbers = ['HX5-24117']),
  ],
  [
    'cents of a currency without',
    '/lines/0/value/amount money-decimals',
    (s) => (s.lines[0]!.value = { amount: '5.0', currency: 'JPY' }),
  ],
  [
    'mills of the euro',
    '/lines/0/value/amount money-decimals',
    (s) => (s.lines[0]!.value = { amount: '5.001', currency: 'EUR' }),
  ],
  [
    'capital equipment to re-export',
    '/endUse/dispositions/1 capital-stays',
    both(dispositions('CAPITAL', 'REEXPORT'), (s) => (s.endUse.distributionCountries = ['LA'])),
  ],
  [
    'capital equipment to build in',
    '/endUse/dispositions/0 capital-stays',
    both(dispositions('INCORPORATE', 'CAPITAL'), (s) => (s.endUse.incorporatedInto = 'Tractor')),
  ],
  ['re-export to nowhere', '/endUse/dispositions/0 reexport-target', dispositions('REEXPORT')],
  ['another disposition, not described', '/endUse/dispositions/0 disposition-other', dispositions('OTHER')],
  [
    'a described disposition that is not chosen',
    '/endUse/dispositionOther disposition-other',
    (s) => (s.endUse.dispositionOther = 'Training'),
  ],
  ['goods built into nothing', '/endUse/dispositions/0 incorporated-into', dispositions('INCORPORATE')],
  ['a disposition twice', '/endUse/dispositions/1 said-twice', dispositions('CAPITAL', 'CAPITAL')],
  [
    'a region of another country',
    '/parties/0/address/region region-elsewhere',
    (s) => (s.parties[0]!.address.region = 'AT-9'),
  ],
  [
    'a place of use in another region than country',
    '/endUse/placesOfUse/0/address/region region-elsewhere',
    place('VN', 'TH-10'),
  ],
  ['a place in Ukraine without region', '/endUse/placesOfUse/0/address/region region-needed', place('UA')],
  [
    'a place outside the country of use',
    '/endUse/placesOfUse/0/address/country place-outside-country-of-use',
    (s) => (s.endUse.countryOfUse = 'LA'),
  ],
  [
    'an end before the beginning',
    '/validUntil validity-order',
    (s) => Object.assign(s, { validFrom: '2027-11-01', validUntil: '2027-10-31' }),
  ],
  ['49 months', '/validUntil validity-too-long', (s) => (s.validUntil = '2030-11-02')],
  [
    'a statement that is over',
    '/validUntil validity-over',
    (s) => Object.assign(s, { validFrom: '2026-10-01', validUntil: '2026-10-31' }),
  ],
  [
    'a certification tomorrow',
    '/certifications/0/date date-in-future',
    (s) =>
      (s.certifications = [{ kind: 'NOTARY', authority: 'Notary', country: 'VN', reference: '1', date: '2026-11-02' }]),
  ],
  [
    'a licence issued tomorrow',
    '/authorisations/0/issued date-in-future',
    (s) => (s.authorisations = [{ type: 'IIC', number: '1', authority: 'A', country: 'VN', issued: '2026-11-02' }]),
  ],
  [
    'a licence that ends before it begins',
    '/authorisations/0/expires authorisation-order',
    (s) =>
      (s.authorisations = [
        { type: 'IIC', number: '1', authority: 'A', country: 'VN', issued: '2026-10-02', expires: '2026-10-01' },
      ]),
  ],
  [
    'a contract younger than the signature',
    '/transaction/contractDate contract-after-signature',
    (s) => (s.transaction!.contractDate = '2026-10-21'),
  ],
  [
    'an order younger than the signature',
    '/transaction/orderDate contract-after-signature',
    (s) => (s.transaction!.orderDate = '2026-10-21'),
  ],
  [
    'an assurance twice',
    '/assurances/5/code assurance-twice',
    (s) => s.assurances.push({ code: 'A-NO-NUC', accepted: false }),
  ],
  [
    'the consent of one authority twice',
    '/assurances/5/code assurance-twice',
    (s) => s.assurances.push({ code: 'A-NO-REEXPORT', params: { consentBy: 'BAFA' }, accepted: true }),
  ],
  [
    'a promise with the parameter of another',
    '/assurances/1/params/days assurance-parameters',
    (s) => (s.assurances[1]!.params = { days: 30 }),
  ],
  [
    'a promise of consent by nobody',
    '/assurances/3 assurance-parameters',
    (s) => (s.assurances[3]!.params = { exceptCountries: ['SG'] }),
  ],
  ['no promise', '/assurances nothing-promised', (s) => s.assurances.forEach((one) => (one.accepted = false))],
  [
    'an exception from no promise',
    '/assurances/1/exceptions exception-without-promise',
    (s) => Object.assign(s.assurances[1]!, { accepted: false, exceptions: 'Research' }),
  ],
  [
    'facts true and not true',
    '/assurances/5/accepted said-both-ways',
    (s) => s.assurances.push({ code: 'A-TRUE', accepted: false }),
  ],
  [
    'sharing allowed and not allowed',
    '/assurances/5/accepted said-both-ways',
    both(
      (s) => s.assurances.push({ code: 'A-SHARE', accepted: true }),
      (s) => (s.declarations.dataSharingConsent = false),
    ),
  ],
  [
    'only civil and military',
    '/assurances/5 promise-against-use',
    both(
      (s) => s.assurances.push({ code: 'A-CIVIL-ONLY', accepted: true }),
      (s) => (s.endUse.civilMilitary = 'DUAL'),
    ),
  ],
  [
    'only the end user and to sell on',
    '/assurances/5 promise-against-use',
    both((s) => s.assurances.push({ code: 'A-USER-ONLY', accepted: true }), dispositions('STOCK')),
  ],
  [
    'to build in only, but not to build in',
    '/assurances/5 promise-against-use',
    (s) => s.assurances.push({ code: 'A-INCORPORATE-ONLY', params: { product: 'Pump' }, accepted: true }),
  ],
  [
    'to sell in the country only and to re-export',
    '/assurances/5 promise-against-use',
    both(
      (s) => s.assurances.push({ code: 'A-RESALE-DOMESTIC-ONLY', accepted: true }),
      dispositions('REEXPORT'),
      (s) => (s.endUse.resaleTo = { unknown: true, reason: 'not yet sold' }),
    ),
  ],
  ['no signature of the end user', '/signatures end-user-signature', (s) => (s.signatures[0]!.role = 'EXPORTER')],
  [
    'another date than that of the signature',
    '/signedOn end-user-signature',
    (s) => (s.signatures[0]!.signedOn = '2026-10-19'),
  ],
  [
    'a purchaser who signs but is no party',
    '/signatures/1/role signer-not-a-party',
    both(
      (s) => (s.parties[1]!.roles = ['END_USER']),
      (s) => s.signatures.push({ ...s.signatures[0]!, role: 'PURCHASER' }),
    ),
  ],
  ['a character from the future', '/remarks text-not-plain', (s) => (s.remarks = 'a\u{1FFFD}b')],
]
