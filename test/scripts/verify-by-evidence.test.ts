import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Presented } from '#schemas/evidence.ts'
import { goldenFiles } from '#test/vectors/golden-files.ts'
import { usedEvidence } from '#scripts/verifier/evidence-file.ts'

const vectors = new Map(goldenFiles().map((vector) => [vector.name, vector]))
const textOf = (presented: Presented) => Object.values(presented)[0]!
let folder: string
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'evidence-'))))
afterAll(() => rmSync(folder, { recursive: true }))

/** A process that cannot reach anybody, at the time of a vector. */
function verify(args: string[], clock: number): Promise<{ code: number | null; out: string; err: string }> {
  const { promise, resolve: done } = Promise.withResolvers<{ code: number | null; out: string; err: string }>()
  const world = join(folder, 'world.mjs')
  writeFileSync(
    world,
    `Date.now = () => ${clock * 1000}
globalThis.fetch = () => { process.stderr.write('asked somebody'); process.exit(9) }`,
  )
  const child = spawn(process.execPath, ['--import', world, resolve('scripts/verify.ts'), ...args], { cwd: folder })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  child.once('close', (code) => done({ code, out, err }))
  return promise
}

it('judges by the evidence in a file and asks nobody', { timeout: 60_000 }, async () => {
  const cases: [string, number][] = [
    ['accepted-qr-by-list', 0],
    ['accepted-credential', 0],
    ['refused-qr-revoked-by-list', 1],
    ['refused-credential-alg-none', 1],
    ['undetermined-qr-list-zlib-bomb', 2],
  ]
  for (const [name, code] of cases) {
    const { presented, clock } = vectors.get(name)!
    const args = [textOf(presented), '--evidence', resolve(`test/vectors/golden/${name}.json`)]
    const ended = await verify(args, clock)
    expect([name, ended.code, ended.err]).toEqual([name, code, ''])
  }
})

it('writes what it used, from which the same answer can be had again', { timeout: 60_000 }, async () => {
  const { presented, clock, evidence } = vectors.get('accepted-qr-by-list')!
  const [given, saved] = [join(folder, 'given.json'), join(folder, 'saved.json')]
  writeFileSync(given, JSON.stringify(evidence))
  const first = await verify([textOf(presented), '--evidence', given, '--save-evidence', saved, '--json'], clock)
  expect([first.code, first.err]).toEqual([0, ''])
  expect(usedEvidence.parse(JSON.parse(readFileSync(saved, 'utf8')))).toEqual({ presented, clock, evidence })
  expect(statSync(saved).mode & 0o077).toBe(0)
  expect(await verify([textOf(presented), '--evidence', saved, '--json'], clock)).toEqual(first)
})

it('says what is wrong with a file that holds no evidence', { timeout: 60_000 }, async () => {
  const bad = join(folder, 'bad.json')
  for (const [content, message] of [
    ['{"registries":[]}', /does not hold evidence/],
    ['{', /cannot be read as JSON/],
  ] as const) {
    writeFileSync(bad, content)
    const ended = await verify(['x', '--evidence', bad], 1_800_000_000)
    expect([ended.code, ended.out, ended.err]).toEqual([3, '', expect.stringMatching(message)])
  }
})
