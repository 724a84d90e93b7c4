import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keyUses, type KeyUse } from '#schemas/keys.ts'
import { RegistryError } from '#domain/errors.ts'
import { newKey, replaceKey } from '#adapters/local-keys/keys.ts'
import { fileSigner } from '#adapters/local-keys/signer.ts'
import { signerContract } from '#test/contracts/signer.ts'

type KeyFile = Record<KeyUse, Record<'crv' | 'kty' | 'x' | 'y' | 'd', string>>

describe('fileSigner', () => {
  let folder: string
  let path: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keys-'))
    path = join(folder, 'registry', 'keys.json')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const kidsOf = (signer: ReturnType<typeof fileSigner>) =>
    Promise.all(keyUses.map(async (use) => (await signer.publicKey(use)).kid))
  const written = () => JSON.parse(readFileSync(path, 'utf8')) as KeyFile

  signerContract(async () => fileSigner(path))

  it('makes a file that only its owner can read, and leaves nothing else behind', async () => {
    await fileSigner(path).publicKey('credential')

    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'registry')).mode & 0o777).toBe(0o700)
    expect(readdirSync(join(folder, 'registry'))).toEqual(['keys.json'])
  })

  it('has the same keys after a restart', async () => {
    const kids = await kidsOf(fileSigner(path))

    expect(await kidsOf(fileSigner(path))).toEqual(kids)
  })

  it('never replaces the keys of another that was a moment faster', async () => {
    const starters = Array.from({ length: 20 }, () => fileSigner(path))
    const kids = await Promise.all(starters.map(kidsOf))

    expect(kids).toEqual(kids.map(() => kids[0]))
    expect(await kidsOf(fileSigner(path))).toEqual(kids[0])
    expect(readdirSync(join(folder, 'registry'))).toEqual(['keys.json'])
  })

  it('agrees with other processes that start at the same moment', async () => {
    const module = JSON.stringify(import.meta.resolve('#adapters/local-keys/signer.ts'))
    const code = `
      const { fileSigner } = await import(${module})
      console.log('ready')
      process.stdin.once('data', async () => {
        const signer = fileSigner(${JSON.stringify(path)})
        const kids = ${JSON.stringify(keyUses)}.map(async (use) => (await signer.publicKey(use)).kid)
        console.log(...(await Promise.all(kids)))
        process.exit()
      })`
    const starters = Array.from({ length: 3 }, () => {
      const options = { stdio: ['pipe', 'pipe', 'inherit'] as ['pipe', 'pipe', 'inherit'] }
      return spawn(process.execPath, ['--input-type=module', '-e', code], options)
    })
    await Promise.all(starters.map(({ stdout }) => once(stdout, 'data')))
    const answers = starters.map(async ({ stdin, stdout }) => {
      stdin.write('go\n')
      return String((await once(stdout, 'data'))[0]).trim()
    })

    const kids = (await kidsOf(fileSigner(path))).join(' ')
    expect(await Promise.all(answers)).toEqual([kids, kids, kids])
    expect(readdirSync(join(folder, 'registry'))).toEqual(['keys.json'])
  }, 20_000)

  it('adds what a file of an earlier version lacks, and keeps what it has', async () => {
    const before = await kidsOf(fileSigner(path))
    const { credential, qr } = written()
    writeFileSync(path, JSON.stringify({ credential, qr }), { mode: 0o600 })

    const starters = Array.from({ length: 10 }, () => fileSigner(path))
    const kids = await Promise.all(starters.map(kidsOf))
    expect(kids).toEqual(kids.map(() => kids[0]))
    expect(kids[0]!.slice(0, 2)).toEqual(before.slice(0, 2))
    expect(written()).toMatchObject({ credential, qr })
    expect(Object.keys(written())).toEqual(keyUses)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(folder, 'registry'))).toEqual(['keys.json'])
  })

  it('signs with a replaced key at once, without a restart, and knows the old one no more', async () => {
    const signer = fileSigner(path)
    const before = await kidsOf(signer)
    const old = written().qr.d
    await replaceKey(path, 'qr', await newKey())

    const after = await kidsOf(signer)
    expect(after.map((kid, nth) => kid === before[nth])).toEqual([true, false, true, true, true])
    expect((await signer.sign('qr', new Uint8Array(1))).kid).toBe(after[1])
    expect(readFileSync(path, 'utf8')).not.toContain(old)
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('goes on after a process that was killed while it held the file', async () => {
    await fileSigner(path).publicKey('qr')
    const { credential, qr } = written()
    writeFileSync(path, JSON.stringify({ credential, qr }), { mode: 0o600 })
    writeFileSync(`${path}.lock`, '')
    const longAgo = Date.now() / 1000 - 60
    utimesSync(`${path}.lock`, longAgo, longAgo)

    expect(new Set(await kidsOf(fileSigner(path))).size).toBe(5)
    expect(readdirSync(join(folder, 'registry'))).toEqual(['keys.json'])
  })

  it.each([0o644, 0o640, 0o604, 0o660, 0o601])('refuses a file with mode %o', async (mode) => {
    await fileSigner(path).publicKey('credential')
    chmodSync(path, mode)

    const signer = fileSigner(path)
    await expect(signer.publicKey('credential')).rejects.toThrow(`others may read the key file ${path}`)
    await expect(signer.sign('qr', new Uint8Array(1))).rejects.not.toBeInstanceOf(RegistryError)
    chmodSync(path, 0o600)
    await expect(signer.publicKey('credential')).resolves.toMatchObject({ kid: expect.any(String) })
  })

  const damages: Record<string, (file: KeyFile) => unknown> = {
    'is empty': () => '',
    'is cut off': (file) => JSON.stringify(file).slice(0, -20),
    'lacks a key': ({ credential }) => ({ credential }),
    'lacks a private half': ({ qr: { d: _d, ...publicHalf }, ...rest }) => ({ ...rest, qr: publicHalf }),
    'has a private half of another length': (file) => ({ ...file, qr: { ...file.qr, d: file.qr.d.slice(1) } }),
    'has something more': (file) => ({ ...file, log: file.qr }),
    'has a public half that is no point': (file) => ({ ...file, qr: { ...file.qr, x: 'A'.repeat(43) } }),
    'has the halves of two keys': (file) => ({ ...file, qr: { ...file.qr, d: swapped(file.credential.d) } }),
  }

  it.each(Object.entries(damages))('refuses a file that %s, without quoting it', async (_, damage) => {
    await fileSigner(path).publicKey('credential')
    const file = written()
    const damaged = damage(file)
    writeFileSync(path, typeof damaged === 'string' ? damaged : JSON.stringify(damaged))

    const failure: unknown = await fileSigner(path)
      .publicKey('qr')
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ message: expect.stringContaining(`the key file ${path} is damaged`) })
    expect(failure).not.toHaveProperty('cause')
    expect(String(failure)).not.toContain(file.credential.d)
  })

  it('refuses one key for two uses', async () => {
    await fileSigner(path).publicKey('credential')
    const file = written()
    writeFileSync(path, JSON.stringify({ ...file, status: file.qr }))

    await expect(fileSigner(path).publicKey('qr')).rejects.toThrow('one key for two uses')
  })
})

/** Another private key in the same form. */
function swapped(d: string): string {
  return (d.startsWith('A') ? 'B' : 'A') + d.slice(1)
}
