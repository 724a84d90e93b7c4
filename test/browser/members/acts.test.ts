import { describe, expect, test } from 'vitest'
import { anApproval, importer, minh, organisationKey, someTime } from '#test/builders/members.ts'
import { setMembersScene } from '../support/members-scene.ts'
import { hasBrowser } from '../support/scene.ts'
import { acts, digestOf, here, next, review, sign, signedIn } from '../support/signed-acts.ts'

const { passkeys: _, ...minhHimself } = minh
const removed = { ...minhHimself, state: 'removed' } as const

describe.skipIf(!hasBrowser)('what is signed is what is shown', () => {
  const scene = setMembersScene()

  test('a role: “add the role Customs”', async () => {
    const { page, asked } = await scene.open('/operator.html#organisations/mekong-precision/change', {
      ...here(scene, 'operator'),
      'change-organisation': () => ({ state: 'waiting', approval: { ...anApproval, act: 'change-organisation' } }),
    })
    await page.getByLabel('Customs').check()
    expect(await page.getByText('You add a role that everybody believes.').count()).toBe(1)
    await page.getByLabel('Reason').fill('Appointed by decree 7')
    await next(page)
    const shown = await review(page).innerText()
    expect(shown).toContain('Add the role “Customs” to')
    for (const fact of [
      'mekong-precision',
      'Importer, Customs',
      'Appointed by decree 7',
      'Olga Peratorova, Registrar',
      scene.site.origin,
    ])
      expect(shown).toContain(fact)
    expect(acts(asked)).toEqual([])
    await sign(page)
    await page.getByRole('heading', { name: 'Signed. Now another person has to approve it.' }).waitFor()
    expect(acts(asked).map((each) => signedIn(scene, each))).toEqual([
      {
        act: 'change-organisation',
        iss: 'the-operator',
        input: {
          organisation: 'mekong-precision',
          version: 3,
          change: { roles: ['importer', 'customs'] },
          reason: 'Appointed by decree 7',
        },
      },
    ])
    expect(acts(asked)[0]!.input.organisation).toBe('mekong-precision')
  })

  test('a new organisation with the evidence of its identity', async () => {
    const { page, asked } = await scene.open('/operator.html#register', {
      ...here(scene, 'operator'),
      'register-organisation': () => ({ state: 'done', result: importer }),
    })
    await next(page)
    await expect.poll(() => page.locator('form > [role=alert]').innerText()).toBe('6 fields need a correction.')
    await page.getByLabel('Legal name in Latin letters').fill('Mekong Precision Co')
    await page.getByLabel('Register 1').selectOption('LEI')
    await page.getByLabel('Number 1').fill('5493001kjtiigc8y1r12')
    await page.getByLabel('Importer').check()
    await page.getByLabel('Country', { exact: true }).selectOption('VN')
    await page.getByLabel('Id of the organisation').fill('mekong-precision')
    await page.getByLabel('How it was found out').selectOption('REGISTER_EXTRACT')
    await page.getByLabel('What was looked at').fill('Extract of 1 March 2026')
    await next(page)
    const shown = await review(page).innerText()
    for (const fact of [
      'Register the organisation',
      'LEI (legal entity): 5493001KJTIIGC8Y1R12',
      'Vietnam (VN)',
      'Extract of 1 March 2026',
    ])
      expect(shown).toContain(fact)
    await sign(page)
    await page.getByRole('heading', { name: 'The organisation is registered.' }).waitFor()
    expect(acts(asked).map((each) => signedIn(scene, each))).toEqual([
      {
        act: 'register-organisation',
        iss: 'the-operator',
        input: {
          organisation: {
            id: 'mekong-precision',
            name: 'Mekong Precision Co',
            identifiers: [{ scheme: 'LEI', value: '5493001KJTIIGC8Y1R12' }],
            country: 'VN',
            roles: ['importer'],
          },
          identity: { method: 'REGISTER_EXTRACT', source: 'Extract of 1 March 2026' },
        },
      },
    ])
  })

  test('a key that is pasted; its private half never', async () => {
    const { page, asked } = await scene.open('/organisation.html#keys/add', {
      ...here(scene, 'administrator'),
      'add-key': () => ({ state: 'done', result: organisationKey }),
    })
    await page.getByLabel('Public key (JWK)').fill(JSON.stringify({ ...organisationKey.jwk, d: 'c2VjcmV0' }))
    await next(page)
    expect(await page.locator('#key-jwk-fault').innerText()).toContain('This is a private key.')
    await page.getByLabel('Public key (JWK)').fill(JSON.stringify({ ...organisationKey.jwk, use: 'sig', kid: 'x' }))
    await page.getByLabel('It may sign until').fill('2099-12-31')
    await next(page)
    const shown = await review(page).innerText()
    expect(shown).toContain(organisationKey.kid)
    expect(shown).toContain('31 December 2099')
    await sign(page)
    await page.getByRole('heading', { name: 'The key is registered.' }).waitFor()
    expect(acts(asked).map((each) => signedIn(scene, each))).toEqual([
      {
        act: 'add-key',
        iss: 'mekong-precision',
        input: {
          organisation: 'mekong-precision',
          jwk: organisationKey.jwk,
          notAfter: Date.UTC(2099, 11, 31, 23, 59, 59) / 1000,
        },
      },
    ])
  })

  test('a key pair made here: nothing goes on before its private half is saved, once', async () => {
    const { page } = await scene.open('/organisation.html#keys/add', here(scene, 'administrator'))
    await page.getByRole('button', { name: 'Make a key pair' }).click()
    const save = page.getByRole('button', { name: 'Save the private half as' })
    await save.waitFor()
    await page.getByRole('button', { name: 'Next: look before you sign' }).click({ force: true })
    expect(await review(page).count()).toBe(0)
    const [download] = await Promise.all([page.waitForEvent('download'), save.click()])
    expect(await save.count()).toBe(0)
    const chunks: Buffer[] = []
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
    const file = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>
    const { d, ...publicHalf } = file
    expect(d).toMatch(/^[\w-]{43}$/)
    expect(JSON.parse(await page.getByLabel('Public key (JWK)').inputValue())).toEqual(publicHalf)
    expect(download.suggestedFilename()).toMatch(/^mekong-precision-[\w-]{8}\.jwk$/)
    await next(page)
    await review(page).waitFor()
    expect(await page.content()).not.toContain(d)
  })

  test('the end of a key, and since when it is compromised', async () => {
    const { page, asked } = await scene.open(`/organisation.html#keys/${organisationKey.kid}/end`, {
      ...here(scene, 'administrator'),
      'end-key': () => ({ ...organisationKey, state: 'compromised', compromisedSince: someTime }),
    })
    await page.getByLabel('Why').selectOption('compromised')
    await page.getByLabel('Since when (UTC)').fill('2026-03-03T12:00')
    await page.getByLabel('Reason').fill('Laptop stolen')
    await next(page)
    expect(await review(page).innerText()).toContain('3 March 2026 at 12:00:00 UTC')
    await sign(page)
    await page.getByRole('heading', { name: 'The key is reported as compromised.' }).waitFor()
    expect(acts(asked).map((each) => signedIn(scene, each))).toEqual([
      {
        act: 'end-key',
        iss: 'mekong-precision',
        input: {
          organisation: 'mekong-precision',
          kid: organisationKey.kid,
          compromisedSince: someTime,
          reason: 'Laptop stolen',
        },
      },
    ])
  })

  test('an invitation, whose secret the registry is not told', async () => {
    const { page, asked } = await scene.open('/organisation.html#people/invite', {
      ...here(scene, 'administrator'),
      'invite-person': () => ({
        state: 'done',
        result: {
          person: minh.id,
          organisation: importer.id,
          url: `${scene.site.origin}/sign-in.html`,
          expiresAt: someTime,
        },
      }),
    })
    await page.getByLabel('Name', { exact: true }).fill('Minh Nguyen')
    await page.getByLabel('Position').fill('Head of procurement')
    await page.getByLabel('By what right it binds the organisation').selectOption('DELEGATE')
    await page.getByLabel('Signs statements for the organisation').check()
    await next(page)
    await sign(page)
    const link = page.getByLabel('Link of the invitation')
    await link.waitFor()
    const [address, secret] = (await link.inputValue()).split('#invitation=')
    expect(address).toBe(`${scene.site.origin}/sign-in.html`)
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(acts(asked).map((each) => signedIn(scene, each))).toEqual([
      {
        act: 'invite-person',
        iss: 'mekong-precision',
        input: {
          organisation: 'mekong-precision',
          name: 'Minh Nguyen',
          title: 'Head of procurement',
          mandate: { kind: 'DELEGATE' },
          duties: ['signatory'],
          invitation: digestOf(secret!),
        },
      },
    ])
    expect(JSON.stringify(asked)).not.toContain(secret)
  })

  test('a recovery and a removal name the person', async () => {
    const { page, asked } = await scene.open(`/organisation.html#people/${minh.id}/recover`, {
      ...here(scene, 'administrator'),
      'invite-person': () => ({ state: 'waiting', approval: { ...anApproval, act: 'invite-person' } }),
      'remove-person': () => removed,
    })
    await next(page)
    expect(await review(page).innerText()).toContain('End all passkeys of')
    await sign(page)
    await page.getByText('The link below works once the invitation is approved.').waitFor()
    await page.goto(`${scene.site.origin}/organisation.html#people/${minh.id}/remove`)
    await page.getByLabel('Reason').fill('Left the company')
    await next(page)
    expect(await review(page).innerText()).toContain('Minh Nguyen, Head of procurement')
    await sign(page)
    await page.getByRole('heading', { name: 'The person is removed.' }).waitFor()
    expect(acts(asked).map((each) => signedIn(scene, each).input)).toEqual([
      expect.objectContaining({ person: minh.id, name: 'Minh Nguyen' }),
      { organisation: 'mekong-precision', person: minh.id, reason: 'Left the company' },
    ])
  })

  test('evidence of an identity', async () => {
    const { page, asked } = await scene.open('/operator.html#organisations/mekong-precision/vouch', {
      ...here(scene, 'operator'),
      'vouch-identity': () => importer,
    })
    await page.getByLabel('How it was found out').selectOption('VIDEO_CALL')
    await page.getByLabel('What was looked at').fill('Call with the director')
    await next(page)
    await sign(page)
    await page.getByRole('heading', { name: 'It is recorded.' }).waitFor()
    expect(acts(asked).map((each) => signedIn(scene, each))).toEqual([
      {
        act: 'vouch-identity',
        iss: 'the-operator',
        input: {
          organisation: 'mekong-precision',
          evidence: { method: 'VIDEO_CALL', source: 'Call with the director' },
        },
      },
    ])
  })
})
