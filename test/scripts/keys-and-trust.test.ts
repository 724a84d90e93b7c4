import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Registry, RegistryKey } from '#schemas/keys.ts'
import { registryFingerprint } from '#domain/trust/registry-fingerprint.ts'
import { dynamoPartners } from '#adapters/dynamodb/partners.ts'
import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import { openTable, type TableAddress } from '#adapters/dynamodb/table.ts'
import { fileSigner } from '#adapters/local-keys/signer.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { publishKeys } from '#use-cases/publish-keys.ts'
import { aRegistryKey } from '#test/builders/an-organisation.ts'
import { aTableAddress } from '#test/builders/a-table.ts'

let address: TableAddress
beforeEach(async () => {
  address = await aTableAddress()
})

const run = (script: string, options: readonly string[], variables: Record<string, string> = {}) =>
  new Promise<{ code: number; said: string }>((done) => {
    const { KEY_FILE: _, ...rest } = process.env
    const env = { ...rest, TABLE_NAME: address.name, DYNAMODB_ENDPOINT: address.endpoint, ...variables }
    const path = join(import.meta.dirname, `../../scripts/${script}.ts`)
    execFile(process.execPath, [path, ...options], { env }, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : Number(error.code), said: stdout + stderr }),
    )
  })

describe('registry-keys', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keys-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('replaces a key under a running registry, which signs with it at once', async () => {
    const path = join(folder, 'keys.json')
    const keys = dynamoRegistryKeys(openTable(address))
    const signer = fileSigner(path)
    // Published a while ago, as in life: a key is retired by a later one.
    const clock = { ...systemClock, now: () => systemClock.now() - 100 }
    await publishKeys({ keys, signer, clock })()
    const former = await signer.publicKey('qr')
    const others = await signer.publicKey('credential')
    const before = JSON.parse(readFileSync(path, 'utf8')) as Record<string, { d: string }>

    const { code, said } = await run('registry-keys', ['rotate', 'qr'], { KEY_FILE: path })
    expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining(`${former.kid} retires within an hour`) })
    const fresh = await signer.publicKey('qr')
    expect(said).toContain(`${fresh.kid} signs from now on`)
    expect(fresh.kid).not.toBe(former.kid)
    expect(await signer.publicKey('credential')).toEqual(others)
    expect(readFileSync(path, 'utf8')).not.toContain(before.qr!.d)
    const states = Object.fromEntries((await keys.list()).map(({ kid, state }) => [kid, state]))
    expect([states[former.kid], states[fresh.kid], states[others.kid]]).toEqual(['retired', 'active', 'active'])

    const listed = await run('registry-keys', ['list'])
    expect(listed.said.trim().split('\n')).toHaveLength(6)
    expect(listed.said).toMatch(new RegExp(`^qr +${former.kid} .* retired$`, 'm'))
  }, 20_000)

  it('says what to do where keys are in KMS, and changes nothing', async () => {
    const { code, said } = await run('registry-keys', ['rotate', 'trust-list'])
    expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining('infra/data-stack.ts') })
    expect(await dynamoRegistryKeys(openTable(address)).list()).toEqual([])
  })

  it('condemns a key, and refuses what it cannot understand', async () => {
    const keys = dynamoRegistryKeys(openTable(address))
    const key: RegistryKey = await aRegistryKey()
    await keys.record(key)
    const since = ['--since', '2026-11-20T08:00:00Z']
    const wrong = await Promise.all([
      run('registry-keys', ['compromise', key.kid]),
      run('registry-keys', ['compromise', key.kid, '--since', 'yesterday']),
      run('registry-keys', ['compromise', key.kid, '--since', '2999-01-01T00:00:00Z']),
      run('registry-keys', ['compromise', 'A'.repeat(43), ...since]),
      run('registry-keys', ['rotate', 'log']),
      run('registry-keys', []),
    ])
    expect(wrong.map(({ code }) => code)).toEqual([1, 1, 1, 1, 1, 1])
    expect(await keys.list()).toEqual([key])

    expect(await run('registry-keys', ['compromise', key.kid, ...since])).toEqual({
      code: 0,
      said: expect.stringContaining('is compromised since 2026-11-20T08:00:00Z. Now replace it: rotate credential'),
    })
    const compromisedSince = Date.parse('2026-11-20T08:00:00Z') / 1000
    expect(await keys.list()).toEqual([{ ...key, state: 'compromised', compromisedSince }])
  }, 20_000)
})

describe('trust-registry', () => {
  let other: Server
  let origin: string
  let seen: Registry
  beforeEach(async () => {
    other = createServer((_, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(seen))
    })
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening))
    origin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
    const keys = [await aRegistryKey(), await aRegistryKey({ use: 'qr' })]
    seen = { issuer: origin, name: 'Other registry', verifierOrigins: [origin], keys, asOf: 1_794_000_000 }
  })
  afterEach(() => new Promise((closed) => other.close(closed)))
  const partners = () => dynamoPartners(openTable(address)).list()

  it('trusts a registry by its fingerprint, lists it, and ends the trust', async () => {
    const fingerprint = await registryFingerprint({ ...seen, keys: seen.keys.toReversed(), asOf: 1 })
    const add = ['add', origin, '--country', 'DE', '--fingerprint']

    expect(await run('trust-registry', [...add, fingerprint])).toEqual({
      code: 0,
      said: `Other registry at ${origin} is trusted, with 2 keys.\n`,
    })
    const { asOf: _, ...trusted } = seen
    expect(await partners()).toEqual([{ ...trusted, country: 'DE' }])
    expect((await run('trust-registry', ['list'])).said).toContain(`${origin}  DE  Other registry  2 keys`)
    expect((await run('trust-registry', ['remove', origin])).code).toBe(0)
    expect(await partners()).toEqual([])
    expect((await run('trust-registry', ['remove', origin])).code).toBe(1)
  }, 20_000)

  it('shows what it saw and changes nothing without the right fingerprint', async () => {
    const fingerprint = await registryFingerprint(seen)
    const add = ['add', origin, '--country', 'DE']
    for (const options of [add, [...add, '--fingerprint', 'A'.repeat(43)]]) {
      const { code, said } = await run('trust-registry', options)
      expect(code).toBe(1)
      for (const told of [fingerprint, ...seen.keys.map(({ kid }) => kid)]) expect(said).toContain(told)
    }
    expect(await partners()).toEqual([])
  }, 20_000)

  it('refuses a registry that says it is another, or gives a key a wrong name', async () => {
    const honest = seen
    const refusalOf = async (registry: Registry) => {
      seen = registry
      const fingerprint = await registryFingerprint(registry)
      return (await run('trust-registry', ['add', origin, '--country', 'DE', '--fingerprint', fingerprint])).said
    }
    expect(await refusalOf({ ...honest, issuer: 'https://registry.example' })).toContain('says that it is')
    const [one, two] = honest.keys
    expect(await refusalOf({ ...honest, keys: [{ ...one!, kid: two!.kid }] })).toContain('names a key wrongly')
    expect(await partners()).toEqual([])
  }, 20_000)
})
