import { beforeAll, describe, expect, it } from 'vitest'
import type { Certificate } from '#schemas/certificate.ts'
import type { Evidence, Presented } from '#schemas/evidence.ts'
import type { StatusValue } from '#schemas/status-list.ts'
import { verify } from '#domain/verification/verify.ts'
import { judgement } from '#test/builders/a-judgement.ts'
import { aStatusListToken, invalid, neverIssued, suspended, valid } from '#test/builders/a-status-list.ts'
import { aKeyPair, aMoment, aWorld, type World } from '#test/builders/a-world.ts'

const day = 86_400

let world: World
let certificate: Certificate
let forms: [string, Presented][]

beforeAll(async () => {
  world = await aWorld()
  certificate = await world.issue()
  forms = [
    ['credential', { credential: certificate.credential }],
    ['QR code', { qr: world.qrOf(certificate) }],
  ]
})

interface Offline {
  value?: StatusValue
  listTime?: number
  list?: number
  seq?: number
  change?: Partial<Evidence>
}

/** What a telephone without a signal holds: keys and a list. The builder gives the first certificate position 1. */
async function offline({
  value = valid,
  listTime = aMoment,
  list = 27_392,
  seq = 5,
  change = {},
}: Offline = {}): Promise<Evidence> {
  const token = await aStatusListToken(world.keys.status, { 0: valid, 1: value }, { list, seq, now: listTime })
  return {
    registries: world.evidenceOf(certificate, listTime).registries,
    record: { found: 'not-reached' },
    signatory: { found: 'not-reached' },
    statusList: { found: 'yes', asOf: listTime, fact: { token } },
    ...change,
  }
}

const judged = (presented: Presented, evidence: Evidence, now = aMoment) => judgement(presented, evidence, now)

