import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operations } from '#schemas/operations.ts'
import { organisationRoles } from '#schemas/organisation.ts'
import { policies, type Policy } from '#schemas/policy.ts'

const rows: [string, Policy][] = Object.entries(policies)

describe('the table of policies', () => {
  it('has a row for each operation, and no other', () => {
    expect(Object.keys(policies).toSorted()).toEqual(Object.keys(operations).toSorted())
  })

  it('names roles only where callers are known, and somebody there', () => {
    expect(rows.filter(([, { caller, roles }]) => (caller === 'anyone') !== (Object.keys(roles).length === 0))).toEqual(
      [],
    )
    const known: readonly string[] = organisationRoles
    expect(rows.flatMap(([, { roles }]) => Object.keys(roles)).filter((role) => !known.includes(role))).toEqual([])
  })

  it('has every signed act told in the audit, and asks a duty for it', () => {
    const acts = rows.filter(([, { caller }]) => caller === 'signatory')
    expect(acts.filter(([, { audit, duty }]) => audit !== 'act' || duty === undefined)).toEqual([])
  })
})

describe('the compiler', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'policy-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  /** What the compiler says of the table with another text. */
  const compiled = (change: (source: string) => string): string => {
    const source = readFileSync('schemas/policy.ts', 'utf8').replaceAll("'./", `'${resolve('schemas')}/`)
    const file = join(folder, 'policy.ts')
    writeFileSync(file, change(source))
    const options = '--noEmit --ignoreConfig --target ES2024 --module NodeNext --strict --skipLibCheck'.split(' ')
    const more = '--allowImportingTsExtensions --resolveJsonModule --types node'.split(' ')
    const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
    return spawnSync(process.execPath, [compiler, ...options, ...more, file], { encoding: 'utf8' }).stdout
  }

  it('takes the table as it is', () => {
    expect(compiled((source) => source)).toBe('')
  }, 30_000)

  it('refuses it without the row of one operation', () => {
    expect(compiled((source) => source.replace('  verify: anyone(2),\n', ''))).toContain("Property 'verify' is missing")
  }, 30_000)

  it('refuses a role that is none', () => {
    const said = compiled((source) =>
      source.replace('  verify: anyone(2),', "  verify: { ...anyone(2), roles: { emperor: 'any' } },"),
    )
    expect(said).toContain("'emperor' does not exist")
  }, 30_000)
})
