import { beforeAll, describe, expect, it } from 'vitest'
import type { Certificate, CertificateStatus } from '#schemas/certificate.ts'
import type { Evidence, Presented } from '#schemas/evidence.ts'
import { verify } from '#domain/verification/verify.ts'
import { judgement } from '#test/builders/a-judgement.ts'
import { aMoment, aWorld, type World } from '#test/builders/a-world.ts'

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
const nothing: Evidence = { registries: [], record: { found: 'not-reached' }, signatory: { found: 'not-reached' } }

const judged = (presented: Presented, given: Evidence = evidence, now = aMoment) => judgement(presented, given, now)

const withRecord = (change: object, given = evidence): Evidence =>
  given.record.found === 'yes'
    ? { ...given, record: { ...given.record, fact: { ...given.record.fact, ...change } } }
    : given
describe('an honest certificate', () => {
  it('is valid as a credential, with every check told', async () => {
    const report = await verify(credential(), evidence, aMoment)
    expect(report.checks.map(({ name, outcome, code, basis }) => `${name}: ${outcome} ${code} (${basis})`)).toEqual([
      'form: pass form-ok (computed)',
      'signature: pass signature-ok (computed)',
      'issuer-key: pass issuer-key-ok (computed)',
      'validity: pass validity-ok (computed)',
      'registration: pass registered (reported)',
      'status: pass status-active (reported)',
      'statement-hash: pass statement-hash-ok (reported)',
      'signatory: pass signatory-ok (computed)',
      'log-inclusion: skipped log-not-operated (computed)',
      'balance: skipped balance-not-operated (computed)',
      'goods: skipped not-given (computed)',
      'quantity: skipped not-given (computed)',
      'parties: skipped not-given (computed)',
      'destination: skipped not-given (computed)',
      'route: skipped not-given (computed)',
      'contract: skipped not-given (computed)',
      'transport-document: skipped not-given (computed)',
    ])
    expect(report).toMatchObject({
      verdict: 'valid',
      checkedAt: aMoment,
      status: 'active',
      shown: { source: 'credential', id: certificate.id, organisation: 'mekong-precision' },
    })
  })

  it('is valid as a QR code, with the signatory by the registry’s word', async () => {
    expect(await judged(qr())).toEqual({ verdict: 'valid', because: [], shown: 'qr' })
    const { checks } = await verify(qr(), evidence, aMoment)
    expect(checks.find(({ name }) => name === 'signatory')).toEqual({
      name: 'signatory',
      outcome: 'pass',
      code: 'signatory-confirmed-by-registry',
      required: true,
      basis: 'reported',
      asOf: aMoment,
      facts: { organisation: 'mekong-precision', name: 'Mekong Precision JSC', country: 'VN', unvouched: true },
    })
  })

  it('is valid from the digits alone', async () => {
    expect(await judged({ qr: certificate.qrDigits })).toEqual({ verdict: 'valid', because: [], shown: 'qr' })
  })

  it('is never valid by its number alone, which says nothing of the paper', async () => {
    expect(await judged({ id: certificate.id })).toEqual({
      verdict: 'undetermined',
      because: ['signature signature-not-presented'],
      shown: 'id',
    })
  })
})

describe('status', () => {
  it.each<[CertificateStatus, string]>([
    ['suspended', 'status suspended'],
    ['revoked', 'status revoked'],
    ['superseded', 'status superseded'],
    ['surrendered', 'status surrendered'],
    ['exhausted', 'status exhausted'],
    ['closed', 'status closed'],
  ])('%s makes it invalid in every form of presentation', async (status, because) => {
    const given = withRecord({ status })
    expect(await judged(credential(), given)).toEqual({ verdict: 'invalid', because: [because], shown: 'credential' })
    expect(await judged(qr(), given)).toEqual({ verdict: 'invalid', because: [because], shown: 'qr' })
    expect(await judged({ id: certificate.id }, given)).toEqual({
      verdict: 'invalid',
      because: ['signature signature-not-presented', because],
      shown: 'id',
    })
  })

  it('is not known from an old answer', async () => {
    expect(await judged(credential(), evidence, aMoment + 601)).toEqual({
      verdict: 'undetermined',
      because: ['status status-stale'],
      shown: 'credential',
    })
  })

  it('stays revoked however old the answer is', async () => {
    expect(await judged(credential(), withRecord({ status: 'revoked' }), aMoment + 100_000)).toMatchObject({
      verdict: 'invalid',
    })
  })
})

