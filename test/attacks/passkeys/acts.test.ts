import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RsaJwk } from '#schemas/person.ts'
import { RegistryError } from '#domain/errors.ts'
import { aRegistry, type RegistryUnderTest } from '#test/builders/a-registry.ts'
import { aSignatory, keepSignatory, type Signatory } from '#test/builders/a-signatory.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { everythingIn } from '#test/builders/a-table.ts'
import { aMoment, issuer } from '#test/builders/a-world.ts'
import { aSoftwarePasskey, type Lies } from '#test/builders/an-authenticator.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'
import { assertionLies } from './assertion-lies.ts'

const organisation = 'mekong-precision'
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) =>
      error instanceof RegistryError
        ? [error.code, ...error.faults.map(({ pointer, rule }) => `${pointer} ${rule}`)]
        : error,
  )

let signed = 0
/** Each is another request, a second older than the last. */
const requestOf = (over: object = {}) => ({
  aud: issuer,
  iat: aMoment - 60 - signed++,
  iss: organisation,
  statement: aStatement(),
  ...over,
})

let registry: RegistryUnderTest
let linh: Signatory
beforeAll(async () => {
  registry = await aRegistry()
})
beforeEach(async () => {
  linh = aSignatory(organisation)
  await keepSignatory(registry.table, linh)
})

