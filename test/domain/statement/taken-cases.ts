import { both, dispositions, owners, place, type Change } from './statement-changes.ts'

/** What stands just on the right side of a rule. */
export const taken: readonly (readonly [string, Change])[] = [
  [
    'Latin letters with marks, digits and signs',
    (s) => (s.parties[0]!.legalName = 'Ångström & Søn Çelik A.Ş. (№ 2) 1ª'),
  ],
  ['an okina', (s) => (s.parties[0]!.legalName = 'Hawaiʻi Pumps')],
  ['shares of exactly 100', owners('33.3333', '33.3333', '33.3334')],
  [
    'an unknown share beside known ones',
    both(owners('60', '40'), (s) =>
      Array.isArray(s.parties[1]!.owners)
        ? s.parties[1]!.owners.push({
            name: 'Rest',
            country: 'VN',
            sharePct: { unknown: true, reason: 'bearer shares' },
          })
        : undefined,
    ),
  ],
  ['a Greek VAT number', (s) => (s.parties[0]!.identifiers = [{ scheme: 'VAT', value: 'EL123456789' }])],
  ['a script that no table knows', (s) => (s.parties[1]!.nativeName = { text: 'ⵎⵖⵔⵉⴱ', script: 'Tfng' })],
  [
    'the same serial number on goods that differ',
    (s) => Object.assign(s.lines[1]!, { manufacturer: 'Another', serialNumbers: ['HX5-24117'] }),
  ],
  [
    'a tolerance where some articles have no serial number yet',
    (s) => Object.assign(s.lines[0]!, { quantity: '3', tolerancePct: '5' }),
  ],
  ['mils of the dinar', (s) => (s.lines[0]!.value = { amount: '5.125', currency: 'KWD' })],
  ['Sevastopol by its region', place('UA', 'UA-40')],
  ['unknown places of use', (s) => (s.endUse.placesOfUse = { unknown: true, reason: 'resold from stock' })],
  ['Northern Ireland as a part of Great Britain', both(place('XI', 'GB-BFS'), (s) => (s.endUse.countryOfUse = 'GB'))],
  ['Hong Kong by its region of China', place('HK', 'CN-HK')],
  [
    'the consent of a second authority',
    (s) => s.assurances.push({ code: 'A-NO-REEXPORT', params: { consentBy: 'BIS' }, accepted: true }),
  ],
  [
    'an assurance that is refused, without its parameters',
    (s) => s.assurances.push({ code: 'A-LOCATION', accepted: false }),
  ],
  ['exactly 48 months', (s) => (s.validUntil = '2030-11-01')],
  ['the last day itself', (s) => Object.assign(s, { validFrom: '2026-10-01', validUntil: '2026-11-01' })],
  ['re-export to countries', both(dispositions('REEXPORT'), (s) => (s.endUse.distributionCountries = ['LA']))],
  [
    'the ministry that signs an official certificate',
    both(
      (s) => (s.documentKind = 'EUC'),
      (s) => (s.signatures[0]!.role = 'AUTHORITY'),
    ),
  ],
]
