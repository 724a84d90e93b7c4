import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { issuedCertificate } from '#schemas/operations.ts'
import { canonicalJson } from '#domain/canonical-json.ts'
import { RegistryError } from '#domain/errors.ts'
import { aRegistry, type RegistryUnderTest } from '#test/builders/a-registry.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { everythingIn } from '#test/builders/a-table.ts'
import { aJws, aKeyPair, aMoment, issuer, payloadOf, verifierOrigin } from '#test/builders/a-world.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

let registry: RegistryUnderTest
beforeEach(async () => {
  registry = await aRegistry()
})

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'issued',
    (error: unknown) =>
      error instanceof RegistryError
        ? { code: error.code, faults: error.faults.map(({ pointer, rule }) => `${pointer} ${rule}`) }
        : error,
  )

describe('a signed statement', () => {
  it('becomes a certificate that verifies as credential and as QR code', async () => {
    const issued = issuedCertificate.parse(await registry.issue(await registry.request()))
    expect(issued).toMatchObject({
      issuedAt: aMoment,
      qr: expect.stringMatching(new RegExp(`^${verifierOrigin}/#1\\d+$`)),
    })
    expect((await registry.verify({ credential: issued.credential })).verdict).toBe('valid')
    expect((await registry.verify({ qr: issued.qr })).verdict).toBe('valid')
    expect((await registry.verify({ id: issued.id })).verdict).toBe('undetermined')
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('is carried unchanged, with the hash of what the importer signed', async () => {
    const statement = aStatement()
    const issued = await registry.issue(await registry.request(statement))
    const certificate = await registry.ports.certificates.find(issued.id)
    const payload = payloadOf(certificate!)
    expect(canonicalJson(payload['statement'])).toBe(canonicalJson(statement))
    expect(payload).toMatchObject({
      iss: issuer,
      jti: issued.id,
      req: { iss: 'mekong-precision' },
      vct: 'urn:end-use-registry:certificate:1',
    })
  })

  it('gets status positions that are never given twice', async () => {
    for (let at = 0; at < 5; at++) await registry.issue(await registry.request())
    expect(await checkRegistry(registry.table)).toEqual([])
  })
})

describe('the same Idempotency-Key', () => {
  it('with the same statement a hundred times at once gives the same bytes, and one certificate', async () => {
    const body = await registry.request()
    const key = randomUUID()
    const answers = await Promise.all(Array.from({ length: 100 }, () => registry.issue(body, key)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    const again = await registry.issue(body, key)
    expect(again).toEqual(answers[0])
    expect((await everythingIn(registry.table)).filter(({ SK }) => SK === 'CERT')).toHaveLength(1)
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('is answered the same years later, when the request is long stale', async () => {
    const body = await registry.request()
    const key = randomUUID()
    const first = await registry.issue(body, key)
    registry.clock.set(aMoment + 1_000_000)
    expect(await registry.issue(body, key)).toEqual(first)
  })

  it('is not the only guard: a signed request sent again under another key makes no second certificate', async () => {
    const body = await registry.request()
    const first = await registry.issue(body, 'the-key-of-the-importer')
    const before = await everythingIn(registry.table)
    expect(await refusal(registry.issue(body))).toEqual({ code: 'request-already-used', faults: [] })
    const several = await Promise.all(Array.from({ length: 5 }, () => refusal(registry.issue(body))))
    expect(new Set(several.map((each) => JSON.stringify(each)))).toEqual(
      new Set(['{"code":"request-already-used","faults":[]}']),
    )
    expect((await everythingIn(registry.table)).filter(({ SK }) => SK !== 'COUNTER')).toEqual(
      before.filter(({ SK }) => SK !== 'COUNTER'),
    )
    expect(await registry.issue(body, 'the-key-of-the-importer')).toEqual(first)
  })

  it('with another statement is refused, and nothing changes', async () => {
    const key = randomUUID()
    await registry.issue(await registry.request(), key)
    const before = await everythingIn(registry.table)
    const other = await registry.request(
      aStatement((statement) => {
        statement.reference = 'ANOTHER'
      }),
    )
    expect(await refusal(registry.issue(other, key))).toEqual({ code: 'idempotency-key-reused', faults: [] })
    expect(await everythingIn(registry.table)).toEqual(before)
  })

  it('of another organisation is another key', async () => {
    const key = randomUUID()
    const first = await registry.issue(await registry.request(), key)
    const stranger = await aKeyPair()
    await registry.ports.organisations.register(
      { ...registry.importer.organisation, id: 'second-importer', name: 'Second Importer JSC' },
      { ...registry.importer.organisationKey, organisation: 'second-importer', kid: stranger.kid, jwk: stranger.jwk },
    )
    const body = await aJws(stranger, 'euc-req+jwt', {
      aud: issuer,
      iat: aMoment,
      iss: 'second-importer',
      statement: aStatement(),
    })
    const second = await registry.issue(body, key)
    expect(second.id).not.toBe(first.id)
  })
})

describe('is refused, with nothing stored,', () => {
  const cases: [string, () => Promise<string>, { code: string; faults: string[] }][] = [
    ['a body that is no JWS', async () => 'hello', { code: 'request-token-invalid', faults: [' segments'] }],
    [
      'a credential instead of a request',
      async () => aJws(registry.importer.importerKey, 'euc+sd-jwt', {}),
      { code: 'request-token-invalid', faults: [' typ-not-allowed'] },
    ],
    [
      'a key that nobody registered',
      async () =>
        aJws(await aKeyPair(), 'euc-req+jwt', {
          aud: issuer,
          iat: aMoment,
          iss: 'mekong-precision',
          statement: aStatement(),
        }),
      { code: 'signatory-unknown', faults: [] },
    ],
    [
      'a signature that does not fit',
      async () => {
        const [head, , signature] = (await registry.request()).split('.')
        const [, payload] = (
          await registry.request(
            aStatement((statement) => {
              statement.reference = 'X'
            }),
          )
        ).split('.')
        return `${head}.${payload}.${signature}`
      },
      { code: 'signature-invalid', faults: [] },
    ],
    [
      'another organisation’s name',
      () => registry.request(aStatement(), { iss: 'somebody-else' }),
      { code: 'signatory-unknown', faults: ['/iss issuer-key-mismatch'] },
    ],
    [
      'a statement for another registry',
      () => registry.request(aStatement(), { aud: 'https://other.example' }),
      { code: 'request-for-other-registry', faults: ['/aud audience'] },
    ],
    [
      'a member too many around the statement',
      () => registry.request(aStatement(), { nbf: 1 }),
      { code: 'request-token-invalid', faults: [' schema-invalid'] },
    ],
    [
      'a request of last month',
      () => registry.request(aStatement(), { iat: aMoment - 30 * 86_400 }),
      { code: 'request-stale', faults: ['/iat too-old'] },
    ],
    [
      'a request of tomorrow',
      () => registry.request(aStatement(), { iat: aMoment + 86_400 }),
      { code: 'request-stale', faults: ['/iat in-the-future'] },
    ],
  ]

  it.each(cases)('%s', async (_, body, expected) => {
    const before = await everythingIn(registry.table)
    expect(await refusal(registry.issue(await body()))).toEqual(expected)
    expect(await everythingIn(registry.table)).toEqual(before)
    expect(registry.counts.signed).toBe(0)
  })

  it('a statement with errors: all of them at once, each with its place', async () => {
    const statement = aStatement()
    const bad = { ...statement, lines: [{ ...statement.lines[0]!, quantity: '0', unit: 'XXQ' }], extra: true } as never
    const before = await everythingIn(registry.table)
    const found = (await refusal(registry.issue(await registry.request(bad)))) as { code: string; faults: string[] }
    expect(found.code).toBe('statement-invalid')
    expect(found.faults.map((fault) => fault.split(' ')[0])).toEqual(
      expect.arrayContaining(['/statement/extra', '/statement/lines/0/quantity', '/statement/lines/0/unit']),
    )
    expect(await everythingIn(registry.table)).toEqual(before)
  })

  it('an organisation without the role of importer', async () => {
    const bank = await aKeyPair()
    await registry.ports.organisations.register(
      { ...registry.importer.organisation, id: 'a-bank', name: 'A Bank JSC', roles: ['bank'] },
      { ...registry.importer.organisationKey, organisation: 'a-bank', kid: bank.kid, jwk: bank.jwk },
    )
    const body = await aJws(bank, 'euc-req+jwt', { aud: issuer, iat: aMoment, iss: 'a-bank', statement: aStatement() })
    expect(await refusal(registry.issue(body))).toEqual({ code: 'not-an-importer', faults: [] })
  })

  it('everything, while the signing key is not published', async () => {
    const unpublished = await aRegistry({
      change: (needs) => ({ ...needs, keys: { ...needs.keys, list: async () => [] } }),
    })
    expect(await refusal(unpublished.issue(await unpublished.request()))).toEqual({
      code: 'signer-unavailable',
      faults: [],
    })
    expect(unpublished.counts.signed).toBe(0)
  })
})
