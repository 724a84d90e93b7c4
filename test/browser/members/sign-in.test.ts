import { describe, expect, test } from 'vitest'
import { lost, Refusal, type Answers } from '../support/operations-of-page.ts'
import { hasBrowser } from '../support/scene.ts'
import { aSession, setMembersScene, signedOut } from '../support/members-scene.ts'
import { inPage } from '../support/verifier-page.ts'

const secret = 'S'.repeat(42) + 'A'
const ceremony = 'T'.repeat(42) + 'A'
const challenge = 'U'.repeat(42) + 'A'
const invited = {
  organisation: { id: 'mekong-precision', name: 'Mekong Precision Co' },
  person: { id: 'AAAAAAAAAAAAAAAAAAAAAA', name: 'Linh Tran', title: 'Managing director' },
}
const creation = {
  challenge,
  rp: { id: 'localhost', name: 'End-Use Registry' },
  user: { id: invited.person.id, name: 'Linh Tran', displayName: 'Linh Tran' },
  pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
  authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
}

describe.skipIf(!hasBrowser)('signing in', () => {
  const scene = setMembersScene()
  const start: Answers = {
    ...signedOut,
    'start-sign-in': () => ({ ceremony, options: { challenge, rpId: 'localhost', userVerification: 'required' } }),
  }
  const signIn = 'Sign in with a passkey'

  test('asks the device, sends what it signed, and leads to the page of the role', async () => {
    const session = aSession(scene, 'administrator')
    const { page, asked } = await scene.open('/sign-in.html', { ...start, 'finish-sign-in': () => session })
    await page.getByRole('button', { name: signIn }).click()
    await page.waitForURL('**/organisation.html')
    const calls = asked.filter(({ name }) => name !== 'get-session')
    expect(calls.map(({ name }) => name).slice(0, 2)).toEqual(['start-sign-in', 'finish-sign-in'])
    const { body } = calls[1]!.input as { body: { ceremony: string; response: Record<string, unknown> } }
    expect(body).toEqual({
      ceremony,
      response: {
        id: scene.passkey.id,
        rawId: scene.passkey.id,
        type: 'public-key',
        authenticatorAttachment: 'platform',
        clientExtensionResults: {},
        response: {
          authenticatorData: expect.any(String) as string,
          clientDataJSON: expect.any(String) as string,
          signature: expect.any(String) as string,
          userHandle: expect.any(String) as string,
        },
      },
    })
  })

  test('leads an operator to all organisations', async () => {
    const { page } = await scene.open('/sign-in.html', {
      ...start,
      'finish-sign-in': () => aSession(scene, 'operator'),
    })
    await page.getByRole('button', { name: signIn }).click()
    await page.waitForURL('**/operator.html')
    expect(new URL(page.url()).pathname).toBe('/operator.html')
  })

  test('leads back to where a session ended, and to no other address', async () => {
    const answers = { ...start, 'finish-sign-in': () => aSession(scene, 'administrator') }
    const { page } = await scene.open('/organisation.html#people', answers)
    await page.getByRole('link', { name: 'Go to the sign-in' }).click()
    await page.getByRole('button', { name: signIn }).click()
    await page.waitForURL('**/organisation.html#people')

    const other = await scene.open('/sign-in.html', answers)
    await inPage(other.page, `() => sessionStorage.setItem('return-place', 'https://elsewhere.example/')`)
    await other.page.getByRole('button', { name: signIn }).click()
    await other.page.waitForURL('**/organisation.html')
    expect(new URL(other.page.url()).origin).toBe(scene.site.origin)
  })

  test('says what to do when nothing is confirmed, when the registry refuses, and when it is not reached', async () => {
    const { page, authenticator } = await scene.open('/sign-in.html', {
      ...start,
      'finish-sign-in': () => new Refusal('passkey-refused'),
    })
    await authenticator.recognises(false)
    await page.getByRole('button', { name: signIn }).click()
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('Nothing was confirmed')
    await expect.poll(() => inPage<string>(page, '() => document.activeElement.getAttribute("role")')).toBe('alert')
    await authenticator.recognises(true)
    await page.getByRole('button', { name: signIn }).click()
    await expect.poll(() => page.getByRole('alert').innerText()).toBe('This passkey cannot be used.\n\nWhat to do.')

    const far = await scene.open('/sign-in.html', { 'start-sign-in': () => lost })
    await far.page.getByRole('button', { name: signIn }).click()
    await expect.poll(() => far.page.getByRole('alert').innerText()).toContain('The registry did not answer')
  })

  test('who is signed in is told so, and can sign out', async () => {
    const { page, asked } = await scene.open('/sign-in.html', {
      'get-session': () => aSession(scene, 'operator'),
      'end-session': () => ({ ended: true }),
    })
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect
      .poll(() => asked.filter(({ name }) => name === 'end-session').map(({ csrf }) => csrf))
      .toEqual([aSession(scene, 'operator').csrf])
  })
})

describe.skipIf(!hasBrowser)('an invitation', () => {
  const scene = setMembersScene()
  const start: Answers = { ...signedOut, 'start-passkey': () => ({ ceremony, options: creation, invited }) }
  const link = `/sign-in.html#invitation=${secret}`

  test('takes its secret out of the address at once, and says who is invited to what', async () => {
    const { page, asked } = await scene.open(link, start)
    const main = page.getByRole('main')
    await expect.poll(() => main.innerText()).toContain('Linh Tran, Managing director')
    expect(await main.innerText()).toContain('Mekong Precision Co (mekong-precision)')
    expect(new URL(page.url()).hash).toBe('')
    expect(await inPage<number>(page, '() => history.length')).toBeLessThanOrEqual(2)
    expect(asked.map(({ name, input }) => [name, input])).toEqual([['start-passkey', { body: { invitation: secret } }]])
  })

  test('makes a passkey under the name that the person gives', async () => {
    const session = aSession(scene, 'administrator')
    const { page, asked } = await scene.open(link, { ...start, 'finish-passkey': () => session })
    await page.getByRole('button', { name: 'Make the passkey' }).click()
    expect(await page.getByLabel('Name of this device').getAttribute('aria-invalid')).toBe('true')
    expect(await inPage<string>(page, '() => document.activeElement.id')).toBe('passkey-label')
    expect(asked.map(({ name }) => name)).toEqual(['start-passkey'])

    await page.getByLabel('Name of this device').fill('  Office laptop ')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/organisation.html')
    const finished = asked.find(({ name }) => name === 'finish-passkey')!.input as { body: Record<string, unknown> }
    expect(finished.body).toMatchObject({ ceremony, label: 'Office laptop', response: { type: 'public-key' } })
  })

  test.each([
    [
      'is over',
      link,
      { ...signedOut, 'start-passkey': () => new Refusal('invitation-invalid') },
      'This invitation cannot be used.',
    ],
    ['was cut off', '/sign-in.html#invitation=abc', signedOut, 'This link is not whole.'],
  ] as const)('that %s says what to do', async (_, path, answers, said) => {
    const { page } = await scene.open(path, answers)
    await expect.poll(() => page.getByRole('alert').innerText()).toContain(said)
    expect(new URL(page.url()).hash).toBe('')
  })

  test('in a browser without passkeys says which to take', async () => {
    const { page } = await scene.open('/sign-in.html', start)
    await page.context().addInitScript('delete globalThis.PublicKeyCredential')
    await page.goto('about:blank')
    await page.goto(scene.site.origin + link)
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('This browser cannot use passkeys.')
    expect(await page.getByRole('button', { name: 'Make the passkey' }).count()).toBe(0)
  })
})
