import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dynamoPeople } from '#adapters/dynamodb/people.ts'
import { toBase64url } from '#domain/bytes.ts'
import { aSoftwarePasskey, flags, type KeyKind, type Lies } from '#test/builders/an-authenticator.ts'
import { everythingIn } from '#test/builders/a-table.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'
import { ceremonyLies } from './ceremony-lies.ts'
import { aScene, browserOf, codeOf, now, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await aScene()
})
afterAll(async () => {
  const faults = await checkRegistry(scene.table)
  await scene.stop()
  expect(faults).toEqual([])
})

const nobody = { ceremony: 'A'.repeat(43), options: { challenge: 'A'.repeat(43) } }
/** All rows but those of ceremonies, which every attempt uses up. */
const records = async () =>
  (await everythingIn(scene.table)).filter((item) => !String((item as { PK: unknown }).PK).startsWith('CEREMONY#'))

describe('an invitation', () => {
  it('brings one person one passkey and a session, and its cookie is for this host alone', async () => {
    const { secret, person } = await scene.invite('Linh Tran')
    const begun = await scene.begin('start-passkey', { invitation: secret })
    expect(begun).toMatchObject({
      invited: { organisation: { id: 'people-importer', name: 'People Importer JSC' }, person: { id: person } },
      options: {
        rp: { id: 'localhost' },
        attestation: 'none',
        authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
        pubKeyCredParams: [
          { alg: -7, type: 'public-key' },
          { alg: -257, type: 'public-key' },
        ],
      },
    })
    const passkey = aSoftwarePasskey()
    const answer = await scene.finishPasskey(begun, passkey)
    expect(answer.cookies).toEqual([
      expect.stringMatching(/^__Host-session=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=43200$/),
    ])
    expect(JSON.parse(answer.body)).toMatchObject({ person: { id: person, name: 'Linh Tran', passkeys: [passkey.id] } })
    const again = await scene.finishSignIn(await scene.begin('start-sign-in', {}), passkey)
    const session = await scene.askSignedIn('get-session', {}, browserOf(again))
    expect(JSON.parse(session.body)).toEqual(JSON.parse(again.body))
  })

  it('that is unknown, was used, has expired or was replaced is refused alike, and changes nothing', async () => {
    const used = await scene.invite('Used')
    await scene.finishPasskey(await scene.begin('start-passkey', { invitation: used.secret }), aSoftwarePasskey())
    const expired = await scene.invite('Expired', { expiresAt: now() })
    const replaced = await scene.invite('Replaced')
    const person = await dynamoPeople(scene.table).find(scene.employer.id, replaced.person)
    await scene.invite('Replaced', { again: person! })
    const before = await records()
    const answers = await Promise.all(
      ['A'.repeat(43), used.secret, expired.secret, replaced.secret].map((invitation) =>
        scene.ask('start-passkey', { invitation }),
      ),
    )
    expect(answers.map(({ statusCode, body }) => [statusCode, body])).toEqual(
      answers.map(() => [403, answers[0]!.body]),
    )
    expect(codeOf(answers[0]!)).toBe('invitation-invalid')
    expect(await records()).toEqual(before)
  })

  it('used by two at once makes one passkey', async () => {
    const { secret, person } = await scene.invite('Raced')
    const begun = [
      await scene.begin('start-passkey', { invitation: secret }),
      await scene.begin('start-passkey', { invitation: secret }),
    ]
    const answers = await Promise.all(begun.map((each) => scene.finishPasskey(each, aSoftwarePasskey())))
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1)
    expect(['ceremony-invalid', 'conflict']).toContain(codeOf(answers.find(({ statusCode }) => statusCode !== 201)!))
    expect(await dynamoPeople(scene.table).passkeysOf(scene.employer.id, person)).toHaveLength(1)
  })

  it('is worth nothing once its person was removed, even when its ceremony had begun', async () => {
    const { secret, person } = await scene.invite('Gone before coming')
    const begun = await scene.begin('start-passkey', { invitation: secret })
    await scene.rewritePerson(person, { state: 'removed', version: 2 })
    expect(codeOf(await scene.finishPasskey(begun, aSoftwarePasskey()))).toBe('ceremony-invalid')
    expect(codeOf(await scene.ask('start-passkey', { invitation: secret }))).toBe('invitation-invalid')
    await scene.rewritePerson(person, { state: 'invited', version: 3 })
  })
})

