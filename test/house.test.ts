import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jobs, operations } from '#schemas/operations.ts'

const rooms = 'schemas,functions,scripts,infra,web,test'
const stems = (pattern: string) =>
  globSync(pattern)
    .map((path) => basename(path, '.ts'))
    .toSorted()

describe('a name leads through every door', () => {
  it('each operation and each job has its use case, and no use case is without one', () => {
    expect(stems('functions/use-cases/*.ts')).toEqual(Object.keys({ ...operations, ...jobs }).toSorted())
  })

  it('each operation and each job is served by a handler, and no handler is idle', () => {
    const named = Object.values({ ...operations, ...jobs }).map(({ handler }) => handler)
    expect(stems('functions/handlers/*.ts')).toEqual([...new Set<string>(named)].toSorted())
  })

  it('each file of an adapter is named after the port it serves, or begins with its name', () => {
    const known = [
      ...stems('functions/ports/*.ts'),
      'keys',
      'table',
      'client',
      'item',
      'remembering',
      'cryptography',
      'member-changes',
      'public-address',
      'cose-key',
    ]
    const serves = (name: string) => known.some((port) => name === port || name.startsWith(`${port}-`))
    expect(stems('functions/adapters/*/*.ts').filter((name) => !serves(name))).toEqual([])
  })
})

describe('the house stays easy to walk through', () => {
  it('no file is over 300 lines', () => {
    const lines = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n').length
    const files = globSync(`{${rooms}}/**/*.{ts,tsx,css,html}`).filter((path) => !path.includes('generated'))
    expect(files.filter((path) => lines(path) > 300)).toEqual([])
  })

  it('no folder is a drawer for everything', () => {
    expect(globSync(`{${rooms}}/**/{utils,util,helpers,common,misc,shared}`)).toEqual([])
  })

  it('no file only hands on what others export', () => {
    expect(globSync(`{${rooms}}/**/index.{ts,tsx}`)).toEqual([])
  })
})

// A door is only known to be locked once somebody has pulled at it. The intruders stand in a copy of the
// house that holds nothing but its rules, so that no other check ever meets them.
const refused: [file: string, specifiers: string[]][] = [
  ['schemas/x.ts', ['#domain/errors.ts', 'jose', 'node:crypto', '../functions/domain/errors.ts', '../web/words.ts']],
  ['schemas/statement/x.ts', ['../../functions/domain/errors.ts', '#ports/clock.ts', 'zod-openapi']],
  ['functions/domain/x.ts', ['node:crypto', '#ports/clock.ts', '../ports/clock.ts', '../adapters/kms/signer.ts']],
  ['functions/domain/log/x.ts', ['../../adapters/kms/signer.ts', '../../../schemas/x.ts', '@aws-sdk/client-kms', 'fs']],
  ['functions/ports/x.ts', ['#adapters/kms/signer.ts', '@aws-sdk/client-kms', 'node:stream', '../use-cases/y.ts']],
  ['functions/use-cases/x.ts', ['#adapters/kms/signer.ts', '#middleware/caller.ts', './y.ts', '#use-cases/y.ts']],
  ['functions/use-cases/x.ts', ['#handlers/y.ts', '#client/registry.ts', '@aws-sdk/client-kms', 'node:fs', 'jose']],
  ['functions/middleware/x.ts', ['#use-cases/y.ts', '#adapters/kms/signer.ts', '#ports/clock.ts', '../ports/clock.ts']],
  [
    'functions/adapters/kms/x.ts',
    ['../dynamodb/table.ts', '#adapters/dynamodb/table.ts', '#use-cases/y.ts', '#web/y.ts'],
  ],
  ['functions/adapters/kms/x.ts', ['#middleware/caller.ts', '#scripts/serve.ts', 'aws-cdk-lib', '#infra/app.ts']],
  ['functions/handlers/x.ts', ['#domain/errors.ts', './y.ts', '#handlers/y.ts', '../domain/errors.ts', 'jose']],
  ['functions/client/x.ts', ['node:fs', '@aws-sdk/client-kms', '#use-cases/y.ts', '../ports/clock.ts', '#web/y.ts']],
  ['web/verifier/x.ts', ['#adapters/kms/signer.ts', 'node:buffer', '#use-cases/y.ts', '../../functions/domain/y.ts']],
  ['web/verifier/x.tsx', ['@aws-sdk/client-dynamodb', '@middy/core', '#handlers/y.ts', 'aws-cdk-lib', '#scripts/y.ts']],
  ['web/x.ts', ['../functions/adapters/kms/signer.ts', '#infra/app.ts', '#ports/clock.ts']],
  ['scripts/x.ts', ['#infra/app.ts', '../infra/app.ts', 'aws-cdk-lib', '../functions/domain/errors.ts']],
  ['infra/x.ts', ['../functions/handlers/y.ts', '#handlers/y.ts', '#domain/errors.ts', '@aws-sdk/client-kms']],
  ['test/x.ts', ['../functions/domain/errors.ts', '../../schemas/y.ts']],
]

