import { describe, expect, it } from 'vitest'
import { operations } from '#schemas/operations.ts'
import { dateOf } from '#schemas/dates.ts'
import { publishedProfiles } from '#schemas/profile/published-profiles.ts'
import { elements } from '#schemas/profile/profile-book.ts'
import { checkStatement } from '#use-cases/check-statement.ts'
import { listProfiles } from '#use-cases/list-profiles.ts'
import { aMoment } from '#test/builders/a-world.ts'
import { aStatement } from '#test/builders/a-statement.ts'

const clock = { now: () => aMoment, wait: async () => {} }
const today = dateOf(aMoment)

describe('check-statement', () => {
  const check = checkStatement({ clock })

  it('judges a statement as of today, by the profiles asked for and those it claims', async () => {
    const statement = aStatement((s) => void (s.profiles = ['eu-12g']))
    const report = operations['check-statement'].output.parse(
      await check({ body: { statement: { ...statement }, profiles: ['de-bafa-c1', 'eu-12g'] } }),
    )
    expect([report.asOf, report.statement, report.profiles.map(({ id }) => id)]).toEqual([
      today,
      'satisfied',
      ['de-bafa-c1', 'eu-12g'],
    ])
    expect(report.findings.find(({ rule }) => rule === 'signature-kind')).toEqual({
      pointer: '/signatures/0/kind',
      rule: 'signature-kind',
      kind: 'conflict',
      severity: 'required',
      detail: 'A signature of the kind PLATFORM_KEY is not taken here. Taken are: WET_INK, AES, QES.',
      wantedBy: [
        {
          profile: 'de-bafa-c1',
          source: 'BAFA notices of 31 October 2024 on end-use certificates, in force 10 December 2024',
          confidence: 'seen',
          note: 'By hand, or an advanced electronic signature (eIDAS art. 26); a pasted picture of a signature is refused.',
        },
      ],
    })
  })

  it('minds what it is told of the deal', async () => {
    const elsewhere = await check({ body: { statement: {}, deal: { destination: 'TR' } } })
    expect(elsewhere.outcome).toBe('missing')
    const statement = { endUse: { countryOfUse: 'VN' } }
    const { findings } = await check({ body: { statement, deal: { destination: 'TR' } } })
    expect(findings.map(({ rule }) => rule)).toContain('destination-elsewhere')
  })

  it('refuses the name of a profile that nobody knows, and says which there are', async () => {
    await expect(check({ body: { statement: {}, profiles: ['us-bis-711', 'us-711'] } })).rejects.toMatchObject({
      code: 'profile-unknown',
      message: expect.stringMatching(/^Use names of these: ch-seco, cn-end-user, /),
      faults: [{ pointer: '/profiles/1', rule: 'profile-unknown' }],
    })
  })

  it('takes a draft of any content, and nothing that is no object', () => {
    const { body } = operations['check-statement'].input
    for (const statement of [{}, { parties: 3 }, { endUse: [] }])
      expect(body.safeParse({ statement }).success).toBe(true)
    for (const wrong of [
      {},
      { statement: [] },
      { statement: null },
      { statement: {}, profiles: ['X'] },
      { statement: {}, x: 1 },
    ])
      expect(body.safeParse(wrong).success).toBe(false)
  })
})

describe('list-profiles', () => {
  it('tells what is in force today, and how a form asks for it', async () => {
    const listed = operations['list-profiles'].output.parse(await listProfiles({ clock })())
    expect(listed).toEqual({
      asOf: today,
      profiles: publishedProfiles.all,
      elements: Object.fromEntries(elements),
    })
    const asked = listed.profiles.flatMap((one) => one.elements.map(({ element }) => element))
    expect(asked.filter((name) => listed.elements[name] === undefined)).toEqual([])
  })
})
