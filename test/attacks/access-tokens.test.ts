import { createHmac } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '#domain/canonical-json.ts'
import { toBase64url, toUtf8 } from '#domain/bytes.ts'
import { aForgery, aTokenDesk, codeOf, type TokenDesk } from '#test/builders/a-token-desk.ts'
import { everythingIn } from '#test/builders/a-table.ts'
import { aJws, aKeyPair, aMoment } from '#test/builders/a-world.ts'

let desk: TokenDesk
beforeAll(async () => {
  desk = await aTokenDesk()
})

const nothing = () => ''
const zeros = () => toBase64url(new Uint8Array(64))

describe('an access token is refused', () => {
  const payload = (over: object = {}) => ({
    aud: 'https://registry.example',
    client_id: desk.machine.organisation.id,
    exp: aMoment + 600,
    iat: aMoment,
    iss: 'https://registry.example',
    jti: 'A'.repeat(22),
    key: desk.machine.key.kid,
    sub: desk.machine.organisation.id,
    ...over,
  })
  const header = (over: object = {}) => ({ alg: 'ES256', kid: desk.keys.access.kid, typ: 'at+jwt', ...over })
  const signed = (over: object = {}, head: object = {}, key = desk.keys.access) =>
    aJws(key, 'at+jwt', payload(over), header(head))

  it('not as we write it', async () => {
    expect(await codeOf(desk.whoIs(await signed()))).toBe('accepted')
  })

  it.each([
    ['of another registry', { iss: 'https://other.example' }],
    ['for another registry', { aud: 'https://other.example' }],
    ['for two', { aud: ['https://registry.example', 'https://other.example'] }],
    ['that has ended', { exp: aMoment - 30, iat: aMoment - 630 }],
    ['from the future', { exp: aMoment + 631, iat: aMoment + 31 }],
    ['that lives longer than ten minutes', { exp: aMoment + 601 }],
    ['whose subject is not its client', { sub: 'somebody-else' }],
    ['whose client is not its subject', { client_id: 'somebody-else' }],
    ['of an organisation that does not exist', { sub: 'somebody-else', client_id: 'somebody-else' }],
    ['that claims a role', { roles: ['operator'] }],
    ['that claims a scope', { scope: 'operator' }],
    ['of a key that its organisation does not have', { key: 'A'.repeat(43) }],
    ['without a key', { key: undefined }],
    ['with another form of jti', { jti: 'x' }],
  ])('%s', async (_, over) => {
    expect(await codeOf(desk.whoIs(await signed(over)))).toBe('token-invalid')
  })

  it.each([
    ['alg none', { alg: 'none' }],
    ['alg HS256', { alg: 'HS256' }],
    ['alg ES384', { alg: 'ES384' }],
    ['typ JWT', { typ: 'JWT' }],
    ['typ AT+JWT', { typ: 'AT+JWT' }],
    ['typ application/at+jwt', { typ: 'application/at+jwt' }],
    ['typ of a credential', { typ: 'euc+sd-jwt' }],
    ['another kid', { kid: 'A'.repeat(43) }],
    ['a key', { jwk: {} }],
    ['an address of keys', { jku: 'https://evil.example/keys' }],
    ['crit', { crit: ['b64'] }],
  ])('with %s in its header', async (_, over) => {
    expect(await codeOf(desk.whoIs(await signed({}, over)))).toBe('token-invalid')
  })

  it('signed by any key but that for access', async () => {
    const { access, ...others } = desk.keys
    for (const key of [await aKeyPair(), desk.machine.key, ...Object.values(others)])
      for (const kid of [access.kid, key.kid])
        expect(await codeOf(desk.whoIs(await signed({}, { kid }, key)))).toBe('token-invalid')
  })

  it('that is an assertion', async () => {
    expect(await codeOf(desk.whoIs(await desk.assertion()))).toBe('token-invalid')
    expect(await codeOf(desk.whoIs(await desk.assertion({}, { typ: 'at+jwt' })))).toBe('token-invalid')
  })

  it('signed with nothing, or with a MAC under the public key', async () => {
    const mac = (input: string) =>
      createHmac('sha256', canonicalJson(desk.keys.access.jwk)).update(input).digest('base64url')
    for (const [alg, made] of [
      ['none', nothing],
      ['ES256', zeros],
      ['HS256', mac],
      ['ES256', mac],
    ] as const)
      expect(await codeOf(desk.whoIs(aForgery(header({ alg }), payload(), made)))).toBe('token-invalid')
  })

  it('in any other spelling, and with any bit of its payload changed', async () => {
    const token = await signed()
    const [head, body, signature] = token.split('.') as [string, string, string]
    const spaced = toBase64url(toUtf8(JSON.stringify(payload(), undefined, 1)))
    const texts = ['x', 'a.b.c', `${token}=`, `${head}.${spaced}.${signature}`, `${body}.${head}.${signature}`]
    for (const text of texts) expect(await codeOf(desk.whoIs(text))).toBe('token-invalid')
    for (let at = 0; at < body.length; at += 7) {
      const other = body[at] === 'A' ? 'B' : 'A'
      expect(await codeOf(desk.whoIs(`${head}.${body.slice(0, at)}${other}${body.slice(at + 1)}.${signature}`))).toBe(
        'token-invalid',
      )
    }
  })

  it('of a registry key that is compromised', async () => {
    const other = await aTokenDesk()
    const { access_token: token } = await other.ask(await other.assertion())
    expect(await codeOf(other.whoIs(token))).toBe('accepted')
    await other.registryKeys.compromise(other.keys.access.kid, aMoment + 1)
    expect(await codeOf(other.whoIs(token))).toBe('token-invalid')
  })

  it('of another registry that has the same name', async () => {
    const twin = await aTokenDesk()
    const { access_token: token } = await twin.ask(await twin.assertion())
    expect(await codeOf(desk.whoIs(token))).toBe('token-invalid')
  })

  it.each(['suspended', 'closed'] as const)('once its organisation is %s', async (state) => {
    const other = await aTokenDesk()
    const { access_token: token } = await other.ask(await other.assertion())
    const { organisation } = other.machine
    await other.rewrite({ PK: `ORG#${organisation.id}`, SK: 'ORG', ...organisation, state })
    expect(await codeOf(other.whoIs(token))).toBe('token-invalid')
  })

  it.each([
    ['retired', { state: 'retired' }],
    ['compromised', { state: 'compromised', compromisedSince: aMoment }],
    ['out of force', { notAfter: aMoment - 1 }],
  ])('once the key that asked for it is %s', async (_, over) => {
    const other = await aTokenDesk()
    const { access_token: token } = await other.ask(await other.assertion())
    const { organisation, key } = other.machine
    const row = { kid: key.kid, jwk: key.jwk, organisation: organisation.id, notBefore: 1, notAfter: aMoment * 2 }
    const place = { PK: `ORG#${organisation.id}`, SK: `KEY#${key.kid}` }
    await other.rewrite({ ...place, ...row, state: 'active', ...over })
    expect(await codeOf(other.whoIs(token))).toBe('token-invalid')
  })

  it('roles are what the registry has on record now, whatever they were when it was given', async () => {
    const other = await aTokenDesk()
    const { access_token: token } = await other.ask(await other.assertion())
    const { organisation } = other.machine
    await other.rewrite({ PK: `ORG#${organisation.id}`, SK: 'ORG', ...organisation, roles: ['carrier'] })
    expect(await other.whoIs(token)).toMatchObject({ roles: ['carrier'] })
  })
})

it('a leaked table gives no way to sign: no private key, no assertion and no token is in it', async () => {
  const other = await aTokenDesk()
  const assertion = await other.assertion()
  const { access_token: token } = await other.ask(assertion)
  const leaked = JSON.stringify(await everythingIn(other.table))
  expect(leaked).toContain(other.machine.key.jwk.x)
  for (const secret of [assertion, token, assertion.split('.')[2]!, token.split('.')[2]!])
    expect(leaked).not.toContain(secret)
  expect(leaked).not.toMatch(/"(d|k|p|q|dp|dq|qi|privateKey|secret)":/)
  expect(leaked).not.toContain('PRIVATE KEY')
})
