import { canonicalJson } from '#domain/canonical-json.ts'
import type { Deciding } from './golden-case.ts'
import type { GoldenWorld } from './golden-world.ts'

const typ = 'euc+sd-jwt'
/** Name, the check that fails, the credential, and what it is about. */
export type RefusedCredential = readonly [name: string, because: Deciding, credential: string, comment: string]

/** Payloads that the registry's own key signed and no verifier may take. */
export const refusedPayloads = (world: GoldenWorld): RefusedCredential[] => [
  ...payloadCases(world),
  ...textAndTimeCases(world),
  ...profileCases(world),
]

function payloadCases({ keys, issue, jwsOfText }: GoldenWorld): RefusedCredential[] {
  const { payloadText, payload } = issue()
  const { kid } = keys.credential
  const header = canonicalJson({ alg: 'ES256', kid, typ })
  const raw = (text: string, head = header) => `${jwsOfText(head, text, keys.credential)}~`
  const edited = (from: string, to: string) => raw(payloadText.replace(from, to))
  const canonical = (name: string, credential: string, comment: string): RefusedCredential => [
    name,
    'form not-canonical',
    credential,
    comment,
  ]
  const quantity = (name: string, value: string, comment: string): RefusedCredential => [
    `quantity-${name}`,
    'form quantity-invalid',
    edited('"quantity":"2"', `"quantity":${value}`),
    comment,
  ]
  return [
    canonical(
      'header-order',
      raw(payloadText, `{"typ":"${typ}","alg":"ES256","kid":"${kid}"}`),
      'The header’s members in another order.',
    ),
    canonical(
      'header-duplicate-alg',
      raw(payloadText, `{"alg":"none","alg":"ES256","kid":"${kid}","typ":"${typ}"}`),
      'alg stands twice in the header.',
    ),
    canonical('header-space', raw(payloadText, header.replace('{', '{ ')), 'A space in the header.'),
    canonical(
      'duplicate-quantity',
      edited('"quantity":"2"', '"quantity":"2","quantity":"9"'),
      'A quantity stands twice: readers differ in which counts.',
    ),
    canonical(
      'duplicate-same',
      edited('"quantity":"2"', '"quantity":"2","quantity":"2"'),
      'A quantity stands twice, with one value.',
    ),
    canonical('payload-space', edited('{', '{ '), 'A space in the payload.'),
    canonical('payload-escape', edited('Mekong', '\\u004dekong'), 'A letter written as an escape.'),
    ['payload-byte-order-mark', 'form payload-invalid', raw(`\uFEFF${payloadText}`), 'A byte order mark.'],
    canonical(
      'payload-number-spelling',
      edited(`"iat":${payload.iat}`, `"iat":${payload.iat}.0`),
      'A time with a decimal point.',
    ),
    canonical('payload-deep', raw(`${'['.repeat(3000)}${']'.repeat(3000)}`), 'Three thousand lists in one another.'),
    ['payload-not-json', 'form payload-invalid', raw(payloadText.slice(0, -1)), 'The payload is cut off.'],
    quantity('number', '2', 'A quantity as a JSON number.'),
    quantity('exponent', '"1e3"', 'A quantity with an exponent.'),
    quantity('arabic-digits', '"٢"', 'A quantity in Arabic digits.'),
    quantity('full-width-digits', '"２"', 'A quantity in full-width digits.'),
    quantity('negative', '"-2"', 'A negative quantity.'),
    quantity('zero', '"0"', 'No quantity.'),
    quantity('trailing-zero', '"2.0"', 'One quantity would have two spellings.'),
    quantity('thousands', '"2,000"', 'A separator that readers understand differently.'),
  ]
}

