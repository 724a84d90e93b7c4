import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bundleLibrary, declareLibrary, type BuiltLibrary } from '#scripts/build-library.ts'
import { goldenFiles } from '#test/vectors/golden-files.ts'

/** Bytes, compressed: what a page pays for the verifier. */
const budget = 70_000

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
let folder: string
let built: BuiltLibrary

/** Another package, with ours installed and nothing else but zod, whose types ours lean on. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'library-'))
  const installed = join(folder, 'node_modules/end-use-registry')
  mkdirSync(installed, { recursive: true })
  cpSync(join(root, 'package.json'), join(installed, 'package.json'))
  built = await bundleLibrary(join(installed, 'dist/library'))
  declareLibrary(join(installed, 'dist/library'))
  const zod = dirname(createRequire(import.meta.url).resolve('zod/package.json'))
  symlinkSync(zod, join(folder, 'node_modules/zod'))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  const [vector] = goldenFiles().filter(({ name }) => name === 'accepted-qr')
  writeFileSync(join(folder, 'evidence.json'), JSON.stringify(vector))
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true }))

const example = () => /```js\n([^`]*)```/.exec(readFileSync(join(root, 'docs/library.md'), 'utf8'))![1]!

it('is one file of at most 70 KB compressed, which asks for nothing else', () => {
  console.log(`verify.js: ${built.bytes} bytes, ${built.gzip} compressed, of ${budget}`)
  expect(built.gzip).toBeLessThanOrEqual(budget)
  expect(readFileSync(built.file, 'utf8')).not.toMatch(/\bimport\s*[{*"']|\bimport\(|\brequire\(|\bfetch\(/)
})

it('runs the documented example', { timeout: 20_000 }, async () => {
  // The vector's day; the example reads the clock.
  const { clock } = goldenFiles().find(({ name }) => name === 'accepted-qr')!
  writeFileSync(join(folder, 'day.js'), `Date.now = () => ${clock * 1000}`)
  writeFileSync(join(folder, 'example.js'), example())
  const { stdout } = await run(process.execPath, ['--import', './day.js', 'example.js'], { cwd: folder })
  expect(stdout).toBe('valid []\n')
})

it('has types that another package can use', { timeout: 60_000 }, async () => {
  const program = `import { verify, type Evidence, type VerdictReport } from 'end-use-registry/verify'
const evidence: Evidence = { registries: [], record: { found: 'not-reached' }, signatory: { found: 'not-reached' } }
const report: VerdictReport = await verify({ qr: '1' }, evidence, 1)
// @ts-expect-error: the time is needed
await verify({ qr: '1' }, evidence)
// @ts-expect-error: a verdict is one of three words
report.verdict === 'green'
`
  writeFileSync(join(folder, 'program.ts'), program)
  const options = { module: 'nodenext', target: 'es2024', strict: true, noEmit: true, skipLibCheck: false, types: [] }
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...options, lib: ['ES2024', 'DOM'] }, files: ['program.ts'] }),
  )
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
  const { stdout } = await run(process.execPath, [tsc, '-p', '.'], { cwd: folder }).catch(
    (failed: { stdout: string }) => failed,
  )
  expect(stdout).toBe('')
})
