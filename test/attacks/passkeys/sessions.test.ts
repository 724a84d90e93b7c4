import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OperationName } from '#schemas/operations.ts'
import { mostPasskeys } from '#schemas/person.ts'
import { dynamoMemberActs } from '#adapters/dynamodb/member-acts.ts'
import { dynamoPeople } from '#adapters/dynamodb/people.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { systemRandomness } from '#adapters/system/randomness.ts'
import { endsOf } from '#domain/members/plan-invite-person.ts'
import { unsignedDeed } from '#domain/members/unsigned-deed.ts'
import { aSoftwarePasskey } from '#test/builders/an-authenticator.ts'
import { everythingIn } from '#test/builders/a-table.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'
import { aScene, browserOf, codeOf, now, type Browser, type Scene } from './scene.ts'

let scene: Scene
let me: Awaited<ReturnType<Scene['somebody']>>
beforeAll(async () => {
  scene = await aScene()
})
beforeEach(async () => {
  me = await scene.somebody('Minh Nguyen')
})
afterAll(async () => {
  const faults = await checkRegistry(scene.table)
  await scene.stop()
  expect(faults).toEqual([])
})

const getSession = async ({ cookie }: Pick<Browser, 'cookie'>) =>
  codeOf(await scene.ask('get-session', {}, { cookies: [cookie] }))

/** Another passkey of who is signed in. */
async function add(browser: Browser, passkey = aSoftwarePasskey()) {
  const answer = await scene.finishPasskey(await scene.begin('start-passkey', {}, browser), passkey)
  return { passkey, browser: browserOf(answer) }
}

describe('a session', () => {
  it('ends after twelve hours, and after one without use', async () => {
    expect(await getSession(me.browser)).toBe(200)
    await scene.rewriteSession(me.browser, { seenAt: now() - 3_600 })
    expect(await getSession(me.browser)).toBe('session-expired')
    await scene.rewriteSession(me.browser, { seenAt: now(), expiresAt: now() })
    expect(await getSession(me.browser)).toBe('session-expired')
  })

  it('stays while it is used, which is noted', async () => {
    await scene.rewriteSession(me.browser, { seenAt: now() - 3_590 })
    expect(await getSession(me.browser)).toBe(200)
    await scene.rewriteSession(me.browser, {})
    const rows = await everythingIn(scene.table)
    const mine = rows.find(({ SK, person }) => SK === 'SESSION' && person === me.person)
    expect(now() - Number(mine!['seenAt'])).toBeLessThan(5)
  })

  it('that was ended is nobody’s, though the cookie is still sent', async () => {
    const answer = await scene.askSignedIn('end-session', {}, me.browser)
    expect(answer.cookies).toEqual(['__Host-session=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0'])
    expect(await getSession(me.browser)).toBe('session-expired')
  })

  it('ends at once when its person is removed, or let in anew', async () => {
    await scene.rewritePerson(me.person, { state: 'removed', version: 7 })
    expect(await getSession(me.browser)).toBe('session-expired')
    await scene.rewritePerson(me.person, { state: 'active', since: now() + 1, version: 8 })
    expect(await getSession(me.browser)).toBe('session-expired')
  })

  it('of a person who comes again after a recovery is another one: the former stays dead', async () => {
    const people = dynamoPeople(scene.table)
    await scene.rewriteSession(me.browser, { startedAt: now() - 100 })
    const before = (await people.find(scene.employer.id, me.person))!
    await end(me.person)
    const { secret } = await scene.invite('Minh Nguyen', { again: before })
    const lost = await scene.finishSignIn(await scene.begin('start-sign-in', {}), me.passkey)
    const come = await scene.finishPasskey(
      await scene.begin('start-passkey', { invitation: secret }),
      aSoftwarePasskey(),
    )
    expect([codeOf(lost), await getSession(browserOf(come)), await getSession(me.browser)]).toEqual([
      'passkey-refused',
      200,
      'session-expired',
    ])
  })

  it('ends with the passkey that opened it, and leaves the others', async () => {
    const other = await add(me.browser)
    const removal = await scene.askSignedIn('remove-passkey', { passkey: me.passkey.id }, other.browser)
    expect(JSON.parse(removal.body)).toMatchObject({ removed: me.passkey.id })
    expect([await getSession(me.browser), await getSession(other.browser)]).toEqual(['session-expired', 200])
    expect(codeOf(await scene.finishSignIn(await scene.begin('start-sign-in', {}), me.passkey))).toBe('passkey-refused')
  })

  it('of a suspended organisation is none within two seconds', async () => {
    await scene.rewriteEmployer({ state: 'suspended' })
    await expect.poll(() => getSession(me.browser), { timeout: 4_000 }).toBe('session-expired')
    await scene.rewriteEmployer({ state: 'active' })
    await expect.poll(() => getSession(me.browser), { timeout: 4_000 }).toBe(200)
  })

  it('is in one cookie of one name, in one spelling', async () => {
    const secret = me.browser.cookie.split('=')[1]!
    const other = await scene.somebody('Somebody else')
    for (const cookies of [
      [`session=${secret}`],
      [`__host-session=${secret}`],
      [`__Secure-session=${secret}`],
      [`__Host-session=${secret}=`],
      [`__Host-session="${secret}"`],
      [`__Host-session=${secret.slice(1)}`],
      [other.browser.cookie, me.browser.cookie],
      [],
    ])
      expect([cookies, codeOf(await scene.ask('get-session', {}, { cookies }))]).toEqual([cookies, 'not-signed-in'])
  })
})