describe('without a network', () => {
  it('an honest certificate is valid as of the list, and what was not compared is said', async () => {
    for (const [, presented] of forms) {
      const { verdict, checks } = await verify(presented, await offline(), aMoment + 3600)
      expect(verdict).toBe('valid')
      const told = checks.map(({ name, outcome, code }) => `${name} ${outcome} ${code}`)
      expect(told).toContain('registration pass registered-by-list')
      expect(told).toContain('status pass status-by-list')
      expect(told).toContain('statement-hash skipped statement-hash-not-compared')
      expect(told).toContain('signatory skipped signatory-not-compared')
      expect(checks.find(({ name }) => name === 'status')).toMatchObject({
        asOf: aMoment,
        facts: { age: 3600, edition: 5 },
      })
    }
  })

  it.each([
    [invalid, 'status revoked'],
    [suspended, 'status suspended'],
  ])('value %i of the list: %s', async (value, because) => {
    for (const [, presented] of forms)
      expect(await judged(presented, await offline({ value }))).toMatchObject({
        verdict: 'invalid',
        because: [because],
      })
  })

  it('a position that was never given is refused once the list is surely younger, and open before', async () => {
    const listTime = certificate.issuedAt + 2 * day
    for (const [, presented] of forms) {
      expect(await judged(presented, await offline({ value: neverIssued, listTime }), listTime)).toMatchObject({
        verdict: 'invalid',
        because: ['registration never-issued', 'status status-unknown'],
      })
      expect(await judged(presented, await offline({ value: neverIssued }))).toMatchObject({
        verdict: 'undetermined',
        because: ['registration newer-than-list', 'status status-unknown'],
      })
    }
  })

  it('the answer grows old after a day and is none after the list has ended', async () => {
    const [, presented] = forms[1]!
    const codeAt = async (now: number) =>
      (await verify(presented, await offline(), now)).checks.find(({ name }) => name === 'status')?.code
    expect([await codeAt(aMoment + day), await codeAt(aMoment + day + 1), await codeAt(aMoment + 7 * day)]).toEqual([
      'status-by-list',
      'status-old',
      'status-stale',
    ])
    expect((await judged(presented, await offline(), aMoment + 7 * day)).verdict).toBe('undetermined')
  })

  it('an older edition than one seen before is a replay', async () => {
    const [, presented] = forms[1]!
    expect(await judged(presented, await offline({ change: { newestStatusSeq: 6 } }))).toMatchObject({
      verdict: 'undetermined',
      because: ['registration registry-not-reached', 'status status-rollback'],
    })
    expect((await judged(presented, await offline({ change: { newestStatusSeq: 5 } }))).verdict).toBe('valid')
  })

  it('a clock that lies behind a signed time that was ever seen cannot judge', async () => {
    const [, presented] = forms[1]!
    expect(
      await judged(presented, await offline({ change: { newestTimeSeen: aMoment + day } }), aMoment + 10),
    ).toMatchObject({ verdict: 'undetermined', because: ['validity clock-behind'] })
    expect((await judged(presented, await offline({ listTime: aMoment + 4000 }), aMoment)).verdict).toBe('undetermined')
  })

  it('another list than the one that the certificate names is of no use', async () => {
    const [, presented] = forms[1]!
    expect((await judged(presented, await offline({ list: 27_393 }))).verdict).toBe('undetermined')
  })

  it.each<[string, (token: string) => Promise<string> | string]>([
    [
      'a list that somebody else signed',
      async () =>
        aStatusListToken({ ...(await aKeyPair()), kid: world.keys.status.kid }, { 1: valid }, { now: aMoment }),
    ],
    [
      'a list signed by the credential key',
      () => aStatusListToken(world.keys.credential, { 1: valid }, { now: aMoment }),
    ],
    ['a list signed by an unknown key', async () => aStatusListToken(await aKeyPair(), { 1: valid }, { now: aMoment })],
    ['half a list', (token) => token.slice(0, token.length / 2)],
    ['nothing', () => ''],
    ['a credential', () => certificate.credential],
    ['a flipped bit', (token) => token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
  ])('%s never makes an answer valid', async (_, change) => {
    for (const [, presented] of forms) {
      const evidence = await offline()
      const token = evidence.statusList?.found === 'yes' ? evidence.statusList.fact.token : ''
      const tampered: Evidence = {
        ...evidence,
        statusList: { found: 'yes', asOf: aMoment, fact: { token: await change(token) } },
      }
      expect((await judged(presented, tampered)).verdict).toBe('undetermined')
    }
  })
})

describe('with the registry and a list', () => {
  it('a revocation in a list that is younger than the record counts', async () => {
    const online = world.evidenceOf(certificate, aMoment)
    const list = await offline({ value: invalid, listTime: aMoment + 60 })
    for (const [, presented] of forms) {
      expect((await judged(presented, { ...online, statusList: list.statusList }, aMoment + 70)).verdict).toBe(
        'invalid',
      )
    }
  })

  it('a record that is younger than the list decides', async () => {
    const online = world.evidenceOf(certificate, aMoment)
    const list = await offline({ value: suspended, listTime: aMoment - 60 })
    for (const [, presented] of forms)
      expect((await judged(presented, { ...online, statusList: list.statusList })).verdict).toBe('valid')
  })
})

describe('a record that is too old to judge by', () => {
  const later = aMoment + 3600

  it('is helped by a list, older or younger, that agrees with it', async () => {
    const kept = world.evidenceOf(certificate, aMoment)
    for (const listTime of [aMoment - 600, aMoment + 600]) {
      const { statusList } = await offline({ listTime })
      for (const [, presented] of forms)
        expect((await judged(presented, { ...kept, statusList }, later)).verdict).toBe('valid')
    }
  })

  it('stays open where an older list contradicts it, and is overruled by a younger one', async () => {
    const kept = world.evidenceOf(certificate, aMoment)
    const [, presented] = forms[0]!
    const older = await offline({ value: suspended, listTime: aMoment - 600 })
    expect((await judged(presented, { ...kept, statusList: older.statusList }, later)).verdict).toBe('undetermined')
    const younger = await offline({ value: suspended, listTime: aMoment + 600 })
    expect((await judged(presented, { ...kept, statusList: younger.statusList }, later)).verdict).toBe('invalid')
  })
})

describe('a key in wrong hands', () => {
  const compromised = (evidence: Evidence, since: number): Evidence => ({
    ...evidence,
    registries: evidence.registries.map((registry) => ({
      ...registry,
      keys: registry.keys.map((key) =>
        key.use === 'status' ? key : { ...key, state: 'compromised' as const, compromisedSince: since },
      ),
    })),
  })

  it('leaves an honest certificate valid where the registry shows that it is from before', async () => {
    const evidence = compromised(world.evidenceOf(certificate), certificate.issuedAt + 10)
    for (const [, presented] of forms) {
      const report = await verify(presented, evidence, aMoment)
      expect(report.verdict).toBe('valid')
      expect(report.checks.find(({ name }) => name === 'issuer-key')?.code).toBe('key-compromised-but-recorded')
    }
  })

  it('is not believed without the registry, because its thief can back-date', async () => {
    const evidence = compromised(await offline(), certificate.issuedAt + 10)
    for (const [, presented] of forms)
      expect(await judged(presented, evidence)).toEqual({
        verdict: 'undetermined',
        because: ['issuer-key key-compromised-record-needed'],
        shown: undefined,
      })
  })

  it('makes what it signed since, what the registry has otherwise, and what it does not have invalid', async () => {
    const [, presented] = forms[0]!
    expect((await judged(presented, compromised(world.evidenceOf(certificate), certificate.issuedAt))).because).toEqual(
      ['issuer-key key-revoked'],
    )
    const unknown: Evidence = {
      ...compromised(world.evidenceOf(certificate), certificate.issuedAt + 10),
      record: { found: 'no', asOf: aMoment },
    }
    expect((await judged(presented, unknown)).because).toEqual(['issuer-key key-revoked'])
    const other = compromised(world.evidenceOf(certificate), certificate.issuedAt + 10)
    const changed: Evidence =
      other.record.found === 'yes'
        ? { ...other, record: { ...other.record, fact: { ...other.record.fact, sth: 'A'.repeat(43) } } }
        : other
    expect((await judged(presented, changed)).because).toEqual(['issuer-key key-revoked'])
  })
})
