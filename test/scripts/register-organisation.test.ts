import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { openTable, type TableAddress } from '#adapters/dynamodb/table.ts'
import { aTableAddress, everythingIn } from '#test/builders/a-table.ts'

describe('register-organisation', () => {
  let folder: string
  let address: TableAddress
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const paths = { publicKey: '', privateKey: '' }

  beforeEach(async () => {
    address = await aTableAddress()
    folder = mkdtempSync(join(tmpdir(), 'register-'))
    Object.assign(paths, { publicKey: join(folder, 'public.json'), privateKey: join(folder, 'private.json') })
    writeFileSync(paths.publicKey, JSON.stringify({ ...pair.publicKey.export({ format: 'jwk' }), use: 'sig' }))
    writeFileSync(paths.privateKey, JSON.stringify(pair.privateKey.export({ format: 'jwk' })))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const run = (...options: string[]) =>
    new Promise<{ code: number; said: string }>((done) => {
      const env = { ...process.env, TABLE_NAME: address.name, DYNAMODB_ENDPOINT: address.endpoint }
      const script = join(import.meta.dirname, '../../scripts/register-organisation.ts')
      execFile(process.execPath, [script, ...options], { env }, (error, stdout, stderr) =>
        done({ code: error === null ? 0 : Number(error.code), said: stdout + stderr }),
      )
    })
  const mekong = ['--id', 'mekong', '--name', 'Mekong JSC', '--country', 'VN', '--role', 'importer']

  it('records the organisation with its key, and says the kid; again, it changes nothing', async () => {
    const { code, said } = await run(...mekong, '--role', 'carrier', '--key', paths.publicKey, '--years', '2')
    const [kid] = /[\w-]{43}/.exec(said) ?? []
    const found = await dynamoOrganisations(openTable(address)).findByKey(kid!)

    expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining('mekong is registered') })
    expect(found?.organisation).toEqual({
      id: 'mekong',
      name: 'Mekong JSC',
      country: 'VN',
      roles: ['importer', 'carrier'],
      state: 'active',
      identity: [],
      version: 1,
    })
    expect(found!.key.notAfter - found!.key.notBefore).toBe(2 * 365 * 86_400)
    expect(await run(...mekong, '--key', paths.publicKey)).toMatchObject({ code: 0 })
    expect(await everythingIn(openTable(address))).toHaveLength(5)
  }, 20_000)

  it('refuses a private key, a missing one and wrong facts, and records nothing', async () => {
    const wrong = [
      run(...mekong, '--key', paths.privateKey),
      run(...mekong),
      run(...mekong, '--role', 'king', '--key', paths.publicKey),
      run(...mekong, '--key', paths.publicKey, '--years', '50'),
      run('--help-me'),
    ]

    expect(await Promise.all(wrong)).toEqual([
      { code: 1, said: expect.stringContaining('private key') },
      { code: 1, said: expect.stringContaining('--key') },
      { code: 1, said: expect.stringContaining('roles') },
      { code: 1, said: expect.stringContaining('Too big') },
      { code: 1, said: expect.stringContaining('--help-me') },
    ])
    expect(await everythingIn(openTable(address))).toEqual([])
  }, 20_000)
})