function textAndTimeCases({ keys, issue, jws }: GoldenWorld): RefusedCredential[] {
  const { payload } = issue()
  const changed = (name: string, because: Deciding, comment: string, over: object): RefusedCredential => [
    name,
    because,
    `${jws(typ, { ...payload, ...over }, keys.credential)}~`,
    comment,
  ]
  const named = (name: string, legalName: string, comment: string): RefusedCredential => {
    const parties = payload.statement.parties.map((party, at) => (at === 1 ? { ...party, legalName } : party))
    return changed(name, 'form text-invalid', comment, { statement: { ...payload.statement, parties } })
  }
  const status = (uri: string, idx = 1) => ({ status: { status_list: { idx, uri } } })
  const { uri } = payload.status.status_list
  return [
    named('text-bidi', 'Mekong \u202Enoisicerp\u202C JSC', 'A name that the eye reads backwards.'),
    named('text-zero-width', 'Mekong\u200B Precision JSC', 'A zero-width space in a name.'),
    named('text-joiner', 'Mek\u200Dong Precision JSC', 'A joiner between Latin letters, where it only hides.'),
    named('text-tags', 'Mekong Precision JSC\u{E0041}', 'An invisible tag character.'),
    named('text-not-nfc', 'Me\u0302kong Precision JSC', 'A letter and its accent apart (not NFC).'),
    named('text-line-break', 'Mekong\nPrecision JSC', 'A line break in a name.'),
    named('text-trailing-space', 'Mekong Precision JSC ', 'A space at the end of a name.'),
    changed('time-end', 'form time-invalid', 'exp is a day later than the statement says.', {
      exp: payload.exp + 86_400,
    }),
    changed('time-start', 'form time-invalid', 'nbf is a day earlier than the statement says.', {
      nbf: payload.nbf - 86_400,
    }),
    changed('time-milliseconds', 'form schema-invalid', 'Times in milliseconds.', {
      exp: payload.exp * 1000,
      iat: payload.iat * 1000,
      nbf: payload.nbf * 1000,
    }),
    changed('time-text', 'form schema-invalid', 'A time as text.', { exp: String(payload.exp) }),
    changed(
      'status-elsewhere',
      'form status-ref-invalid',
      'The status is kept by a stranger.',
      status('https://evil.example/status-lists/28416'),
    ),
    changed(
      'status-prefix',
      'form status-ref-invalid',
      'The status is kept by an address that begins like the registry’s.',
      status('https://registry.example.evil.example/status-lists/28416'),
    ),
    changed('status-path', 'form status-ref-invalid', 'The number of the list is a path.', status(`${uri}/../1`)),
    changed('status-index', 'form schema-invalid', 'A position beyond the list.', status(uri, 1_048_576)),
    changed('type', 'form schema-invalid', 'Another type of credential.', { vct: 'urn:other:1' }),
    changed('member-more', 'form schema-invalid', 'A member that the format does not have.', { admin: true }),
    changed('disclosure-claim', 'form schema-invalid', 'Hidden claims, which version 1 does not have.', { _sd: [] }),
  ]
}

function profileCases({ keys, issue, jwsOfText }: GoldenWorld): RefusedCredential[] {
  const { payloadText } = issue({ profiles: [{ id: 'eu-12g', version: 1 }] })
  const header = canonicalJson({ alg: 'ES256', kid: keys.credential.kid, typ })
  const recorded = '[{"id":"eu-12g","version":1}]'
  const refused = (name: string, text: string, comment: string): RefusedCredential => [
    `profiles-${name}`,
    'form schema-invalid',
    `${jwsOfText(header, payloadText.replace(recorded, text), keys.credential)}~`,
    comment,
  ]
  return [
    refused('none', '[]', 'A list of profiles without one; where there is none, there is no list.'),
    refused('without-version', '[{"id":"eu-12g"}]', 'A profile without its edition.'),
    refused('version-zero', '[{"id":"eu-12g","version":0}]', 'Editions count from 1.'),
    refused('version-text', '[{"id":"eu-12g","version":"1"}]', 'An edition as text.'),
    refused('names-only', '["eu-12g"]', 'Names in place of profiles.'),
    refused('further-member', '[{"id":"eu-12g","title":"EU","version":1}]', 'A member that the format does not have.'),
    refused('capitals', '[{"id":"EU-12G","version":1}]', 'A name in capitals.'),
  ]
}
