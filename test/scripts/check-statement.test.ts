import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { statementCheck } from '#schemas/statement-check.ts'
import { tellCheck } from '#scripts/checker/tell-check.ts'
import { checkStatement } from '#domain/statement/profile/check-statement.ts'
import { changed, exampleDay, regimeExamples } from '#test/profiles/regime-examples.ts'

const file = 'examples/profiles/us-bis-711.json'

function run(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/check-statement.ts', ...args], {
    encoding: 'utf8',
    input,
  })
  return { status, stdout, stderr }
}

describe('npm run check', () => {
  it('ends with 0 and says what is there if a statement is complete', () => {
    const { status, stdout, stderr } = run([file, '--on', exampleDay])
    expect([status, stderr, stdout.split('\n').slice(0, 7)]).toEqual([
      0,
      '',
      [
        'COMPLETE  (as of 2026-11-25)',
        '',
        'The statement itself: complete.',
        '',
        'us-bis-711 (edition 1): complete',
        '  BIS-711: statement by ultimate consignee and purchaser · United States: Bureau of Industry and Security (BIS)',
        '  + Date of signature',
      ],
    ])
    expect(stdout).not.toContain('What to do')
  })

  it('ends with 1 and says what to do, why, and who wants it, if not', () => {
    const draft = JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), declarations: undefined })
    const { status, stdout } = run(['-', '--profile', 'us-bis-711', '--on', exampleDay], draft)
    expect(status).toBe(1)
    expect(stdout).toContain('SOMETHING IS MISSING')
    expect(stdout).toContain('  x Who helped to prepare it is missing\n')
    expect(stdout).toContain(`/declarations/preparedWithHelpOf
       This is needed: who helped to prepare it. Who outside the signer's firm helped to prepare this statement? Nobody is an answer.
       Why: An exporter who fills in the statement of his customer certifies himself.
       us-bis-711: Block 5: everybody outside the firm who helped. If nobody did, an empty list says so. [Form BIS-711, blocks 1 to 8]
`)
  })

  it('prints the same as JSON for a machine', () => {
    const { status, stdout } = run([
      file,
      '--profile',
      'de-bafa-c1',
      '--on',
      exampleDay,
      '--destination',
      'TR',
      '--json',
    ])
    const statement: unknown = JSON.parse(readFileSync(file, 'utf8'))
    expect(status).toBe(1)
    expect(statementCheck.parse(JSON.parse(stdout))).toEqual(
      checkStatement({ statement, profiles: ['de-bafa-c1'], facts: { destination: 'TR' } }, exampleDay),
    )
  })

  it.each([
    ['no file', []],
    ['a file that is not there', ['nowhere.json']],
    ['a file that is not JSON', ['README.md']],
    ['an unknown profile', [file, '--profile', 'us-711']],
    ['an unknown option', [file, '--profle', 'us-bis-711']],
    ['a day that is none', [file, '--on', '2026-13-01']],
    ['a country that is none', [file, '--destination', 'Turkey']],
  ])('ends with 2 for %s', (_, args) => {
    const { status, stdout, stderr } = run(args)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^\S.+/)
    expect(stderr).not.toMatch(/\n\s+at /)
  })
})

describe('the list for a person', () => {
  const { statement } = regimeExamples('examples/profiles').find(({ name }) => name === 'de-bafa-c1')!
  const told = (one: unknown) => tellCheck(checkStatement({ statement: one }, exampleDay))

  it('asks what only a person can tell', () => {
    expect(told(statement)).toContain(
      '  ? Intermediate consignees: it depends. Does anybody hold the goods on the way to the final consignee?',
    )
  })

  it('keeps advice apart from what is required', () => {
    const lines = told(changed(statement, { remove: '/signatures/0/letterhead' }))
    expect(lines.slice(0, 5)).toEqual([
      'COMPLETE  (as of 2026-11-25)',
      '',
      'The statement itself: complete.',
      '',
      'de-bafa-c1 (edition 1): complete, and 1 to consider',
    ])
    expect(lines).toContain('  x Letterhead of the end user is missing, advice only')
    expect(lines).toContain('Advice: an authority may ask for it:')
  })

  it('shows nothing that a terminal would obey', () => {
    const hostile = changed(statement, { put: '/profiles', value: ['\u001B[2Jgreen', 'x\u202Ey'] })
    expect(told(hostile).join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })
})
