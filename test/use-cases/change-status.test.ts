import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { certificateStatuses } from '#schemas/certificate.ts'
import { statusActs, type StatusActName } from '#schemas/status-act.ts'
import { statusValueOf } from '#schemas/status-list.ts'
import { RegistryError } from '#domain/errors.ts'
import { aRegistry, type RegistryUnderTest } from '#test/builders/a-registry.ts'
import { everythingIn } from '#test/builders/a-table.ts'
import { aJws, aKeyPair, aMoment } from '#test/builders/a-world.ts'
import { valueInList } from '#test/builders/value-in-list.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

let registry: RegistryUnderTest
let id: string
let credential: string
beforeEach(async () => {
  registry = await aRegistry()
  ;({ id, credential } = await registry.issue(await registry.request()))
})

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) =>
      error instanceof RegistryError
        ? { code: error.code, detail: error.message, rules: error.faults.map(({ rule }) => rule) }
        : error,
  )
const codeOf = async (promise: Promise<unknown>) => {
  const refused = await refusal(promise)
  return typeof refused === 'object' && refused !== null && 'code' in refused ? refused.code : refused
}
const change = async (act: StatusActName, key?: string) => registry.change(id, await registry.act(act, id), key)
const verdict = async () => (await registry.verify({ credential })).verdict

/** A second importer, with one certificate. */
async function aStranger() {
  const key = await aKeyPair()
  await registry.ports.organisations.register(
    { ...registry.importer.organisation, id: 'second-importer', name: 'Second Importer Ltd' },
    { ...registry.importer.organisationKey, organisation: 'second-importer', kid: key.kid, jwk: key.jwk },
  )
  const act = (over: object = {}) =>
    aJws(key, 'euc-act+jwt', {
      act: 'revoke',
      aud: 'https://registry.example',
      iat: aMoment,
      id,
      iss: 'second-importer',
      reason: 'none of their business',
      ...over,
    })
  return { act }
}

