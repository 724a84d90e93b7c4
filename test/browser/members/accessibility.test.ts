import { createHash } from 'node:crypto'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '#domain/canonical-json.ts'
import { anApproval, events, importer, linh, minh, organisationKey, someTime } from '#test/builders/members.ts'
import { complaintsOfAxe } from '../support/axe.ts'
import { aSession, setMembersScene, signedOut, type MembersScene } from '../support/members-scene.ts'
import { Refusal, type Answers } from '../support/operations-of-page.ts'
import { focusWithoutMark, foreignWords, smallTargets } from '../support/page-checks.ts'
import { hasBrowser } from '../support/scene.ts'
import { inPage } from '../support/verifier-page.ts'

const payload = canonicalJson({
  act: 'invite-person',
  aud: 'http://localhost:1',
  iat: someTime,
  input: {
    organisation: importer.id,
    name: 'Minh Nguyen',
    title: 'Head of procurement',
    mandate: { kind: 'DELEGATE' },
    duties: ['administrator'],
    invitation: 'A'.repeat(43),
  },
  iss: importer.id,
})
const approval = {
  ...anApproval,
  act: 'invite-person',
  payload,
  digest: createHash('sha256').update(payload).digest('base64url'),
}
const decided = {
  ...approval,
  id: 'DDDDDDDDDDDDDDDDDDDDDA',
  state: 'approved',
  decidedBy: approval.proposedBy,
  decidedAt: someTime,
} as const

const answersFor = (scene: MembersScene, kind: 'operator' | 'administrator'): Answers => ({
  'get-session': () => aSession(scene, kind),
  'get-organisation': () => ({
    ...importer,
    keys: [organisationKey, { ...organisationKey, state: 'compromised', compromisedSince: someTime }],
  }),
  'list-people': () => ({ people: [linh, minh] }),
  'list-approvals': () => ({ approvals: [approval, decided] }),
  'list-organisations': () => ({
    organisations: [importer, { ...importer, id: 'other', state: 'suspended' }],
    next: 'more',
  }),
  'read-audit': () => ({ events }),
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

const invitation: Answers = {
  ...signedOut,
  'start-passkey': () => ({
    ceremony: 'A'.repeat(43),
    options: { challenge: 'A'.repeat(43) },
    invited: {
      organisation: { id: importer.id, name: importer.name },
      person: { id: linh.id, name: linh.name, title: linh.title },
    },
  }),
}

type Visit = (scene: MembersScene, options: BrowserContextOptions) => Promise<Page>

const at =
  (
    path: string,
    ready: string,
    kind: 'operator' | 'administrator' = 'administrator',
    then?: (page: Page) => Promise<void>,
  ): Visit =>
  async (scene, options) => {
    const { page } = await scene.open(path, answersFor(scene, kind), options)
    await page.locator(ready).first().waitFor()
    await then?.(page)
    return page
  }

const submit = (fault: string) => async (page: Page) => {
  await page.locator('form [type=submit]').click()
  await page.locator(fault).waitFor()
}
const fillInvitation = async (page: Page) => {
  await page.locator('#person-name').fill('Minh Nguyen')
  await page.locator('#person-title').fill('Head of procurement')
  await page.locator('#person-mandate').selectOption('DELEGATE')
  await page.locator('form [type=submit]').click()
  await page.locator('.review').waitFor()
}

/** Every view and its states, by how one comes to it. */
const states: Readonly<Record<string, Visit>> = {
  'sign-in': async (scene, options) => {
    const { page } = await scene.open('/sign-in.html', signedOut, options)
    await page.locator('.large').waitFor()
    return page
  },
  'sign-in refused': async (scene, options) => {
    const { page } = await scene.open(
      '/sign-in.html',
      { ...signedOut, 'start-sign-in': () => new Refusal('too-many-requests') },
      options,
    )
    await page.locator('.large').click()
    await page.locator('.notice').waitFor()
    return page
  },
  invitation: async (scene, options) => {
    const { page } = await scene.open(`/sign-in.html#invitation=${'A'.repeat(43)}`, invitation, options)
    await page.locator('#passkey-label').waitFor()
    return page
  },
  'signed out': async (scene, options) => {
    const { page } = await scene.open('/organisation.html', signedOut, options)
    await page.locator('h1').waitFor()
    return page
  },
  organisation: at('/organisation.html', '#domains'),
  keys: at('/organisation.html#keys', 'article'),
  'add a key': at('/organisation.html#keys/add', '#key-jwk', 'administrator', submit('#key-jwk-fault')),
  people: at('/organisation.html#people', 'article'),
  'invite, with faults': at(
    '/organisation.html#people/invite',
    '#person-name',
    'administrator',
    submit('#person-name-fault'),
  ),
  review: at('/organisation.html#people/invite', '#person-name', 'administrator', fillInvitation),
  'link of an invitation': at('/organisation.html#people/invite', '#person-name', 'administrator', async (page) => {
    await fillInvitation(page)
    await page.locator('.review .primary').click()
    await page.locator('#invitation-link').waitFor()
  }),
  approvals: at('/organisation.html#approvals', 'article'),
  decision: at(`/organisation.html#approvals/${approval.id}`, '.proposed'),
  audit: at('/organisation.html#audit', 'ol'),
  domain: at('/organisation.html#domain', '#domain-domain'),
  'another passkey': at('/organisation.html#people/passkey', '#passkey-label'),
  organisations: at('/operator.html', '.row-link', 'operator'),
  register: at('/operator.html#register', '#register-name', 'operator', submit('#register-name-fault')),
  change: at('/operator.html#organisations/mekong-precision/change', '#change-name', 'operator'),
  'not for you': at('/operator.html', 'h1'),
}
const names = Object.keys(states)

describe.skipIf(!hasBrowser)('everybody can use the pages for members', () => {
  const scene = setMembersScene()

  test.each(names)('axe has nothing to say about "%s", in light and in dark', async (name) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await states[name]!(scene, { colorScheme, reducedMotion: 'reduce' })
      expect(await complaintsOfAxe(page), colorScheme).toEqual([])
    }
  })

  test.each(names)(
    '"%s" fits 320 pixels without scrolling sideways, with targets of 44 pixels and a focus that is seen',
    async (name) => {
      // What is left of 640 pixels at 200 % zoom, too.
      const page = await states[name]!(scene, { viewport: { width: 320, height: 740 } })
      expect(await inPage<number>(page, '() => document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
      expect(await inPage<string[]>(page, smallTargets)).toEqual([])
      expect(await inPage<string[]>(page, focusWithoutMark)).toEqual([])
    },
  )
})

describe.skipIf(!hasBrowser)('the pages for members in another language', () => {
  const scene = setMembersScene({ pseudo: true })

  test.each(names)('"%s" has no word that is not from the catalogue', async (name) => {
    const page = await states[name]!(scene, { locale: 'en-XA' })
    expect(await inPage<string[]>(page, foreignWords)).toEqual([])
    expect(await page.title()).toContain('⟦')
  })

  test.each(names)('"%s" is laid out from right to left', async (name) => {
    const page = await states[name]!(scene, { locale: 'ar-XB' })
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
    expect(await inPage<number>(page, '() => document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
  })
})
