import { generateKeyPairSync, sign } from 'node:crypto'
import { GetPublicKeyCommand, KMSInternalException, SignCommand } from '@aws-sdk/client-kms'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { kmsSigner } from '#adapters/kms/signer.ts'
import { signerContract, verifies } from '#test/contracts/signer.ts'
import { aKey, fakeKms, spkiOf } from './fake-kms.ts'

const names = {
  credential: 'alias/credential',
  qr: 'alias/qr',
  status: 'alias/status',
  'trust-list': 'alias/trust-list',
  access: 'alias/access',
}
const bytes = new TextEncoder().encode('what is to be signed')
const unavailable = { name: 'RegistryError', code: 'signer-unavailable' }

describe('kmsSigner', () => {
  let kms: ReturnType<typeof fakeKms>
  beforeEach(() => {
    kms = fakeKms(Object.values(names))
  })
  afterEach(() => kms.mock.restore())

  signerContract(async () => kmsSigner(names))

  it('asks for a public key once', async () => {
    const signer = kmsSigner(names)
    await Promise.all([
      signer.publicKey('qr'),
      signer.publicKey('qr'),
      signer.sign('qr', bytes),
      signer.sign('qr', bytes),
    ])

    expect(kms.mock.commandCalls(GetPublicKeyCommand)).toHaveLength(1)
  })

  it('reads the DER that OpenSSL writes, however short the two numbers are', async () => {
    const signer = kmsSigner(names)
    const { jwk } = await signer.publicKey('qr')
    const lengths = new Set<number>()
    while (!lengths.has(69) || !lengths.has(70) || !lengths.has(71) || !lengths.has(72)) {
      const der = sign('sha256', bytes, kms.keys.get(names.qr)!)
      if (lengths.has(der.length)) continue
      lengths.add(der.length)
      kms.mock.on(SignCommand).resolves({ Signature: new Uint8Array(der) })
      const { signature } = await signer.sign('qr', bytes)

      expect(signature).toHaveLength(64)
      expect(verifies(jwk, bytes, signature)).toBe(true)
    }
  })

  it.each([
    ['made with another key', () => sign('sha256', bytes, aKey())],
    ['of other bytes', () => sign('sha256', Buffer.from('something else'), kms.keys.get(names.credential)!)],
    ['that is no DER', () => Buffer.alloc(70, 1)],
    ['that is empty', () => Buffer.alloc(0)],
    ['that is cut off', () => sign('sha256', bytes, kms.keys.get(names.credential)!).subarray(0, 60)],
    [
      'with something behind it',
      () => Buffer.concat([sign('sha256', bytes, kms.keys.get(names.credential)!), Buffer.of(0)]),
    ],
    ['that is missing', () => undefined],
  ])('never returns a signature %s', async (_, signature) => {
    const made = signature()
    kms.mock.on(SignCommand).resolves(made === undefined ? {} : { Signature: new Uint8Array(made) })

    await expect(kmsSigner(names).sign('credential', bytes)).rejects.toMatchObject(unavailable)
  })

  it.each([
    ['of another curve', () => generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey],
    ['of RSA', () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey],
    ['of another kind of curve', () => generateKeyPairSync('ed25519').privateKey],
  ])('refuses a key %s', async (_, key) => {
    kms.keys.set(names.credential, key())

    await expect(kmsSigner(names).publicKey('credential')).rejects.toMatchObject(unavailable)
    await expect(kmsSigner(names).sign('credential', bytes)).rejects.toMatchObject(unavailable)
  })

  it('says that it is unavailable while KMS fails, and works when KMS does again', async () => {
    const signer = kmsSigner(names)
    const failure = new KMSInternalException({ message: 'not now', $metadata: {} })
    kms.outage.failure = failure
    await expect(signer.publicKey('credential')).rejects.toMatchObject({ ...unavailable, cause: failure })

    delete kms.outage.failure
    const { kid } = await signer.publicKey('credential')
    kms.outage.failure = failure
    await expect(signer.sign('credential', bytes)).rejects.toMatchObject({ ...unavailable, cause: failure })

    delete kms.outage.failure
    await expect(signer.sign('credential', bytes)).resolves.toMatchObject({ kid })
  })

  it('signs nothing for a use that it was given no key for', async () => {
    const { 'trust-list': _, ...others } = names
    const signer = kmsSigner(others)

    await expect(signer.publicKey('trust-list')).rejects.toMatchObject(unavailable)
    await expect(signer.sign('trust-list', bytes)).rejects.toMatchObject(unavailable)
    await expect(signer.sign('status', bytes)).resolves.toMatchObject({ kid: expect.any(String) })
  })

  it('says nothing of AWS to the caller', async () => {
    const failing = kmsSigner({ credential: 'arn:aws:kms:eu-central-1:1:key/none', qr: 'alias/none' })

    await expect(failing.publicKey('credential')).rejects.toThrow(/^(?!.*(kms|arn|key\/))/is)
  })

  it('sees that an alias names a new key, and signs with that the next time', async () => {
    const signer = kmsSigner(names)
    const before = await signer.publicKey('credential')
    const rotated = aKey()
    kms.keys.set(names.credential, rotated)

    await expect(signer.sign('credential', bytes)).rejects.toMatchObject(unavailable)
    const { kid, signature } = await signer.sign('credential', bytes)
    const after = await signer.publicKey('credential')
    expect(kid).not.toBe(before.kid)
    expect(kid).toBe(after.kid)
    expect(verifies(after.jwk, bytes, signature)).toBe(true)
    expect(spkiOf(rotated)).toHaveLength(91)
  })
})