describe('an act of the organisation', () => {
  it('that revokes: the certificate stops verifying at once, and its list says so at once', async () => {
    expect(await verdict()).toBe('valid')
    expect(await change('revoke')).toEqual({ id, status: 'revoked', statusSince: aMoment })
    expect(await verdict()).toBe('invalid')
    expect(await valueInList(registry, id)).toBe(statusValueOf.revoked)
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('that suspends and reinstates: the certificate comes back, in the list too', async () => {
    await change('suspend')
    expect([await verdict(), await valueInList(registry, id)]).toEqual(['invalid', statusValueOf.suspended])
    registry.clock.set(aMoment + 60)
    expect(await change('reinstate')).toEqual({ id, status: 'active', statusSince: aMoment + 60 })
    expect([await verdict(), await valueInList(registry, id)]).toEqual(['valid', statusValueOf.active])
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('counts although its list cannot be published, and the job does that later', async () => {
    const signer = { ...registry.ports.signer, sign: () => Promise.reject(new Error('no signer')) }
    await registry.publish()
    await registry.change(id, await registry.act('revoke', id), randomUUID(), { signer })
    expect([await verdict(), await valueInList(registry, id)]).toEqual(['invalid', statusValueOf.active])
    expect(await checkRegistry(registry.table)).toEqual([])

    expect(await registry.publish()).toEqual({ published: 1, unchanged: 0, failed: 0, changes: 1 })
    expect(await valueInList(registry, id)).toBe(statusValueOf.revoked)
  })

  it('is allowed from where its row says, and leaves final states as they are', async () => {
    const allowed = new Map<string, string>([
      ['active suspend', 'suspended'],
      ['active revoke', 'revoked'],
      ['active surrender', 'surrendered'],
      ['suspended reinstate', 'active'],
      ['suspended revoke', 'revoked'],
      ['suspended surrender', 'surrendered'],
    ])
    const ways: [string, StatusActName[]][] = [
      ['active', []],
      ['suspended', ['suspend']],
      ['revoked', ['revoke']],
      ['surrendered', ['surrender']],
    ]
    for (const [from, way] of ways)
      for (const act of statusActs) {
        ;({ id } = await registry.issue(await registry.request()))
        for (const step of way) await change(step)
        const to = allowed.get(`${from} ${act}`)
        const outcome = await change(act).then(
          ({ status }) => status,
          (error: RegistryError) => error.code,
        )
        expect({ from, act, outcome }).toEqual({ from, act, outcome: to ?? 'status-move-not-allowed' })
      }
    expect(certificateStatuses).toEqual(expect.arrayContaining(ways.map(([from]) => from)))
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('wins alone when many come at once', async () => {
    const codes = await Promise.all(
      Array.from({ length: 10 }, async (_, nth) => codeOf(change(nth % 2 === 0 ? 'revoke' : 'surrender'))),
    )
    expect(codes.filter((code) => code === 'done')).toHaveLength(1)
    expect(
      codes.filter((code) => code !== 'done' && code !== 'conflict' && code !== 'status-move-not-allowed'),
    ).toEqual([])
    expect(await checkRegistry(registry.table)).toEqual([])
  })
})

describe('the same Idempotency-Key', () => {
  it('with the same act many times at once, and long after, gives the same answer and one change', async () => {
    const body = await registry.act('suspend', id)
    const key = randomUUID()
    const answers = await Promise.all(Array.from({ length: 10 }, () => registry.change(id, body, key)))
    expect(answers).toEqual(answers.map(() => ({ id, status: 'suspended', statusSince: aMoment })))

    registry.clock.set(aMoment + 60)
    await change('reinstate')
    registry.clock.set(aMoment + 10_000_000)
    expect(await registry.change(id, body, key)).toEqual(answers[0])
    expect((await registry.ports.certificates.find(id))?.status).toBe('active')
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('with another act is refused', async () => {
    const key = randomUUID()
    await change('suspend', key)
    expect(await codeOf(change('reinstate', key))).toBe('idempotency-key-reused')
  })

  it('is not the only guard: a captured act has its effect once, under whatever key', async () => {
    const captured = await registry.act('suspend', id)
    await registry.change(id, captured)
    await change('reinstate')
    expect(await codeOf(registry.change(id, captured))).toBe('request-already-used')
    expect(await verdict()).toBe('valid')
  })
})

describe('is refused, with nothing stored,', () => {
  it('an id that is unknown, of another organisation or malformed: one and the same answer', async () => {
    const stranger = await aStranger()
    const unknown = id.startsWith('7') ? `0${id.slice(1)}` : `7${id.slice(1)}`
    const nobody = '00000000000000000000000000'.padEnd(28, '0')
    const before = await everythingIn(registry.table)
    const answers = await Promise.all([
      refusal(registry.change(nobody, await registry.act('revoke', nobody))),
      refusal(registry.change(unknown, await registry.act('revoke', unknown))),
      refusal(registry.change('hello', await registry.act('revoke', 'hello'))),
      refusal(registry.change('#', await registry.act('revoke', id))),
      refusal(registry.change(nobody, await registry.act('revoke', id))),
      refusal(registry.change(id, await stranger.act())),
      refusal(registry.change(id, await stranger.act({ id: nobody }))),
    ])
    expect(answers).toEqual(answers.map(() => answers[0]))
    expect(answers[0]).toMatchObject({ code: 'certificate-unknown', rules: [] })
    expect(await everythingIn(registry.table)).toEqual(before)
  })

  const cases: [string, () => Promise<string>, string][] = [
    ['a body that is no JWS', async () => 'hello', 'request-token-invalid'],
    ['a request to issue', async () => registry.request(), 'request-token-invalid'],
    ['an act with a member too many', async () => registry.act('revoke', id, { by: 'me' }), 'request-token-invalid'],
    ['an act without a reason', async () => registry.act('revoke', id, { reason: undefined }), 'request-token-invalid'],
    ['an unknown act', async () => registry.act('erase' as 'revoke', id), 'request-token-invalid'],
    [
      'an act for another registry',
      async () => registry.act('revoke', id, { aud: 'https://other.example' }),
      'request-for-other-registry',
    ],
    [
      'an act in the name of another',
      async () => registry.act('revoke', id, { iss: 'somebody-else' }),
      'signatory-unknown',
    ],
    [
      'an act that was signed hours ago',
      async () => registry.act('revoke', id, { iat: aMoment - 3_601 }),
      'request-stale',
    ],
    ['an act that will be signed', async () => registry.act('revoke', id, { iat: aMoment + 301 }), 'request-stale'],
    ['a key that nobody registered', async () => aJws(await aKeyPair(), 'euc-act+jwt', {}), 'signatory-unknown'],
    [
      'a signature of another act',
      async () => {
        const [[header, payload], [, , signature]] = [
          (await registry.act('revoke', id)).split('.'),
          (await registry.act('suspend', id)).split('.'),
        ] as [string[], string[]]
        return `${header}.${payload}.${signature}`
      },
      'signature-invalid',
    ],
    [
      'an act for another certificate of the same organisation',
      async () => registry.act('revoke', (await registry.issue(await registry.request())).id),
      'request-token-invalid',
    ],
  ]
  it.each(cases)('%s', async (_, token, code) => {
    const body = await token()
    const before = await everythingIn(registry.table)
    expect(await codeOf(registry.change(id, body))).toBe(code)
    expect(await everythingIn(registry.table)).toEqual(before)
  })
})
