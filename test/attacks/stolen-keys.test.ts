import { p256 } from '@noble/curves/nist.js'
import { Tag } from 'cbor2'
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { keyUses } from '#schemas/keys.ts'
import { fromBase64url, toBase64url } from '#domain/bytes.ts'
import { RegistryError } from '#domain/errors.ts'
import { decodeCbor, encodeCbor } from '#domain/qr/deterministic-cbor.ts'
import { protectedHeader, readSign1, sign1Input } from '#domain/qr/cose-sign1.ts'
import { bytesOfDigits, digitsOf } from '#domain/qr/qr-digits.ts'
import { finishPlannedIssues } from '#use-cases/finish-planned-issues.ts'
import type { IssueCertificateNeeds } from '#use-cases/issue-certificate.ts'
import { publishKeys } from '#use-cases/publish-keys.ts'
import { aRegistry, aSigner, type RegistryUnderTest } from '#test/builders/a-registry.ts'
import { aJws, aKeyPair, aMoment, issuer, payloadOf } from '#test/builders/a-world.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { everythingIn } from '#test/builders/a-table.ts'

let registry: RegistryUnderTest
beforeEach(async () => {
  registry = await aRegistry()
})

const issued = async () => registry.issue(await registry.request())
const bytesOfQr = (qr: string) => bytesOfDigits(qr.split('#')[1]!)
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'issued',
    (error: unknown) => (error instanceof RegistryError ? error.code : error),
  )
const judged = async (presented: Parameters<RegistryUnderTest['verify']>[0]) => {
  const { verdict, checks } = await registry.verify(presented)
  return [
    verdict,
    ...checks.flatMap(({ outcome, code }) => (outcome === 'fail' || outcome === 'unknown' ? [code] : [])),
  ]
}

/** ECDSA has two signatures for one: (r, s) and (r, n − s). */
function twin(signature: Uint8Array): Uint8Array<ArrayBuffer> {
  const order = p256.Point.Fn.ORDER
  const s = BigInt(`0x${Buffer.from(signature.slice(32)).toString('hex')}`)
  const other = (order - s).toString(16).padStart(64, '0')
  return new Uint8Array([...signature.slice(0, 32), ...Buffer.from(other, 'hex')])
}

describe('with a stolen key of the registry', () => {
  it('a QR code with other goods around a known certificate is not valid', async () => {
    const { qr } = await issued()
    const key = registry.signingKeys.qr
    const claims = decodeCbor(readSign1(bytesOfQr(qr)).payload) as Map<number, unknown>
    const header = protectedHeader(fromBase64url(key.kid)!)
    const payload = encodeCbor(new Map([...claims, [-6, 'RU'], [-5, [[1, '930190', null, '5000', 'NAR']]]]))
    const forged = digitsOf(
      encodeCbor(new Tag(18, [header, new Map(), payload, await key.sign(sign1Input(header, payload))])),
    )
    expect(await judged({ qr: forged })).toEqual(['undetermined', 'signatory-not-presented'])
  })

  it('a credential with another statement under a known id is invalid', async () => {
    const { id } = await issued()
    const payload = payloadOf((await registry.ports.certificates.find(id))!)
    const forged = await aJws(registry.signingKeys.credential, 'euc+sd-jwt', {
      ...payload,
      statement: { ...aStatement(), remarks: 'More of it.' },
    })
    expect(await judged({ credential: `${forged}~` })).toEqual([
      'invalid',
      'statement-hash-mismatch',
      'signatory-key-unknown',
    ])
  })

  it('a certificate that the registry never issued is invalid', async () => {
    const { id } = await issued()
    const payload = payloadOf((await registry.ports.certificates.find(id))!)
    const forged = await aJws(registry.signingKeys.credential, 'euc+sd-jwt', {
      ...payload,
      jti: '00041061050R3GG28A1C60T3GF5E',
    })
    expect(await judged({ credential: `${forged}~` })).toEqual([
      'invalid',
      'certificate-unknown',
      'signatory-key-unknown',
    ])
  })
})

