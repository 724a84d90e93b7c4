import { beforeAll, describe, expect, it } from 'vitest'
import type { Certificate } from '#schemas/certificate.ts'
import type { Evidence, Presented } from '#schemas/evidence.ts'
import { judgement } from '#test/builders/a-judgement.ts'
import { aKeyPair, aWorld, verifierOrigin, type World } from '#test/builders/a-world.ts'

let world: World
let certificate: Certificate
let evidence: Evidence

beforeAll(async () => {
  world = await aWorld()
  certificate = await world.issue()
  evidence = world.evidenceOf(certificate)
})

const credential = (): Presented => ({ credential: certificate.credential })
const qr = (): Presented => ({ qr: world.qrOf(certificate) })
const judged = (presented: Presented, given: Evidence = evidence) => judgement(presented, given)

const withKey = (change: object): Evidence => ({
  ...evidence,
  registries: evidence.registries.map((registry) => ({
    ...registry,
    keys: registry.keys.map((key) => ({ ...key, ...change })),
  })),
})

describe('keys', () => {
  it('of another use do not count', async () => {
    expect(await judged(credential(), withKey({ use: 'qr' }))).toMatchObject({
      verdict: 'invalid',
      because: ['issuer-key key-use-not-allowed'],
    })
    expect(await judged(qr(), withKey({ use: 'credential' }))).toMatchObject({
      verdict: 'invalid',
      because: ['issuer-key key-use-not-allowed'],
    })
  })

  it('must have been in force at issue', async () => {
    expect(await judged(credential(), withKey({ notAfter: certificate.issuedAt - 1 }))).toMatchObject({
      verdict: 'invalid',
      because: ['issuer-key key-expired'],
    })
    expect(await judged(credential(), withKey({ state: 'retired' }))).toMatchObject({ verdict: 'valid' })
    expect(await judged(qr(), withKey({ state: 'compromised' }))).toMatchObject({
      verdict: 'invalid',
      because: ['issuer-key key-revoked'],
    })
  })

  it('of one registry do not speak for another', async () => {
    const given: Evidence = {
      ...evidence,
      registries: evidence.registries.map((registry) => ({ ...registry, issuer: 'https://other.example' })),
    }
    expect(await judged(credential(), given)).toMatchObject({
      verdict: 'invalid',
      because: ['issuer-key issuer-key-mismatch'],
    })
  })

  it('that are not published verify nothing', async () => {
    const stranger = await aKeyPair()
    const [qrKey] = evidence.registries[0]!.keys.filter(({ use }) => use === 'qr')
    const strange: Evidence = {
      ...evidence,
      registries: [{ ...evidence.registries[0]!, keys: [{ ...qrKey!, kid: stranger.kid, jwk: stranger.jwk }] }],
    }
    expect(await judged(credential(), strange)).toMatchObject({
      verdict: 'invalid',
      because: ['issuer-key kid-unknown'],
    })
    expect(await judged(qr(), strange)).toMatchObject({ verdict: 'invalid', because: ['issuer-key kid-unknown'] })
  })

  it('whose hints collide are each tried', async () => {
    const [registry] = evidence.registries
    const real = registry!.keys.find(({ use }) => use === 'qr')!
    const impostor = { ...real, jwk: (await aKeyPair()).jwk, kid: `${real.kid.slice(0, 11)}${'A'.repeat(32)}` }
    expect(
      await judged(qr(), { ...evidence, registries: [{ ...registry!, keys: [impostor, ...registry!.keys] }] }),
    ).toMatchObject({ verdict: 'valid' })
  })
})

describe('the text of a QR code', () => {
  it.each([
    ['a look-alike site', (digits: string) => `https://verify.examp1e/#${digits}`, 'form qr-untrusted-url'],
    [
      'the right host in the path',
      (digits: string) => `https://evil.example/${verifierOrigin}/#${digits}`,
      'form qr-untrusted-url',
    ],
    [
      'the right host as user',
      (digits: string) => `https://verify.example@evil.example/#${digits}`,
      'form qr-untrusted-url',
    ],
    ['another scheme', (digits: string) => `http://verify.example/#${digits}`, 'form qr-untrusted-url'],
    ['an address of something else', () => 'https://verify.example/menu', 'form not-a-certificate'],
    ['words', () => 'hello', 'form not-a-certificate'],
    ['a later version', (digits: string) => `${verifierOrigin}/#2${digits.slice(1)}`, 'form qr-version-unknown'],
  ])('from %s is refused', async (_, text, because) => {
    expect(await judged({ qr: text(certificate.qrDigits) })).toEqual({
      verdict: 'invalid',
      because: [because],
      shown: undefined,
    })
  })

  it('shows nothing of a payload whose signature does not verify', async () => {
    const forged = await aWorld()
    expect(await judged({ credential: (await forged.issue()).credential })).toEqual({
      verdict: 'invalid',
      because: ['issuer-key kid-unknown'],
      shown: undefined,
    })
  })
})
