import { beforeAll, describe, expect, it } from 'vitest'
import { certificateView } from '#schemas/operations/records.ts'
import type { Member } from '#schemas/principal.ts'
import type { OrganisationRole } from '#schemas/organisation.ts'
import type { Certificate } from '#schemas/certificate.ts'
import { certificateViewOf, isNamedIn, statementPart, viewFor, type View } from '#domain/access/certificate-view.ts'
import { anOrganisation } from '#test/builders/an-organisation.ts'
import { aFullStatement } from '#test/builders/a-full-statement.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { aMoment, aWorld } from '#test/builders/a-world.ts'

let certificate: Certificate
beforeAll(async () => {
  certificate = await (await aWorld()).issue()
})

const aMember = (roles: OrganisationRole[], organisation = 'somebody'): Member => ({
  kind: 'machine',
  organisation,
  roles,
  kid: 'A'.repeat(43),
})

describe('the view of a certificate', () => {
  it.each(['carrier', 'bank', 'customs', 'holder'] as const)('of %s has the agreed form', (view) => {
    const shown = certificateViewOf(certificate, view, aMoment)
    expect(certificateView.safeParse(shown).error).toBeUndefined()
    const whole = view === 'customs' || view === 'holder'
    expect({ credential: shown.credential, request: shown.request }).toEqual(
      whole ? { credential: certificate.credential, request: certificate.request } : {},
    )
    if (whole) expect(shown.statement).toEqual(aStatement())
  })

  it('of a carrier is this, of a statement that says everything', () => {
    expect(statementPart(aFullStatement(), 'carrier')).toMatchSnapshot()
  })

  it('of a bank is this, of a statement that says everything', () => {
    expect(statementPart(aFullStatement(), 'bank')).toMatchSnapshot()
  })

  it('withholds a member that the table does not name, wherever it stands', () => {
    const future = {
      ...aStatement(),
      secret: 'MARKER',
      parties: aStatement().parties.map((party) => ({
        ...party,
        secret: 'MARKER',
        address: { ...party.address, secret: 'MARKER' },
      })),
      constructor: 'MARKER',
      toString: 'MARKER',
    }
    for (const view of ['carrier', 'bank'] as const)
      expect(JSON.stringify(statementPart(future, view))).not.toContain('MARKER')
  })

  it('names no natural person but the parties themselves to a carrier or bank', () => {
    const everything = aFullStatement()
    const people = [
      ...everything.parties.flatMap(({ contact }) =>
        contact === undefined ? [] : [contact.name, contact.phone!, contact.email!],
      ),
      ...everything.signatures.map(({ person }) => person.name),
      ...everything.certifications!.map(({ officialName }) => officialName!),
      ...everything.declarations.preparedWithHelpOf!,
    ]
    expect(people.length).toBeGreaterThan(5)
    for (const view of ['carrier', 'bank'] as const) {
      const shown = JSON.stringify(statementPart(everything, view))
      expect(people.filter((each) => shown.includes(each))).toEqual([])
    }
  })

  it.each<[OrganisationRole[], string, boolean, View | undefined]>([
    [['customs'], 'somebody', false, 'customs'],
    [['authority'], 'somebody', false, 'customs'],
    [['importer'], 'mekong-precision', false, 'holder'],
    [['importer'], 'somebody', true, undefined],
    [['carrier'], 'somebody', false, undefined],
    [['carrier'], 'somebody', true, 'carrier'],
    [['bank'], 'somebody', true, 'bank'],
    [['bank'], 'mekong-precision', false, undefined],
    [['operator'], 'somebody', true, undefined],
    [['operator'], 'mekong-precision', true, undefined],
    [[], 'mekong-precision', true, undefined],
    [['carrier', 'bank'], 'somebody', true, 'bank'],
    [['carrier', 'customs'], 'somebody', false, 'customs'],
    [['importer', 'carrier'], 'somebody', true, 'carrier'],
    [['importer', 'bank'], 'mekong-precision', true, 'holder'],
  ])('of %j, organisation %s, presenting it: %s, is %s', (roles, organisation, presented, view) => {
    expect(viewFor(aMember(roles, organisation), anOrganisation(), certificate, presented)).toBe(view)
  })

  it('is that of a party for who is named by one of its numbers', () => {
    const named = anOrganisation({ identifiers: [{ scheme: 'LEI', value: '999900HALDENCNC00145' }] })
    expect(viewFor(aMember(['bank']), named, certificate, false)).toBe('bank')
    expect(viewFor(aMember(['importer']), named, certificate, false)).toBeUndefined()
    expect(viewFor(aMember(['carrier']), undefined, certificate, false)).toBeUndefined()
  })
})

describe('a party of a statement', () => {
  const statement = aStatement((draft) => {
    draft.parties[0]!.identifiers = [
      { scheme: 'EORI', value: 'DE123' },
      { scheme: 'NATIONAL', value: '77', country: 'DE', register: 'HRB' },
    ]
    draft.parties[1]!.identifiers = [{ scheme: 'VAT', value: 'DE999' }]
  })

  it.each<[string, Parameters<typeof isNamedIn>[1]['identifiers'], boolean]>([
    ['the number', [{ scheme: 'EORI', value: 'DE123' }], true],
    [
      'another of its numbers',
      [
        { scheme: 'EORI', value: 'DE1' },
        { scheme: 'VAT', value: 'DE999' },
      ],
      true,
    ],
    ['a part of the number', [{ scheme: 'EORI', value: 'DE12' }], false],
    ['the number in another scheme', [{ scheme: 'VAT', value: 'DE123' }], false],
    [
      'the national number of that register',
      [{ scheme: 'NATIONAL', value: '77', country: 'DE', register: 'HRB' }],
      true,
    ],
    [
      'the national number of another country',
      [{ scheme: 'NATIONAL', value: '77', country: 'AT', register: 'HRB' }],
      false,
    ],
    ['the national number of another register', [{ scheme: 'NATIONAL', value: '77', country: 'DE' }], false],
    ['no numbers', [], false],
    ['nothing known', undefined, false],
  ])('by %s', (_, identifiers, named) => {
    expect(isNamedIn(statement, anOrganisation(identifiers && { identifiers }))).toBe(named)
  })

  it('is never found by its name', () => {
    expect(isNamedIn(statement, anOrganisation({ name: statement.parties[0]!.legalName }))).toBe(false)
  })
})
