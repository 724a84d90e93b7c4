import { describe, expect, it } from 'vitest'
import { currentStatement } from '#schemas/statement/current-codes.ts'
import { explain } from '#schemas/statement/explain.ts'
import { jsonPointer, quoted, toFaults } from '#schemas/statement/located-fault.ts'
import { nearestName } from '#schemas/statement/nearest-name.ts'
import { aStatement } from '#test/builders/a-statement.ts'

/** The statement of the builder with one member set, or removed by `undefined`; the path is a JSON pointer. */
function withMember(pointer: string, value: unknown): unknown {
  const raw: unknown = structuredClone(aStatement())
  const steps = pointer.split('/').slice(1)
  const last = steps.pop()!
  const parent = steps.reduce<Record<string, unknown>>(
    (object, step) => object[step] as Record<string, unknown>,
    raw as Record<string, unknown>,
  )
  if (value === undefined) delete parent[last]
  else parent[last] = value
  return raw
}

const faults = (raw: unknown) => toFaults(explain(currentStatement, raw), 200)

const cases: readonly (readonly [string, unknown, string, string, string])[] = [
  [
    '/endUse/countryOfUse',
    undefined,
    '/endUse/countryOfUse',
    'missing',
    'This is needed: country of use (end use). Write the country as its two-letter ISO 3166-1 code in capitals, for example "DE".',
  ],
  ['/lines', undefined, '/lines', 'missing', 'This is needed: lines. Name at least one goods line.'],
  [
    '/scope',
    undefined,
    '/scope',
    'missing',
    'This is needed: scope. Write one of "SINGLE", "MULTIPLE", "BULK", "STOCK".',
  ],
  [
    '/endUse/placesOfUse',
    undefined,
    '/endUse/placesOfUse',
    'missing',
    'This is needed: places of use (end use). If it is not known, write {"unknown": true, "reason": "…"}.',
  ],
  [
    '/endUse/placesOfUse',
    { unknown: true },
    '/endUse/placesOfUse/reason',
    'missing',
    'This is needed: reason (end use, places of use).',
  ],
  [
    '/parties/1/address/contry',
    'VN',
    '/parties/1/address/contry',
    'unknown-member',
    'The member "contry" is not part of a statement here; did you mean "country"?',
  ],
  [
    '/parties/0/a~b~1c',
    1,
    '/parties/0/a~0b~01c',
    'unknown-member',
    'The member "a~b~1c" is not part of a statement here; remove it or check its spelling.',
  ],
  ['/lines/0/quantity', 12, '/lines/0/quantity', 'number-as-text', 'Write 12 as text: "12".'],
  ['/lines/0/lineNo', '1', '/lines/0/lineNo', 'wrong-type', 'Write a number without quotation marks here.'],
  ['/lines/0/lineNo', 1.5, '/lines/0/lineNo', 'wrong-type', 'Write a whole number without quotation marks here.'],
  ['/lines/0/lineNo', 0, '/lines/0/lineNo', 'out-of-range', 'Write a number of at least 1.'],
  ['/lines/0', 'pump', '/lines/0', 'wrong-type', 'Write an object in braces here.'],
  ['/lines', {}, '/lines', 'wrong-type', 'Write a list in square brackets here.'],
  [
    '/declarations/changeNotice',
    'yes',
    '/declarations/changeNotice',
    'wrong-type',
    'Write true or false, without quotation marks here.',
  ],
  [
    '/validFrom',
    null,
    '/validFrom',
    'wrong-type',
    'An empty value (null) says nothing; fill this in, or leave the member out.',
  ],
  ['/validFrom', '1.11.2026', '/validFrom', 'wrong-form', 'Write the date as YYYY-MM-DD.'],
  ['/validFrom', '2027-02-29', '/validFrom', 'wrong-form', 'Write the date as YYYY-MM-DD.'],
  ['/schemaVersion', '2', '/schemaVersion', 'wrong-value', 'This registry reads schemaVersion "1".'],
  [
    '/declarations/factsTrue',
    false,
    '/declarations/factsTrue',
    'wrong-value',
    'The signer must declare that the facts are true.',
  ],
  [
    '/endUse/civilMilitary',
    'civil',
    '/endUse/civilMilitary',
    'not-in-list',
    '"civil" is not known here; write one of "CIVIL", "MILITARY", "DUAL", "UNKNOWN". Did you mean "CIVIL"?',
  ],
  [
    '/assurances/0/code',
    'NO-NUC',
    '/assurances/0/code',
    'not-in-list',
    '"NO-NUC" is not known here; write one of 48 codes such as "A-USE-DECLARED", "A-USER-ONLY", "A-LOCATION", "A-NO-NUC", "A-NO-CHEM". Did you mean "A-NO-NUC"?',
  ],
  [
    '/parties/0/identifiers/0/scheme',
    'LEY',
    '/parties/0/identifiers/0/scheme',
    'not-in-list',
    '"LEY" is not known here; write one of "LEI", "EORI", "VAT", "DUNS", "USCC", "INN", "OGRN", "PAN", "BIC", "NATIONAL". Did you mean "LEI"?',
  ],
  [
    '/parties/0/identifiers/0',
    { scheme: 'DUNS' },
    '/parties/0/identifiers/0/value',
    'missing',
    'This is needed: value (party 1, identifier 1). A D-U-N-S number has nine digits.',
  ],
  [
    '/lines/1/classifications/0',
    { regime: 'NOT-LISTED' },
    '/lines/1/classifications/0/reason',
    'missing',
    'This is needed: reason (goods line 2, classification 1).',
  ],
  ['/parties/0/address/lines/0', 7, '/parties/0/address/lines/0', 'number-as-text', 'Write 7 as text: "7".'],
  [
    '/parties/1/website',
    'https://x.example/\u202E',
    '/parties/1/website',
    'wrong-form',
    'Write the website with https:// in front and without spaces; letters other than a to z as a browser encodes them.',
  ],
  [
    '/assurances/3/params/__proto',
    'x',
    '/assurances/3/params/__proto',
    'unknown-member',
    'The member "__proto" is not part of a statement here; remove it or check its spelling.',
  ],
  [
    '/remarks',
    'two\nlines',
    '/remarks',
    'text-not-plain',
    'The text contains the invisible or control character U+000A; remove it (write one paragraph, without line breaks).',
  ],
  [
    '/assurances',
    [],
    '/assurances',
    'too-few',
    'An end-use statement promises something: give at least one assurance.',
  ],
]

