import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { publishedProfiles } from '#schemas/profile/published-profiles.ts'
import { statementCheck, type StatementCheck } from '#schemas/statement-check.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { checkStatement, type StatementToCheck } from '#domain/statement/profile/check-statement.ts'
import { aDayOfIssue, aStatement } from '#test/builders/a-statement.ts'
import { exampleDay, regimeExamples } from '#test/profiles/regime-examples.ts'

const everyProfile = publishedProfiles.all.map(({ id }) => id)
const example = (name: string) => regimeExamples('examples/profiles').find((one) => one.name === name)!.statement

const check = (statement: unknown, rest: Omit<StatementToCheck, 'statement'> = {}, day = aDayOfIssue) =>
  checkStatement({ statement, ...rest }, day)
const rules = ({ findings }: StatementCheck) => findings.map(({ pointer, rule }) => `${pointer} ${rule}`)
const outcomes = ({ profiles }: StatementCheck) => profiles.map(({ id, outcome }) => `${id} ${outcome}`)

describe('a draft', () => {
  it('that is empty is asked for everything once, by name, and contradicts nothing', () => {
    const report = check({}, { profiles: ['us-bis-711', 'uk-eusu'] })
    expect([report.outcome, report.statement, ...outcomes(report)]).toEqual([
      'missing',
      'missing',
      'us-bis-711 missing',
      'uk-eusu missing',
    ])
    expect(report.findings.every(({ kind }) => kind === 'missing')).toBe(true)
    expect(new Set(rules(report)).size).toBeGreaterThan(20)
    const exporter = report.findings.filter(({ element }) => element === 'exporter')
    expect(exporter).toMatchObject([
      { pointer: '/parties', severity: 'required', wantedBy: [{ profile: 'us-bis-711' }, { profile: 'uk-eusu' }] },
    ])
    const useText = report.findings.filter(({ pointer }) => pointer === '/endUse/text')
    expect(useText.map(({ wantedBy }) => wantedBy.map(({ profile }) => profile))).toEqual([['us-bis-711', 'uk-eusu']])
    expect(useText[0]!.detail).toMatch(/^This is needed: end use\. What exactly will the goods be used for\?/)
  })

  it('does not hear of what depends on things it does not say yet', () => {
    const { profiles } = check({ scope: 'SINGLE' }, { profiles: ['us-bis-711'] })
    const states = Object.fromEntries(profiles[0]!.demands.map(({ element, state }) => [element, state]))
    expect([states['valid-until'], states['incorporated-into'], states['end-user']]).toEqual([
      'not-asked',
      'open',
      'missing',
    ])
  })

  it('of any kind gets an answer of the agreed form', () => {
    const json = fc.oneof(
      fc.jsonValue({ maxDepth: 4 }),
      fc.dictionary(fc.constantFrom(...Object.keys(aStatement())), fc.jsonValue()),
    )
    fc.assert(
      fc.property(json, (raw) => {
        const report = check(raw, { profiles: everyProfile })
        expect(statementCheck.parse(report)).toEqual(report)
        expect(report.outcome).not.toBe('satisfied')
      }),
      { numRuns: process.env['SLOW'] === '1' ? 5_000 : 100 },
    )
  })

  it('with one place torn out or overwritten gets one too, at any place', () => {
    const good = example('us-bis-711')
    const names = [...new Set(JSON.stringify(good).match(/"[A-Za-z0-9]+"(?=:)/g)!)]
    const junk: unknown[] = [null, 0, '', [], {}, 'x'.repeat(300), [[[]]], Array.from({ length: 300 }, () => ({}))]
    const text = JSON.stringify(good)
    for (const name of names)
      for (const value of junk) {
        const at = text.indexOf(`${name}:`) + name.length + 1
        const torn = `${text.slice(0, at)}${JSON.stringify(value)},"torn":${text.slice(at)}`
        const report = check(JSON.parse(torn), { profiles: ['us-bis-711', 'eu-12g', 'in-2s'] })
        expect(statementCheck.safeParse(report).success).toBe(true)
      }
  })

  it('made to be slow is judged all the same, and told in part', () => {
    const roles = ['END_USER', 'EXPORTER', 'FINAL_CONSIGNEE', 'PURCHASER', 'INTERMEDIATE_CONSIGNEE', 'BROKER']
    const many = (piece: object) => Array.from({ length: 200 }, () => piece)
    const hostile = {
      parties: many({ roles, x: 1, y: 2 }),
      lines: many({ quantity: 'x', unit: 'y' }),
      signatures: many({ role: 'END_USER' }),
      assurances: many({ code: 'A-NO-REEXPORT', accepted: true }),
    }
    const start = performance.now()
    const { findings, more } = check(hostile, { profiles: everyProfile })
    expect(performance.now() - start).toBeLessThan(5_000)
    expect([findings.length, more! > 1_000]).toEqual([200, true])
  })
})

