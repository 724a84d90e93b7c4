import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '#domain/canonical-json.ts'
import { toBase64url } from '#domain/bytes.ts'
import { aForgery, aToken, aTokenDesk, codeOf, type TokenDesk } from '#test/builders/a-token-desk.ts'
import { everythingIn } from '#test/builders/a-table.ts'
import { aJws, aKeyPair, aMoment } from '#test/builders/a-world.ts'

let desk: TokenDesk
beforeAll(async () => {
  desk = await aTokenDesk()
})

const nothing = () => ''
const zeros = () => toBase64url(new Uint8Array(64))

describe('an assertion', () => {
  it('of a registered key gives a token of ten minutes, which names the organisation and no role', async () => {
    const answer = await desk.ask(await desk.assertion())
    expect(answer).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 600 })
    const [header, payload] = answer.access_token.split('.').map((part) => Buffer.from(part, 'base64url').toString())
    expect(JSON.parse(header!)).toEqual({ alg: 'ES256', kid: desk.keys.access.kid, typ: 'at+jwt' })
    expect(JSON.parse(payload!)).toEqual({
      aud: 'https://registry.example',
      client_id: desk.machine.organisation.id,
      exp: aMoment + 600,
      iat: aMoment,
      iss: 'https://registry.example',
      jti: expect.stringMatching(/^[\w-]{22}$/),
      key: desk.machine.key.kid,
      sub: desk.machine.organisation.id,
    })
    expect(await desk.whoIs(answer.access_token)).toEqual({
      kind: 'machine',
      organisation: desk.machine.organisation.id,
      roles: ['bank'],
      kid: desk.machine.key.kid,
    })
  })

  it.each([
    ['the origin as audience', { aud: 'https://registry.example' }, {}],
    ['one audience in a list', { aud: ['https://registry.example/oauth2/token'] }, {}],
    ['no typ, as RFC 7523 allows', {}, { typ: undefined }],
    ['the typ of client authentication', {}, { typ: 'client-authentication+jwt' }],
    ['nbf', { nbf: aMoment }, {}],
    ['a clock that is a minute ahead', { iat: aMoment + 60, exp: aMoment + 360 }, {}],
  ])('may have %s', async (_, claims, header) => {
    expect(await codeOf(desk.ask(await desk.assertion(claims, header)))).toBe('accepted')
  })

  it('works once, also if it is sent many times at once', async () => {
    const assertion = await desk.assertion()
    const codes = await Promise.all(Array.from({ length: 12 }, () => codeOf(desk.ask(assertion))))
    expect(codes.toSorted()).toEqual(['accepted', ...Array.from({ length: 11 }, () => 'assertion-used')])
    expect(await codeOf(desk.ask(assertion))).toBe('assertion-used')
  })

  it('cannot be made new by another signature, or other words, over its jti', async () => {
    const claims = desk.claims()
    expect(await codeOf(desk.ask(await aToken(desk.machine.key, desk.header(), claims)))).toBe('accepted')
    const again = { ...claims, exp: claims.exp + 1 }
    expect(await codeOf(desk.ask(await aToken(desk.machine.key, desk.header(), again)))).toBe('assertion-used')
  })

  it('is remembered for as long as it could be accepted', async () => {
    const later = await aTokenDesk()
    const assertion = await later.assertion({ exp: aMoment + 300 })
    expect(await codeOf(later.ask(assertion))).toBe('accepted')
    const [row] = (await everythingIn(later.table)).filter(({ PK }) => String(PK).startsWith('ASSERTION#'))
    for (const passed of [1, 299, 359, 360]) {
      later.clock.set(aMoment + passed)
      const accepted = await codeOf(later.ask(assertion))
      expect([passed, accepted]).toEqual([passed, passed < 360 ? 'assertion-used' : 'assertion-invalid'])
      if (passed < 360) expect(Number(row!.expiresAt)).toBeGreaterThan(aMoment + passed)
    }
  })
})