async function end(person: string): Promise<void> {
  const passkeys = await dynamoPeople(scene.table).passkeysOf(scene.employer.id, person)
  const changes = endsOf({ passkeys }, now())
  const deed = {
    operation: 'invite-person',
    actor: { organisation: scene.employer.id },
    subject: scene.employer.id,
    changes,
  }
  await dynamoMemberActs(scene.table).apply(
    await unsignedDeed(deed, { clock: systemClock, randomness: systemRandomness }),
  )
}

describe('a page of another origin', () => {
  const changes: [OperationName, () => object][] = [
    ['end-session', () => ({})],
    ['remove-passkey', () => ({ passkey: me.passkey.id })],
  ]
  it.each(changes)('cannot %s with the cookie alone, nor with a token of another session', async (name, body) => {
    const { cookie, csrf } = me.browser
    const { csrf: theirs } = (await scene.somebody('Evil')).browser
    const before = await everythingIn(scene.table)
    for (const headers of [
      {},
      { origin: scene.origin },
      { 'x-csrf-token': csrf },
      { origin: 'https://evil.example', 'x-csrf-token': csrf },
      { origin: 'null', 'x-csrf-token': csrf },
      { origin: `${scene.origin}.evil.example`, 'x-csrf-token': csrf },
      { origin: `${scene.origin},${scene.origin}`, 'x-csrf-token': csrf },
      { origin: scene.origin, 'x-csrf-token': theirs },
      { origin: scene.origin, 'x-csrf-token': '' },
      { origin: scene.origin, 'x-csrf-token': `${csrf},${csrf}` },
      { referer: `${scene.origin}/`, 'x-csrf-token': csrf },
    ] as Record<string, string>[])
      expect(codeOf(await scene.ask(name, body(), { cookies: [cookie], headers }))).toBe('csrf-invalid')
    expect(await everythingIn(scene.table)).toEqual(before)
  })

  it('cannot begin a passkey of its own with the cookie', async () => {
    const answer = await scene.ask(
      'start-passkey',
      {},
      { cookies: [me.browser.cookie], headers: { origin: 'https://evil.example' } },
    )
    expect(codeOf(answer)).toBe('not-signed-in')
  })
})

describe('further passkeys', () => {
  it('are added by who touched one of its own in the last ten minutes only', async () => {
    const other = await add(me.browser)
    expect(codeOf(await scene.finishSignIn(await scene.begin('start-sign-in', {}), other.passkey))).toBe(201)
    await scene.rewriteSession(me.browser, { startedAt: now() - 600 })
    // The person has come since the session is said to have begun, so let it have come before.
    await scene.rewritePerson(me.person, { since: now() - 700 })
    expect([await getSession(me.browser), codeOf(await scene.askSignedIn('start-passkey', {}, me.browser))]).toEqual([
      200,
      'sign-in-again',
    ])
  })

  it('of another person cannot be removed, nor the last one of one’s own', async () => {
    const theirs = await scene.somebody('They')
    for (const passkey of [theirs.passkey.id, 'A'.repeat(43), me.person])
      expect(codeOf(await scene.askSignedIn('remove-passkey', { passkey }, me.browser))).toBe('passkey-unknown')
    expect(codeOf(await scene.askSignedIn('remove-passkey', { passkey: me.passkey.id }, me.browser))).toBe(
      'last-passkey',
    )
    expect(await getSession(theirs.browser)).toBe(200)
  })

  it('of two, both cannot be removed at once', async () => {
    const other = await add(me.browser)
    const answers = await Promise.all([
      scene.askSignedIn('remove-passkey', { passkey: me.passkey.id }, other.browser),
      scene.askSignedIn('remove-passkey', { passkey: other.passkey.id }, me.browser),
    ])
    expect(answers.map(codeOf).filter((code) => code === 200)).toHaveLength(1)
  })

  it('are twenty at most, however many are begun at once: so that all of them can always be ended together', async () => {
    const begun = await Promise.all(
      Array.from({ length: mostPasskeys + 10 }, () => scene.begin('start-passkey', {}, me.browser)),
    )
    const codes: (string | number)[] = []
    for (const each of begun) codes.push(codeOf(await scene.finishPasskey(each, aSoftwarePasskey())))
    expect(codes.filter((code) => code === 201)).toHaveLength(1)
    expect(codes.slice(1)).toEqual(codes.slice(1).map(() => 'ceremony-invalid'))

    for (let count = 2; count < mostPasskeys; count++) await add(me.browser)
    const refused = await scene.askSignedIn('start-passkey', {}, me.browser)
    expect(codeOf(refused)).toBe('passkey-refused')
    await end(me.person)
    const ended = await dynamoPeople(scene.table).passkeysOf(scene.employer.id, me.person)
    expect(ended.filter(({ notAfter }) => notAfter !== undefined)).toHaveLength(mostPasskeys)
  })
})

it('whoever reads the table can neither be somebody, nor come in anybody’s place, nor make its pages call', async () => {
  const { secret } = await scene.invite('Secret')
  const begun = await scene.begin('start-passkey', { invitation: secret })
  const table = JSON.stringify(await everythingIn(scene.table))
  const secrets = [me.browser.cookie.split('=')[1]!, me.browser.csrf, secret, begun.ceremony]
  expect(secrets.filter((each) => table.includes(each))).toEqual([])
  // It is really the table that is looked at.
  expect(table).toContain(begun.options.challenge)
})