describe('with the other of two ECDSA signatures', () => {
  it('a credential is the same certificate', async () => {
    const { credential } = await issued()
    const [header, payload, signature] = credential.slice(0, -1).split('.')
    const other = `${header}.${payload}.${toBase64url(twin(fromBase64url(signature!)!))}~`
    expect(other).not.toBe(credential)
    expect(await judged({ credential: other })).toEqual(['valid'])
  })

  it('a QR code is not one that the registry printed', async () => {
    const { qr } = await issued()
    const { signature, payload } = readSign1(bytesOfQr(qr))
    const header = protectedHeader(fromBase64url(registry.signingKeys.qr.kid)!)
    const other = digitsOf(encodeCbor(new Tag(18, [header, new Map(), payload, twin(signature)])))
    expect(await judged({ qr: other })).toEqual(['undetermined', 'signatory-not-presented'])
  })

  it('a signed request is no second request', async () => {
    const body = await registry.request()
    await registry.issue(body)
    const [header, payload, signature] = body.split('.')
    const other = `${header}.${payload}.${toBase64url(twin(fromBase64url(signature!)!))}`
    const before = await everythingIn(registry.table)
    expect(await refusal(registry.issue(other))).toBe('request-already-used')
    const after = await everythingIn(registry.table)
    expect(after.filter(({ SK }) => SK === 'CERT')).toEqual(before.filter(({ SK }) => SK === 'CERT'))
  })
})

/** A registry that crashes between plan and signature. */
const dying = (needs: IssueCertificateNeeds): IssueCertificateNeeds => ({
  ...needs,
  signer: { ...needs.signer, sign: () => Promise.reject(new Error('the process dies here')) },
})

describe('what no verifier would accept is not issued:', () => {
  it('a request signed before its key was in force', async () => {
    const key = await aKeyPair()
    await registry.ports.organisations.register(
      { ...registry.importer.organisation, id: 'new-importer', name: 'Another Importer JSC' },
      {
        ...registry.importer.organisationKey,
        organisation: 'new-importer',
        kid: key.kid,
        jwk: key.jwk,
        notBefore: aMoment - 10,
      },
    )
    const request = (iat: number) =>
      aJws(key, 'euc-req+jwt', { aud: issuer, iat, iss: 'new-importer', statement: aStatement() })
    expect(await refusal(registry.issue(await request(aMoment - 11)))).toBe('signatory-unknown')
    expect(registry.counts.signed).toBe(0)
    const { credential } = await registry.issue(await request(aMoment - 10))
    expect(await judged({ credential })).toEqual(['valid'])
  })

  it('a certificate by a key that comes into force after the time that it names', async () => {
    const crashed = await aRegistry({ change: dying })
    await expect(crashed.issue(await crashed.request(), randomUUID())).rejects.toThrow('dies here')

    const { signer, counts } = await aSigner()
    crashed.clock.set(aMoment + 60)
    for (const use of keyUses) {
      const published = await signer.publicKey(use)
      const window = { notBefore: aMoment + 30, notAfter: aMoment + 90_000_000, state: 'active' } as const
      await crashed.ports.keys.record({ ...published, use, ...window })
    }
    const sweep = finishPlannedIssues({ ...crashed.ports, signer })
    expect(await sweep()).toEqual({ finished: 0, cancelled: 0, failed: 1 })
    expect(counts.signed).toBe(0)
    crashed.clock.set(aMoment + 2 * 86_400)
    expect(await sweep()).toEqual({ finished: 0, cancelled: 1, failed: 0 })
  })
})

describe('a certificate that was planned when the keys were changed', () => {
  it('is finished with the new keys, and verifies', async () => {
    const crashed = await aRegistry({ change: dying })
    const key = randomUUID()
    const body = await crashed.request()
    await expect(crashed.issue(body, key)).rejects.toThrow('dies here')

    const { signer } = await aSigner()
    crashed.clock.set(aMoment + 60)
    await publishKeys({ ...crashed.ports, signer })()
    expect(await finishPlannedIssues({ ...crashed.ports, signer })()).toEqual({ finished: 1, cancelled: 0, failed: 0 })
    const { credential, qr } = await crashed.issue(body, key)
    expect((await crashed.verify({ credential })).verdict).toBe('valid')
    expect((await crashed.verify({ qr })).verdict).toBe('valid')
  })
})