const welcome: [file: string, specifiers: string[]][] = [
  ['schemas/x.ts', ['zod', './text.ts', './statement/party.ts', '#schemas/text.ts']],
  ['schemas/statement/x.ts', ['zod', './party.ts', '../text.ts', '#schemas/code-lists/countries.ts']],
  ['functions/domain/log/x.ts', ['#schemas/text.ts', '../errors.ts', './y.ts', '#domain/errors.ts', 'jose', 'cbor2']],
  ['functions/domain/x.ts', ['canonicalize', 'zod', './log/y.ts', '@noble/curves/ed25519.js']],
  ['functions/ports/x.ts', ['#schemas/text.ts', '#domain/errors.ts', './y.ts']],
  ['functions/use-cases/x.ts', ['#schemas/text.ts', '#domain/log/y.ts', '#ports/clock.ts']],
  [
    'functions/middleware/x.ts',
    ['@middy/core', '#schemas/problem.ts', '#domain/errors.ts', './caller.ts', 'aws-lambda'],
  ],
  [
    'functions/adapters/kms/x.ts',
    ['@aws-sdk/client-kms', '#ports/signer.ts', '#domain/y.ts', './client.ts', 'node:fs'],
  ],
  ['functions/adapters/registry-api/x.ts', ['#client/registry-client.ts']],
  ['functions/handlers/x.ts', ['#schemas/environment.ts', '#middleware/y.ts', '#use-cases/y.ts', '#adapters/kms/y.ts']],
  ['functions/client/x.ts', ['#schemas/text.ts', '#domain/errors.ts', './y.ts', 'jose']],
  ['web/verifier/x.tsx', ['#schemas/text.ts', '#client/y.ts', '#web/words.ts', '../words.ts', 'preact', './y.css']],
  [
    'scripts/x.ts',
    ['#handlers/y.ts', '#adapters/kms/y.ts', '#test/builders/y.ts', './engine/y.ts', 'node:fs', 'qrcode'],
  ],
  [
    'infra/x.ts',
    ['#schemas/environment.ts', 'aws-cdk-lib', 'aws-cdk-lib/aws-kms', 'constructs', './y.ts', 'node:path'],
  ],
  ['test/x.ts', ['#domain/errors.ts', '#infra/stage.ts', './builders/y.ts', 'vitest']],
]

const impure = [
  'new Date()',
  'Date.now()',
  'fetch("https://example.org")',
  'process.env',
  'Buffer.from("")',
  'setTimeout(String, 1)',
  'performance.now()',
  'Math.random()',
  'crypto.randomUUID()',
  'crypto.getRandomValues(new Uint8Array(1))',
  'globalThis.Date',
]

interface Finding {
  code: string
  filename: string
}

describe('the import rules', () => {
  let copy: string
  let findings: Finding[]
  let planted = 0

  const plant = (like: string, code: string) => {
    const file = join(dirname(like), `planted-${(planted += 1)}${like.endsWith('x') ? '.tsx' : '.ts'}`)
    mkdirSync(join(copy, dirname(file)), { recursive: true })
    writeFileSync(join(copy, file), code)
    return file
  }
  const plantImports = (list: typeof refused) =>
    list.flatMap(([file, specifiers]) =>
      specifiers.map((specifier) => ({
        says: `${file} and ${specifier}`,
        file: plant(file, `import * as stolen from '${specifier}'\nexport const kept: unknown = stolen\n`),
      })),
    )
  const found = (code: string) =>
    new Set(findings.filter((each) => each.code.includes(code)).map((each) => each.filename))

  let intruders: ReturnType<typeof plantImports>
  let guests: ReturnType<typeof plantImports>
  let deeds: { says: string; file: string }[]
  let circle: string[]

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'house-'))
    cpSync('.oxlintrc.json', join(copy, '.oxlintrc.json'))
    intruders = plantImports(refused)
    guests = plantImports(welcome)
    deeds = impure.map((says) => ({
      says,
      file: plant('functions/domain/x.ts', `export const taken: unknown = ${says}\n`),
    }))
    circle = [1, 2].map((step) =>
      plant(
        'schemas/x.ts',
        `import * as next from './planted-${planted + (step === 1 ? 2 : 0)}.ts'\nexport const kept: unknown = next\n`,
      ),
    )
    findings = lint(copy)
  })
  afterAll(() => rmSync(copy, { recursive: true }))

  it('refuse every import that does not belong in a room', () => {
    const caught = found('no-restricted-imports')
    expect(intruders.filter(({ file }) => !caught.has(file)).map(({ says }) => says)).toEqual([])
  })

  it('let in every import that does', () => {
    const caught = found('no-restricted-imports')
    expect(guests.filter(({ file }) => caught.has(file)).map(({ says }) => says)).toEqual([])
  })

  it('keep clock, network, environment and randomness out of the domain', () => {
    const caught = new Set([...found('no-restricted-globals'), ...found('no-restricted-properties')])
    expect(deeds.filter(({ file }) => !caught.has(file)).map(({ says }) => says)).toEqual([])
  })

  it('refuse a circle', () => {
    expect(circle.some((file) => found('no-cycle').has(file))).toBe(true)
  })
})

function lint(folder: string): Finding[] {
  const manifest = createRequire(import.meta.url).resolve('oxlint/package.json')
  const program = join(dirname(manifest), 'bin/oxlint')
  const { stdout, stderr } = spawnSync(process.execPath, [program, '--format=json', '.'], {
    cwd: folder,
    encoding: 'utf8',
  })
  if (!existsSync(program) || !stdout.startsWith('{')) throw new Error(`oxlint gave no report: ${stdout}${stderr}`)
  return (JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics
}