describe('an assertion is refused', () => {
  const claims: [string, object][] = [
    ['for another registry', { aud: 'https://other.example/oauth2/token' }],
    ['for its path alone', { aud: '/oauth2/token' }],
    ['for an address of this registry that is none', { aud: 'https://registry.example/oauth2/token/' }],
    ['for two audiences', { aud: ['https://registry.example', 'https://other.example'] }],
    ['for no audience', { aud: [] }],
    ['without audience', { aud: undefined }],
    ['with the issuer in a list', { iss: ['a'] }],
    ['of another issuer than subject', { sub: 'somebody-else' }],
    ['in the name of another', { iss: 'somebody-else', sub: 'somebody-else' }],
    ['that has ended', { exp: aMoment - 60, iat: aMoment - 120 }],
    ['that lives longer than five minutes', { exp: aMoment + 301 }],
    ['that lives for ever', { exp: 1e15 }],
    ['that never ends', { exp: undefined }],
    ['without a time', { iat: undefined }],
    ['from the future', { iat: aMoment + 61, exp: aMoment + 100 }],
    ['that is not valid yet', { nbf: aMoment + 61 }],
    ['whose time is text', { exp: `${aMoment + 100}` }],
    ['whose time has a fraction', { exp: aMoment + 100.5 }],
    ['without jti', { jti: undefined }],
    ['with a jti that can be guessed', { jti: '1' }],
    ['with a jti that is a number', { jti: 12_345_678 }],
    ['that claims a role', { roles: ['operator'] }],
    ['that claims a scope', { scope: 'operator' }],
  ]
  it.each(claims)('%s', async (_, over) => {
    expect(await codeOf(desk.ask(await desk.assertion(over)))).toBe('assertion-invalid')
  })

  const headers: [string, object][] = [
    ['alg none', { alg: 'none' }],
    ['alg NONE', { alg: 'NONE' }],
    ['alg es256', { alg: 'es256' }],
    ['alg ES384', { alg: 'ES384' }],
    ['alg RS256', { alg: 'RS256' }],
    ['alg HS256', { alg: 'HS256' }],
    ['no alg', { alg: undefined }],
    ['a list of algs', { alg: ['ES256'] }],
    ['the typ of an access token', { typ: 'at+jwt' }],
    ['the typ of a statement', { typ: 'euc-req+jwt' }],
    ['the typ of an act', { typ: 'euc-act+jwt' }],
    ['a typ in small letters', { typ: 'jwt' }],
    ['no kid', { kid: undefined }],
    ['a path as kid', { kid: '../../../etc/passwd' }],
    ['a statement of a database as kid', { kid: "' OR 1=1 --" }],
    ['a separator in kid', { kid: `${'A'.repeat(42)}#` }],
    ['an unknown kid', { kid: 'A'.repeat(43) }],
    ['a key in the header', { jwk: {} }],
    ['an address of keys', { jku: 'https://evil.example/keys' }],
    ['a certificate', { x5c: ['AAAA'] }],
    ['crit', { crit: ['b64'], b64: false }],
    ['zip', { zip: 'DEF' }],
  ]
  it.each(headers)('with %s in its header', async (_, over) => {
    expect(await codeOf(desk.ask(await desk.assertion({}, over)))).toBe('assertion-invalid')
  })

  it.each([
    ['nothing', 'none', nothing],
    ['nothing', 'ES256', nothing],
    ['zeros', 'ES256', zeros],
  ])('signed with %s, alg %s', async (_, alg, made) => {
    expect(await codeOf(desk.ask(aForgery(desk.header({ alg }), desk.claims(), made)))).toBe('assertion-invalid')
  })

  it.each(['HS256', 'ES256'])('with a MAC under the public key, alg %s', async (alg) => {
    const { jwk } = desk.machine.key
    for (const secret of [canonicalJson(jwk), jwk.x, Buffer.from(jwk.x, 'base64url')]) {
      const mac = (input: string) => createHmac('sha256', secret).update(input).digest('base64url')
      expect(await codeOf(desk.ask(aForgery(desk.header({ alg }), desk.claims(), mac)))).toBe('assertion-invalid')
    }
  })

  it('signed with a key of another curve', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    const es384 = (input: string) =>
      sign('sha384', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')
    for (const alg of ['ES384', 'ES256'])
      expect(await codeOf(desk.ask(aForgery(desk.header({ alg }), desk.claims(), es384)))).toBe('assertion-invalid')
  })

  it('signed by a key that nobody registered, or that is the registry’s own', async () => {
    for (const key of [await aKeyPair(), ...Object.values(desk.keys)]) {
      expect(await codeOf(desk.ask(await desk.assertion({}, {}, key)))).toBe('assertion-invalid')
      expect(await codeOf(desk.ask(await desk.assertion({}, { kid: key.kid }, key)))).toBe('assertion-invalid')
    }
  })

  it('signed by the key of another organisation, under either name', async () => {
    const other = await desk.aMachine()
    const { id } = other.organisation
    expect(await codeOf(desk.ask(await desk.assertion({}, { kid: other.key.kid }, other.key)))).toBe(
      'assertion-invalid',
    )
    expect(await codeOf(desk.ask(await desk.assertion({ iss: id, sub: id })))).toBe('assertion-invalid')
    expect(await codeOf(desk.ask(await desk.assertion({ iss: id, sub: id }, { kid: other.key.kid })))).toBe(
      'assertion-invalid',
    )
  })

  it.each([
    ['not in force yet', { notBefore: aMoment + 1 }],
    ['no longer in force', { notAfter: aMoment - 1 }],
    ['retired', { state: 'retired' }],
    ['compromised', { state: 'compromised', compromisedSince: aMoment + 1 }],
  ] as const)('signed by a key that is %s', async (_, over) => {
    const { organisation, key } = await desk.aMachine(over)
    const named = { iss: organisation.id, sub: organisation.id }
    expect(await codeOf(desk.ask(await desk.assertion(named, { kid: key.kid }, key)))).toBe('assertion-invalid')
  })

  it.each(['suspended', 'closed'] as const)('of an organisation that is %s', async (state) => {
    const { organisation, key } = await desk.aMachine({}, { state })
    const named = { iss: organisation.id, sub: organisation.id }
    expect(await codeOf(desk.ask(await desk.assertion(named, { kid: key.kid }, key)))).toBe('assertion-invalid')
  })

  it('that is an access token, a statement or an act', async () => {
    const { access_token: token } = await desk.ask(await desk.assertion())
    const { key, organisation } = desk.machine
    const act = { act: 'add-key', aud: 'https://registry.example', iat: aMoment, input: {}, iss: organisation.id }
    for (const other of [token, await aJws(key, 'euc-act+jwt', act), await aJws(key, 'euc-req+jwt', act)])
      expect(await codeOf(desk.ask(other))).toBe('assertion-invalid')
  })

  it('with a client_id of another', async () => {
    const assertion = await desk.assertion()
    expect(await codeOf(desk.ask(assertion, { client_id: 'somebody-else' }))).toBe('assertion-invalid')
    expect(await codeOf(desk.ask(assertion, { client_id: desk.machine.organisation.id }))).toBe('accepted')
  })

  it('in any other spelling', async () => {
    const assertion = await desk.assertion()
    const [head, body, signature] = assertion.split('.') as [string, string, string]
    const spelt = [
      '',
      '..',
      `${assertion}.`,
      ` ${assertion}`,
      `${assertion}\n`,
      `${head}=.${body}.${signature}`,
      `${head}.${body}.${signature}==`,
      `${head}.${body}`,
      `${head}..${signature}`,
      `${assertion}.${body}`,
      assertion.replaceAll('-', '+').replaceAll('_', '/').concat('='),
    ]
    for (const text of spelt) expect(await codeOf(desk.ask(text))).toBe('assertion-invalid')
  })
})
