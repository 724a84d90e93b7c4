import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { registryClient } from '#client/registry-client.ts'
import type { IssuedCertificate } from '#schemas/operations.ts'
import { issueDemoCertificates } from '#scripts/local/demo-certificates.ts'
import { usedEvidence } from '#scripts/verifier/evidence-file.ts'
import { aLocalRegistry, type TestRegistry } from '#test/builders/a-local-registry.ts'

let registry: TestRegistry
let folder: string
let genuine: IssuedCertificate

beforeAll(async () => {
  registry = await aLocalRegistry()
  folder = mkdtempSync(join(tmpdir(), 'verify-'))
  const client = registryClient({ origin: registry.origin })
  const now = Math.floor(Date.now() / 1000)
  const demos = await issueDemoCertificates({ client, registry: registry.origin, folder: registry.folder, now })
  genuine = demos[0]!.certificate
  const { body } = await client.call('render-qr', { body: { qr: genuine.qr, format: 'png' } })
  writeFileSync(join(folder, 'qr.png'), body)
  writeFileSync(join(folder, 'credential.txt'), `${genuine.credential}\n`)
  writeFileSync(
    join(folder, 'empty.png'),
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEANl9ngAAAAABJRU5ErkJggg==',
      'base64',
    ),
  )
}, 30_000)

afterAll(async () => {
  await registry.stop()
  rmSync(folder, { recursive: true })
})

/** `npm run -s verify -- …`; a process of its own, because its end is what scripts look at. */
function verify(args: string[], input = ''): Promise<{ code: number | null; out: string; err: string }> {
  const { promise, resolve: done } = Promise.withResolvers<{ code: number | null; out: string; err: string }>()
  const child = spawn(process.execPath, [resolve('scripts/verify.ts'), ...args, '--registry', registry.origin], {
    cwd: folder,
  })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  child.once('close', (code) => done({ code, out, err }))
  child.stdin.end(input)
  return promise
}

it('tells by its exit code what to think of a text, a file or a picture', { timeout: 60_000 }, async () => {
  const flipped = `${genuine.qr.slice(0, -3)}${(Number(genuine.qr.at(-3)) + 1) % 10}${genuine.qr.slice(-2)}`
  const cases: [string[], number, RegExp, string?][] = [
    [[genuine.qr], 0, /^VALID {2}\(checked/],
    [['qr.png'], 0, /^VALID/],
    [['credential.txt'], 0, /^VALID[^]*signed exactly this statement/],
    [['-'], 0, /^VALID/, `${genuine.qr}\n`],
    [[flipped], 1, /^NOT VALID[^]*What to do:/],
    [[genuine.id], 2, /^COULD NOT CHECK[^]*What to do:/],
    [['empty.png'], 3, /^$/],
    [[], 3, /^$/],
    [['--unknown', 'x'], 3, /^$/],
    [[' '], 3, /^$/],
  ]
  for (const [args, code, output, input] of cases) {
    const ended = await verify(args, input)
    expect([args, ended.code, ended.out, ended.err === '']).toEqual([
      args,
      code,
      expect.stringMatching(output),
      code !== 3,
    ])
  }
})

it('is JSON for programs', { timeout: 20_000 }, async () => {
  expect(JSON.parse((await verify([genuine.qr, '--json'])).out)).toMatchObject({
    verdict: 'valid',
    shown: { source: 'qr' },
  })
})

it('without a connection knows the signature and says what it cannot know', { timeout: 20_000 }, async () => {
  const { code, out } = await verify([genuine.qr, '--offline'])
  expect([code, out]).toEqual([
    2,
    expect.stringMatching(/^COULD NOT CHECK[^]*\+ Signature of the registry[^]*\? Status/),
  ])
})

it('writes what it used, the status list too, which is enough without a connection', { timeout: 20_000 }, async () => {
  await registry.runJob('publish-status-lists')
  const saved = join(folder, 'saved.json')
  const online = await verify([genuine.qr, '--save-evidence', saved])
  expect([online.code, online.err]).toEqual([0, ''])
  const used = usedEvidence.parse(JSON.parse(readFileSync(saved, 'utf8')))
  expect(used).toMatchObject({
    presented: { qr: genuine.qr },
    evidence: { record: { found: 'yes' }, statusList: { found: 'yes' } },
  })
  const away = join(folder, 'away.json')
  const notReached = { found: 'not-reached' }
  writeFileSync(away, JSON.stringify({ ...used.evidence, record: notReached, signatory: notReached }))
  const offline = await verify([genuine.qr, '--evidence', away])
  expect([offline.code, offline.out]).toEqual([0, expect.stringMatching(/^VALID/)])
})