describe('a ceremony', () => {
  it('works once, for its own kind, for five minutes', async () => {
    const { passkey } = await scene.somebody('Once')
    const used = await scene.begin('start-sign-in', {})
    expect((await scene.finishSignIn(used, passkey)).statusCode).toBe(201)
    const failed = await scene.begin('start-sign-in', {})
    expect(codeOf(await scene.finishSignIn(failed, passkey, { flags: flags.present }))).toBe('passkey-refused')
    const old = await scene.begin('start-sign-in', {})
    await scene.rewriteCeremony(old.ceremony, { expiresAt: now() })
    const { secret } = await scene.invite('Kind')
    const registration = await scene.begin('start-passkey', { invitation: secret })
    for (const begun of [nobody, used, failed, old, registration])
      expect(codeOf(await scene.finishSignIn(begun, passkey))).toBe('ceremony-invalid')

    const oldToo = await scene.begin('start-passkey', { invitation: secret })
    await scene.rewriteCeremony(oldToo.ceremony, { expiresAt: now() })
    for (const begun of [nobody, await scene.begin('start-sign-in', {}), oldToo])
      expect(codeOf(await scene.finishPasskey(begun, aSoftwarePasskey()))).toBe('ceremony-invalid')
  })

  it('cannot be used by many at once', async () => {
    const { passkey } = await scene.somebody('At once')
    const begun = await scene.begin('start-sign-in', {})
    const answers = await Promise.all(Array.from({ length: 8 }, () => scene.finishSignIn(begun, passkey)))
    const codes = answers.map(codeOf)
    expect(codes.filter((code) => code === 201)).toEqual([201])
    expect(codes.filter((code) => code === 'ceremony-invalid')).toHaveLength(7)
  })
})

describe('a registration', () => {
  let secret: string
  beforeAll(async () => {
    secret = (await scene.invite('Liar')).secret
  })
  const attempt = async (passkey: ReturnType<typeof aSoftwarePasskey>, over?: Lies) => {
    const begun = await scene.begin('start-passkey', { invitation: secret })
    const before = await records()
    const code = codeOf(await scene.finishPasskey(begun, passkey, over))
    expect(await records()).toEqual(before)
    return code
  }

  it.each(ceremonyLies)('%s is refused, and stores nothing', async (_, over) => {
    expect(await attempt(aSoftwarePasskey(), over)).toBe('passkey-refused')
  })

  it.each<KeyKind>(['P-384', 'Ed25519'])('with a key of %s is refused', async (kind) => {
    expect(await attempt(aSoftwarePasskey(kind))).toBe('passkey-refused')
  })

  it.each<[string, number, number[]]>([
    ['of 1024 bits', 128, [1, 0, 1]],
    ['of 2040 bits', 255, [1, 0, 1]],
    ['of 4104 bits', 513, [1, 0, 1]],
    ['whose exponent is 1', 256, [1]],
    ['whose exponent is even', 256, [1, 0, 2]],
    ['whose exponent is longer than any that is used', 256, [1, 0, 0, 0, 1]],
  ])('with an RSA key %s is refused', async (_, length, exponent) => {
    const modulus = new Uint8Array(length).fill(0xff)
    const cose = new Map<number, unknown>([
      [1, 3],
      [3, -257],
      [-1, modulus],
      [-2, Uint8Array.from(exponent)],
    ])
    expect(await attempt(aSoftwarePasskey(), { cose })).toBe('passkey-refused')
  })

  it('with a key that says it is another kind, or none, is refused', async () => {
    const { jwk } = aSoftwarePasskey()
    const [x, y] = 'x' in jwk ? [Buffer.from(jwk.x, 'base64url'), Buffer.from(jwk.y, 'base64url')] : []
    const key = (over: [number, unknown][]) =>
      new Map<number, unknown>([[1, 2], [3, -7], [-1, 1], [-2, x], [-3, y], ...over])
    for (const cose of [
      key([[3, -257]]),
      key([[3, -8]]),
      key([[-1, 2]]),
      key([[-2, x!.subarray(1)]]),
      key([[1, 3]]),
      new Map<number, unknown>(),
    ])
      expect(await attempt(aSoftwarePasskey(), { cose })).toBe('passkey-refused')
  })

  it('with a credential id that no row of ours could hold is refused', async () => {
    for (const credentialId of ['AAAA', toBase64url(new Uint8Array(1_100))])
      expect(['passkey-refused', 'request-invalid']).toContain(await attempt(aSoftwarePasskey(), { credentialId }))
  })

  it('attested by a certificate that the sender chose is refused unread', async () => {
    const attStmt = { alg: -7, sig: new Uint8Array(70), x5c: [new Uint8Array(600)] }
    for (const fmt of ['packed', 'fido-u2f', 'tpm', 'android-key', 'android-safetynet', 'apple', 'nonsense'])
      expect(await attempt(aSoftwarePasskey(), { attestation: { fmt, attStmt } })).toBe('passkey-refused')
  })

  it('with the id of somebody’s passkey does not take it over', async () => {
    const victim = await scene.somebody('Victim')
    expect(await attempt(aSoftwarePasskey(), { credentialId: victim.passkey.id })).toBe('passkey-refused')
    const signedIn = await scene.finishSignIn(await scene.begin('start-sign-in', {}), victim.passkey)
    expect(JSON.parse(signedIn.body)).toMatchObject({ person: { id: victim.person } })
  })

  it('of an honest RSA key is taken, and signs its owner in', async () => {
    const rsa = aSoftwarePasskey({ modulus: 2048 })
    await scene.somebody('Windows', rsa)
    expect((await scene.finishSignIn(await scene.begin('start-sign-in', {}), rsa)).statusCode).toBe(201)
  })
})