describe('the registry’s record', () => {
  it('must know the certificate', async () => {
    const given: Evidence = {
      ...evidence,
      record: { found: 'no', asOf: aMoment },
      signatory: { found: 'no', asOf: aMoment },
    }
    expect(await judged(credential(), given)).toEqual({
      verdict: 'invalid',
      because: ['registration certificate-unknown', 'signatory signatory-key-unknown'],
      shown: 'credential',
    })
    expect(await judged({ id: certificate.id }, given)).toMatchObject({ verdict: 'invalid' })
  })

  it('must hold the same content: a second certificate under a stolen key and a known id is found out', async () => {
    expect(await judged(qr(), withRecord({ sth: 'A'.repeat(43) }))).toEqual({
      verdict: 'invalid',
      because: ['statement-hash statement-hash-mismatch'],
      shown: 'qr',
    })
  })

  it('must be about this certificate', async () => {
    const other = await world.issue()
    expect(await judged(credential(), withRecord({ id: other.id }))).toMatchObject({ verdict: 'undetermined' })
    expect(await judged({ id: certificate.id }, withRecord({ id: other.id }))).toMatchObject({ verdict: 'invalid' })
  })

  it('tells a mistyped from an unknown number in no way', async () => {
    const unknown: Evidence = {
      ...evidence,
      record: { found: 'no', asOf: aMoment },
      signatory: { found: 'not-reached' },
    }
    const [mistyped, foreign] = [
      await verify({ id: 'not an id' }, unknown, aMoment),
      await verify({ id: '00041061050R3GG28A1C60T3GF5E' }, unknown, aMoment),
    ]
    expect(mistyped).toEqual(foreign)
  })
})

describe('missing facts', () => {
  it('never make an answer valid', async () => {
    expect(await judged(credential(), nothing)).toEqual({
      verdict: 'undetermined',
      because: ['issuer-key keys-missing'],
      shown: undefined,
    })
    expect(await judged(qr(), nothing)).toEqual({
      verdict: 'undetermined',
      because: ['issuer-key keys-missing'],
      shown: undefined,
    })
    expect(await judged({ id: certificate.id }, nothing)).toMatchObject({ verdict: 'undetermined' })
  })

  it('are named when only the keys are known: authentic, but not known to be in force', async () => {
    const offline: Evidence = { ...nothing, registries: evidence.registries }
    expect(await judged(credential(), offline)).toEqual({
      verdict: 'undetermined',
      because: [
        'registration registry-not-reached',
        'status status-unknown',
        'statement-hash statement-hash-unknown',
        'signatory signatory-unknown',
      ],
      shown: 'credential',
    })
  })

  it('do not hide a failure: an expired certificate is invalid without any network', async () => {
    expect(
      await judged(credential(), { ...nothing, registries: evidence.registries }, certificate.validUntil),
    ).toMatchObject({ verdict: 'invalid' })
  })
})

describe('time', () => {
  it('ends with the last day of validity, to the second', async () => {
    const late = world.evidenceOf(certificate, certificate.validUntil - 1)
    expect(await judged(credential(), late, certificate.validUntil - 1)).toMatchObject({ verdict: 'valid' })
    expect(await judged(credential(), late, certificate.validUntil)).toEqual({
      verdict: 'invalid',
      because: ['validity expired'],
      shown: 'credential',
    })
  })

  it('is not judged by a clock that lies behind what was signed or said', async () => {
    expect(await judged(credential(), evidence, aMoment - 400)).toMatchObject({
      verdict: 'undetermined',
      because: ['validity clock-behind'],
    })
  })
})

describe('the signatory', () => {
  const withSignatory = (change: object): Evidence =>
    evidence.signatory.found === 'yes'
      ? { ...evidence, signatory: { ...evidence.signatory, fact: { ...evidence.signatory.fact, ...change } } }
      : evidence

  it('is found out when the registry kept another request', async () => {
    const other = await world.issue()
    const request = await world.request({ ...JSON.parse('{"invented":true}') })
    expect(await judged(credential(), withSignatory({ request }))).toMatchObject({
      verdict: 'invalid',
      because: ['signatory signatory-mismatch'],
    })
    expect(other.request).not.toBe(request)
  })

  it('must have signed with a registered key of its own that was in force', async () => {
    expect(await judged(credential(), withSignatory({ keys: [] }))).toMatchObject({
      because: ['signatory signatory-key-unknown'],
    })
    expect(
      await judged(
        credential(),
        withSignatory({ keys: [{ ...world.organisationKey, organisation: 'somebody-else' }] }),
      ),
    ).toMatchObject({ because: ['signatory signatory-key-unknown'] })
    expect(
      await judged(credential(), withSignatory({ keys: [{ ...world.organisationKey, notAfter: 5 }] })),
    ).toMatchObject({ because: ['signatory signatory-invalid'] })
    expect(
      await judged(credential(), withSignatory({ keys: [{ ...world.organisationKey, jwk: world.keys.qr.jwk }] })),
    ).toMatchObject({ because: ['signatory signatory-invalid'] })
    expect(
      await judged(credential(), withSignatory({ organisation: { ...world.organisation, id: 'somebody-else' } })),
    ).toMatchObject({ verdict: 'invalid' })
  })

  it('of a QR code is what the registry could confirm', async () => {
    const signatory = {
      organisation: 'mekong-precision',
      name: 'Mekong Precision JSC',
      country: 'VN',
      confirmed: false,
    }
    expect(await judged(qr(), withRecord({ signatory }))).toEqual({
      verdict: 'invalid',
      because: ['signatory signatory-invalid'],
      shown: 'qr',
    })
    expect(await judged(qr(), withRecord({ signatory: undefined }))).toMatchObject({ verdict: 'undetermined' })
  })
})