describe('a statement that a person signs', () => {
  it('becomes a certificate, and everybody who holds it learns who signed', async () => {
    const { credential } = await registry.issue(await linh.device.sign(requestOf(), issuer))
    const { verdict, checks } = await registry.verify({ credential })
    expect(verdict).toBe('valid')
    expect(checks.find(({ name }) => name === 'signatory')).toMatchObject({
      outcome: 'pass',
      code: 'signatory-ok',
      facts: { organisation, signatory: 'Linh Tran', title: 'Managing director', mandate: 'LEGAL_REP' },
    })
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it.each(assertionLies)('%s is refused, with the reason, and nothing is stored', async (_, over, rule) => {
    const before = await everythingIn(registry.table)
    expect(await refusal(registry.issue(await linh.device.sign(requestOf(), issuer, over)))).toEqual([
      'signature-invalid',
      ` ${rule}`,
    ])
    expect(await everythingIn(registry.table)).toEqual(before)
  })

  it('with a counter that went back, extensions, or a browser’s own way of writing, is as good as any', async () => {
    const odd: Lies[] = [
      { count: 0 },
      { flags: 0x8d, extensions: Uint8Array.of(0xa0) },
      { clientText: (text) => ` ${text.replaceAll('/', '\\/')}\n` },
      { clientText: (text) => text.replace('"crossOrigin":false,', '').replace(',"crossOrigin":false', '') },
      { client: { other_keys_can_be_added_here: { challenge: 'of no meaning' } } },
    ]
    for (const each of odd)
      expect(await refusal(registry.issue(await linh.device.sign(requestOf(), issuer, each)))).toBe('done')
  })

  it('by an RSA key is as good as any; by a weak one it is nothing', async () => {
    const strong = aSignatory(organisation, aSoftwarePasskey({ modulus: 2048 }))
    await keepSignatory(registry.table, strong)
    const { credential } = await registry.issue(await strong.device.sign(requestOf(), issuer))
    expect((await registry.verify({ credential })).verdict).toBe('valid')

    // However it came into the table: with an exponent of one, the padding alone is its signature.
    const weak = aSignatory(organisation)
    const jwk = { ...(strong.passkey.jwk as RsaJwk), e: 'AQ' }
    await keepSignatory(registry.table, { ...weak, passkey: { ...weak.passkey, jwk } })
    const forged = await weak.device.sign(requestOf(), issuer, { signature: () => new Uint8Array(256).fill(1) })
    expect(await refusal(registry.issue(forged))).toEqual(['signature-invalid', ' signature-invalid'])
  })

  it('is one certificate: replayed under another key, or signed anew over the same payload, it makes no second', async () => {
    const request = requestOf()
    const first = await linh.device.sign(request, issuer)
    const key = randomUUID()
    const issued = await registry.issue(first, key)
    expect(await registry.issue(first, key)).toEqual(issued)
    const again = await linh.device.sign(request, issuer, { count: 2 })
    expect(await registry.issue(again, key)).toEqual(issued)
    for (const body of [first, again]) expect(await refusal(registry.issue(body))).toEqual(['request-already-used'])
  })

  it('by the passkey of another is refused: of another person, another organisation, nobody', async () => {
    const minh = aSignatory(organisation)
    await keepSignatory(registry.table, minh)
    const stranger = aSignatory('stranger-importer')
    await registry.ports.organisations.register(
      { ...registry.importer.organisation, id: 'stranger-importer', name: `Stranger ${randomUUID()}` },
      await aKeyOf('stranger-importer'),
    )
    await keepSignatory(registry.table, stranger)
    const as = (credentialId: string) => ({ credentialId })
    const attempts: [string, unknown][] = [
      [await linh.device.sign(requestOf(), issuer, as(minh.device.id)), ['signature-invalid', ' signature-invalid']],
      [
        await linh.device.sign(requestOf(), issuer, as(stranger.device.id)),
        ['signature-invalid', ' signature-invalid'],
      ],
      [await stranger.device.sign(requestOf(), issuer), ['signatory-unknown', '/iss issuer-key-mismatch']],
      [await aSoftwarePasskey().sign(requestOf(), issuer), ['signatory-unknown']],
      [await linh.device.sign(requestOf(), issuer, as('AAAA')), ['signatory-unknown']],
    ]
    for (const [body, expected] of attempts) expect(await refusal(registry.issue(body))).toEqual(expected)
  })

  it('by who is not, or no longer, entitled is refused', async () => {
    const body = async () => linh.device.sign(requestOf(), issuer)
    const attempt = async (over: Partial<Signatory['person']>, passkey: Partial<Signatory['passkey']> = {}) => {
      await keepSignatory(registry.table, {
        person: { ...linh.person, ...over },
        passkey: { ...linh.passkey, ...passkey },
      })
      return refusal(registry.issue(await body()))
    }
    expect(await attempt({ duties: [] })).toEqual(['not-allowed'])
    expect(await attempt({ duties: ['administrator'] })).toEqual(['not-allowed'])
    expect(await attempt({ state: 'removed' })).toEqual(['signatory-unknown'])
    expect(await attempt({ state: 'invited' })).toEqual(['signatory-unknown'])
    expect(await attempt({}, { notAfter: aMoment - 1 })).toEqual(['signatory-unknown'])
    expect(await attempt({}, { notAfter: aMoment })).toEqual(['signatory-unknown'])
    expect(await attempt({}, { notBefore: aMoment + 400 })).toEqual(['signatory-unknown'])
    expect(await attempt({}, { notBefore: aMoment })).toEqual('done')
  })

  it('for another registry, or that is an act, is refused', async () => {
    const other = requestOf({ aud: 'https://other.example' })
    expect(await refusal(registry.issue(await linh.device.sign(other, issuer)))).toEqual([
      'request-for-other-registry',
      '/aud audience',
    ])
    expect(await refusal(registry.issue(await linh.device.sign(other, 'https://other.example')))).toEqual([
      'signature-invalid',
      ' origin-differs',
    ])
    const act = { act: 'add-key', aud: issuer, iat: aMoment, input: {}, iss: organisation }
    expect(await refusal(registry.issue(await linh.device.sign(act, issuer)))).toEqual([
      'request-token-invalid',
      ' schema-invalid',
    ])
  })

  it('in any other spelling is refused before anybody is looked for', async () => {
    const honest = await linh.device.sign(requestOf(), issuer)
    const parts = honest.split('.')
    const spellings = [
      ` ${honest}`,
      `${honest}\n`,
      `${honest}.`,
      `${honest}=`,
      honest.replace('webauthn1', 'webauthn2'),
      honest.replace('webauthn1', 'WEBAUTHN1'),
      parts.slice(0, 5).join('.'),
      [...parts.slice(0, 5), ''].join('.'),
      [...parts, parts[5]].join('.'),
      parts.with(2, `${parts[2]}=`).join('.'),
      parts.with(1, '__proto__').join('.'),
      parts.with(4, parts[4]!.replace(/.$/, '+')).join('.'),
      parts.with(4, 'A'.repeat(6_000)).join('.'),
      parts.with(3, 'A'.repeat(2_000)).join('.'),
      parts.with(1, 'A'.repeat(2_000)).join('.'),
      `webauthn1.${'.'.repeat(100_000)}`,
      `webauthn1.${'A'.repeat(250_000)}`,
      'webauthn1.',
    ]
    let looked = 0
    const find = async () => {
      looked += 1
      return undefined
    }
    const blind = await aRegistry({ change: (needs) => ({ ...needs, signatories: { find } }) })
    for (const body of spellings)
      expect(await refusal(blind.issue(body))).toEqual(['request-token-invalid', expect.anything()])
    expect(looked).toBe(0)
  })
})

it('an act of a person changes a status once, by who may', async () => {
  const { id } = await registry.issue(await linh.device.sign(requestOf(), issuer))
  const act = { act: 'suspend', aud: issuer, iat: aMoment, id, iss: organisation, reason: 'goods are lost' }
  const body = await linh.device.sign(act, issuer)
  await keepSignatory(registry.table, { ...linh, person: { ...linh.person, duties: ['administrator'] } })
  expect(await refusal(registry.change(id, body))).toEqual(['not-allowed'])
  await keepSignatory(registry.table, linh)
  expect(await registry.change(id, body)).toEqual({ id, status: 'suspended', statusSince: aMoment })
  const back = await linh.device.sign({ ...act, act: 'reinstate' }, issuer)
  await registry.change(id, back)
  expect(await refusal(registry.change(id, body))).toEqual(['request-already-used'])
  const stale = await linh.device.sign({ ...act, act: 'revoke', iat: aMoment - 3_601 }, issuer)
  expect(await refusal(registry.change(id, stale))).toEqual(['request-stale', '/iat too-old'])
  expect(await checkRegistry(registry.table)).toEqual([])
})

async function aKeyOf(owner: string) {
  const { jwk, kid } = (await aRegistry()).importer.organisationKey
  return { ...registry.importer.organisationKey, jwk, kid, organisation: owner }
}