describe('a sign-in', () => {
  it.each(ceremonyLies)('%s is refused, and opens nothing', async (_, over) => {
    const { passkey } = await scene.somebody('Signs in')
    const begun = await scene.begin('start-sign-in', {})
    const before = await records()
    const attested = over.flags === undefined ? {} : { flags: over.flags & ~flags.attested }
    const answer = await scene.finishSignIn(begun, passkey, { ...over, ...attested })
    expect([codeOf(answer), answer.cookies]).toEqual(['passkey-refused', undefined])
    expect(await records()).toEqual(before)
  })

  it('by whoever may not is refused in the same words', async () => {
    const [unknown, mine, theirs] = [aSoftwarePasskey(), await scene.somebody('Me'), await scene.somebody('They')]
    const removed = await scene.somebody('Removed')
    await scene.rewritePerson(removed.person, { state: 'removed', version: 9 })
    const enrolled = await scene.invite('Recovered')
    const attempts: [ReturnType<typeof aSoftwarePasskey>, Lies][] = [
      [unknown, {}],
      [mine.passkey, { credentialId: theirs.passkey.id }],
      [mine.passkey, { signature: (honest) => honest.slice(0, -1) }],
      [mine.passkey, { signature: () => new Uint8Array(0) }],
      [mine.passkey, { credentialId: 'x'.repeat(1_400) }],
      [mine.passkey, { credentialId: '#' }],
      [removed.passkey, {}],
      [aSoftwarePasskey(), { credentialId: enrolled.person }],
    ]
    const answers = await Promise.all(
      attempts.map(async ([passkey, over]) =>
        scene.finishSignIn(await scene.begin('start-sign-in', {}), passkey, over),
      ),
    )
    expect(answers.map(({ statusCode, body }) => [statusCode, body])).toEqual(
      answers.map(() => [403, answers[0]!.body]),
    )
    expect(codeOf(answers[0]!)).toBe('passkey-refused')
  })

  it('of a suspended organisation is refused', async () => {
    const { passkey } = await scene.somebody('Suspended')
    await scene.rewriteEmployer({ state: 'suspended' })
    expect(codeOf(await scene.finishSignIn(await scene.begin('start-sign-in', {}), passkey))).toBe('passkey-refused')
    await scene.rewriteEmployer({ state: 'active' })
  })

  it('survives a counter that stands still or goes back, as synced passkeys have it', async () => {
    const { passkey } = await scene.somebody('Synced')
    for (const count of [7, 0, 3])
      expect((await scene.finishSignIn(await scene.begin('start-sign-in', {}), passkey, { count })).statusCode).toBe(
        201,
      )
  })

  it('cannot be sent by a form of another site: its body is no form', async () => {
    const { passkey } = await scene.somebody('Formed')
    const { ceremony, options } = await scene.begin('start-sign-in', {})
    const body = { ceremony, response: await passkey.answer(options, scene.origin) }
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
      expect(codeOf(await scene.ask('finish-sign-in', body, { headers: { 'content-type': type } }))).toBe(
        'media-type-unsupported',
      )
  })
})

describe('hostile answers', () => {
  it('of any shape are refused quickly, never as a defect', async () => {
    const { secret } = await scene.invite('Shapes')
    const deep = '['.repeat(2_000) + ']'.repeat(2_000)
    const huge = toBase64url(Uint8Array.of(0xbb, 255, 255, 255, 255, 255, 255, 255, 255))
    const nested = toBase64url(new Uint8Array(20_000).fill(0x81))
    const honest = await aSoftwarePasskey().register({ challenge: 'A'.repeat(43) }, scene.origin)
    const shapes: unknown[] = [
      {},
      { response: null },
      { response: { clientDataJSON: 7 } },
      { response: { clientDataJSON: toBase64url(Buffer.from(deep)), attestationObject: huge } },
      { response: { ...honest.response, attestationObject: huge } },
      { response: { ...honest.response, attestationObject: nested } },
      { response: { ...honest.response, attestationObject: '' } },
      { response: { ...honest.response, attestationObject: { toString: 'x' } } },
      { ...honest, id: '__proto__', rawId: '__proto__' },
    ]
    const started = performance.now()
    for (const shape of shapes) {
      const { ceremony } = await scene.begin('start-passkey', { invitation: secret })
      const response = { id: 'A'.repeat(43), rawId: 'A'.repeat(43), type: 'public-key', ...(shape as object) }
      expect(codeOf(await scene.ask('finish-passkey', { ceremony, label: 'x', response }))).toBe('passkey-refused')
      const signIn = await scene.begin('start-sign-in', {})
      expect(codeOf(await scene.ask('finish-sign-in', { ceremony: signIn.ceremony, response }))).toBe('passkey-refused')
    }
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
