import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { importer, linh, minh, organisationKey, someTime } from '#test/builders/members.ts'
import { aSession, setMembersScene } from '../support/members-scene.ts'
import { hasBrowser } from '../support/scene.ts'
import { inPage } from '../support/verifier-page.ts'

const focused = (page: Page) =>
  inPage<string>(
    page,
    `() => {
      const { activeElement: element } = document
      const label = element.labels?.[0]?.innerText ?? element.getAttribute('aria-label')
      return (label ?? element.innerText ?? '').trim().split('\\n')[0]
    }`,
  )

describe.skipIf(!hasBrowser)('with the keyboard alone', () => {
  const scene = setMembersScene()

  /** Presses Tab until the control with this label has the focus. */
  async function tabTo(page: Page, label: string): Promise<void> {
    for (let pressed = 0; pressed < 60; pressed++) {
      await page.keyboard.press('Tab')
      if ((await focused(page)) === label) return
    }
    throw new Error(`Tab does not lead to "${label}"`)
  }

  test('a person is invited, from the menu to the link, and each step takes the focus', async () => {
    const { page } = await scene.open('/organisation.html', {
      'get-session': () => aSession(scene, 'administrator'),
      'get-organisation': () => ({ ...importer, keys: [organisationKey] }),
      'list-people': () => ({ people: [linh, minh] }),
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
    await expect.poll(() => focused(page)).toBe('Mekong Precision Co')
    await page.keyboard.press('Control+Home')
    await inPage(page, '() => document.activeElement.blur()')
    await tabTo(page, 'Skip to the content')
    await tabTo(page, 'People')
    await page.keyboard.press('Enter')
    await expect.poll(() => inPage<string>(page, '() => document.activeElement.tagName')).toBe('H1')
    expect(await focused(page)).toBe('People')

    await tabTo(page, 'Invite a person')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe('Invite a person')
    await tabTo(page, 'Next: look before you sign')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe('Name')
    await page.keyboard.type('Minh Nguyen')
    await tabTo(page, 'Position')
    await page.keyboard.type('Head of procurement')
    await tabTo(page, 'By what right it binds the organisation')
    await page.keyboard.type('By power')
    await tabTo(page, 'Signs statements for the organisation')
    await page.keyboard.press('Space')
    await tabTo(page, 'Next: look before you sign')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe('You are about to:')
    await tabTo(page, 'Sign with your passkey')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe('What came of it')
    await tabTo(page, 'Copy the link')
    await tabTo(page, 'Back to the people')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe('People')
  })

  test('Back and Forward lead through the views, and reloading stays', async () => {
    const { page } = await scene.open('/organisation.html', {
      'get-session': () => aSession(scene, 'administrator'),
      'get-organisation': () => ({ ...importer, keys: [organisationKey] }),
      'list-people': () => ({ people: [linh] }),
    })
    await page.getByRole('link', { name: 'Keys' }).click()
    await page.getByRole('heading', { name: 'Keys' }).waitFor()
    await page.getByRole('link', { name: 'People' }).click()
    await page.getByRole('heading', { name: 'People' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: 'Keys' }).waitFor()
    await page.goForward()
    await page.reload()
    await page.getByRole('heading', { name: 'People' }).waitFor()
    expect(await page.getByRole('link', { name: 'People', exact: true }).getAttribute('aria-current')).toBe('page')
  })
})