describe('a fault of the shape', () => {
  it.each(cases)('%s = %j', (member, value, pointer, rule, detail) => {
    expect(faults(withMember(member, value))).toEqual([{ pointer, rule, detail }])
  })

  it('is not found in a good statement', () => {
    expect(faults(aStatement())).toEqual([])
  })

  it('is found wherever __proto__ is a member, also where it would be swallowed', () => {
    for (const place of ['', '/endUse', '/assurances/0', '/assurances/3/params', '/parties/1/contact']) {
      const text = JSON.stringify(withMember(`${place}/MARK`, { a: 1 })).replace('"MARK"', '"__proto__"')
      expect(faults(JSON.parse(text))).toEqual([
        expect.objectContaining({ pointer: `${place}/__proto__`, rule: 'unknown-member' }),
      ])
    }
  })

  it('echoes at most 60 characters, and nothing invisible', () => {
    const name = 'x'.repeat(100_000)
    const [fault] = faults(withMember(`/endUse/${name}`, 1))
    expect(fault).toMatchObject({ pointer: '/endUse', rule: 'unknown-member' })
    expect(fault!.detail.length).toBeLessThan(140)
    expect(faults(withMember('/scope', 'ONE\u202E\u0000'))[0]!.detail).toContain('"ONE��" is not known here')
    expect(quoted('y'.repeat(58))).toBe(`"${'y'.repeat(57)}…"`)
  })
})

describe('places', () => {
  it('are RFC 6901 pointers', () => {
    expect(jsonPointer([])).toBe('')
    expect(jsonPointer(['a/b', 'm~n', 0, ''])).toBe('/a~1b/m~0n/0/')
  })

  it('go in order, line 2 before line 10, each fault once, and the rest is counted', () => {
    const at = (index: number) => ({ path: ['lines', index], rule: 'r', detail: 'd' })
    expect(
      toFaults([at(10), at(2), at(2), { path: [], rule: 'r', detail: 'd' }], 10).map((fault) => fault.pointer),
    ).toEqual(['', '/lines/2', '/lines/10'])
    expect(toFaults([at(1), at(2), at(3)], 1)).toEqual([
      { pointer: '/lines/1', rule: 'r', detail: 'd' },
      {
        pointer: '',
        rule: 'more-faults',
        detail: 'There are 2 more faults; correct these first and send the statement again.',
      },
    ])
  })
})

describe('the nearest name', () => {
  it.each([
    ['contry', 'country'],
    ['CountryOfUse', 'countryOfUse'],
    ['country_of_use', 'countryOfUse'],
    ['xyz', undefined],
    ['', undefined],
    ['—', undefined],
  ])('of "%s" is %s', (written, name) => {
    expect(nearestName(written, ['country', 'countryOfUse', 'region'])).toBe(name)
  })
})