describe('several profiles at once', () => {
  it('ask once for what all of them want, and say who they are', () => {
    const profiles = ['us-bis-711', 'kr-form-2', 'us-748-statement']
    const report = check(aStatement(), { profiles })
    const keys = report.findings.map(({ pointer, rule, detail }) => `${pointer} ${rule} ${detail}`)
    expect(new Set(keys).size).toBe(keys.length)
    const business = report.findings.find(({ element }) => element === 'consignee-business')!
    expect(business.wantedBy.map(({ profile }) => profile).toSorted()).toEqual(profiles.toSorted())
  })

  it('are served by one statement, if it promises to each authority', () => {
    const statement = structuredClone(example('us-bis-711'))
    statement.documentKind = 'EUS'
    statement.parties[3]!.businessNature = 'Runs the airfield of Karasu'
    statement.profiles = ['us-bis-711', 'us-748-statement', 'jp-form-2', 'kr-form-2-2']
    const before = check(statement, {}, exampleDay)
    expect(before.outcome).not.toBe('satisfied')
    for (const { rule, detail } of before.findings.filter(({ severity }) => severity === 'required'))
      if (rule === 'assurance-missing') statement.assurances.push(promiseIn(detail))
    expect(outcomes(check(statement, {}, exampleDay))).toEqual([
      'us-bis-711 satisfied',
      'us-748-statement satisfied',
      'jp-form-2 satisfied',
      'kr-form-2-2 satisfied',
    ])
  })

  it('are all answered by the narrower of two promises', () => {
    const german = check(
      aStatement((s) => void (s.assurances = [])),
      { profiles: ['de-bafa-c1', 'generic-wassenaar'] },
    )
    const asked = german.findings.filter(({ rule }) => rule === 'assurance-missing').map(({ detail }) => detail)
    expect(new Set(asked).size).toBe(asked.length)
  })
})

/** The first promise that a finding names, as data. */
function promiseIn(detail: string): Statement['assurances'][number] {
  const [, code, consentBy] = /needed: (A-[A-Z-]+)(?: with "consentBy" "([^"]+)")?/.exec(detail)!
  return {
    code: code as Statement['assurances'][number]['code'],
    accepted: true,
    ...(consentBy === undefined ? {} : { params: { consentBy } }),
  }
}

describe('a claim', () => {
  it('of a profile that is unknown, or not in force on the day, is a conflict', () => {
    const claiming = (id: string) => aStatement((s) => void (s.profiles = [id]))
    expect(rules(check(claiming('us-711')))).toContain('/profiles/0 profile-unknown')
    expect(check(claiming('de-bafa-c1'), {}, '2024-12-09').findings.map(({ rule }) => rule)).toContain(
      'profile-unknown',
    )
    expect(check(claiming('us-711')).outcome).toBe('conflicts')
  })

  it('is judged even if nobody asks for the profile', () => {
    expect(outcomes(check(example('fr-cuf'), {}, exampleDay))).toEqual(['fr-cuf satisfied'])
  })
})

describe('what rests on memory', () => {
  it('advises, and never keeps a statement from satisfying a profile', () => {
    const statement = structuredClone(example('de-bafa-c1'))
    delete statement.signatures[0]!.letterhead
    const report = check(statement, {}, exampleDay)
    expect([report.outcome, report.profiles[0]!.advice, report.findings]).toEqual([
      'satisfied',
      1,
      [expect.objectContaining({ element: 'end-user-letterhead', severity: 'advice' })],
    ])
  })
})

describe('a signature', () => {
  it('counts for every role that its party holds, and for no other party', () => {
    const alone = (roles: Statement['parties'][number]['roles']) => {
      const statement = structuredClone(example('us-bis-711'))
      statement.parties[3]!.roles = roles
      statement.signatures = statement.signatures.filter(({ role }) => role === 'END_USER')
      const report = check(statement, {}, exampleDay)
      return report.findings.flatMap(({ element = '' }) => (element.endsWith('signature') ? element : []))
    }
    const exporter = 'exporter-signature'
    expect(alone(['END_USER', 'FINAL_CONSIGNEE', 'IMPORTER'])).toEqual([exporter])
    expect(alone(['END_USER']).toSorted()).toEqual(['consignee-signature', exporter, 'purchaser-signature'])
  })
})

describe('"unknown", with a reason,', () => {
  const unknown = { unknown: true, reason: 'The consignee does not say.' } as const

  it('is an answer where the law says so', () => {
    const statement = structuredClone(example('us-bis-711'))
    statement.parties[2]!.businessNature = unknown
    expect(check(statement, {}, exampleDay)).toMatchObject({ outcome: 'satisfied', findings: [] })
  })

  it('is advised against elsewhere', () => {
    const statement = structuredClone(example('de-bafa-c1'))
    statement.endUse.placesOfUse = unknown
    expect(rules(check(statement, {}, exampleDay))).toEqual(['/endUse/placesOfUse said-unknown'])
  })
})
