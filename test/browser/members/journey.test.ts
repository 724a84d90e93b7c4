import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { foundRegistry, type FoundersInvitation } from '#scripts/local/found-registry.ts'
import { startLocalRegistry, type LocalRegistry } from '#scripts/local/registry.ts'
import { withAuthenticator } from '../support/authenticator.ts'
import { hasBrowser } from '../support/scene.ts'
import { launch, listen } from '../support/verifier-page.ts'

describe.skipIf(!hasBrowser)('from the founding of a registry to what two people decide', () => {
  const folder = mkdtempSync(join(tmpdir(), 'members-'))
  const complaints: string[] = []
  let registry: LocalRegistry
  let browser: Browser
  let founders: FoundersInvitation[]
  let [olga, pablo, linh] = [] as unknown as [Page, Page, Page]

  beforeAll(async () => {
    registry = await startLocalRegistry({
      folder,
      port: 0,
      endpoint: inject('dynamodbEndpoint'),
      tableName: `journey-members-${process.pid}`,
      staticFolder: inject('pageFolder'),
      log: 'defects',
    })
    founders = await foundRegistry(registry.table, {
      origin: registry.origin,
      operator: { id: 'the-operator', name: 'The Operator', country: 'VN' },
      people: [
        { name: 'Olga Reyes', title: 'Registrar' },
        { name: 'Pablo Sato', title: 'Deputy registrar' },
      ],
    })
    browser = await launch(inject('chromiumPath')!)
  })
  afterAll(async () => {
    await browser?.close()
    await registry?.stop()
    rmSync(folder, { recursive: true, force: true })
    // A registry that says no is part of the story.
    expect(complaints.filter((each) => !/status of 4\d\d/.test(each))).toEqual([])
  })

  /** Somebody at a computer of its own, with its own authenticator. */
  async function somebody(): Promise<Page> {
    const context = await browser.newContext({ locale: 'en-GB', serviceWorkers: 'block' })
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    listen(page, registry.origin, complaints)
    await withAuthenticator(page)
    return page
  }

  /** Follows an invitation to a first passkey. */
  async function come(link: string, device: string, home: string): Promise<Page> {
    const page = await somebody()
    await page.goto(link)
    await page.getByLabel('Name of this device').fill(device)
    await page.getByRole('button', { name: 'Make the passkey' }).click()
    await page.waitForURL(`**${home}`)
    return page
  }

  const open = (page: Page, path: string) => page.goto(registry.origin + path).then(() => page.reload())
  const next = (page: Page) => page.getByRole('button', { name: 'Next: look before you sign' }).click()
  const sign = async (page: Page, then: string) => {
    await page.getByRole('button', { name: 'Sign with your passkey' }).click()
    await page.getByRole('heading', { name: then }).waitFor()
  }
  const waits = 'Signed. Now another person has to approve it.'

  /** Decides the one approval that waits in the operator's page. */
  async function approve(page: Page): Promise<void> {
    await open(page, '/operator.html#approvals')
    await page.getByRole('link', { name: 'Look and decide' }).click()
    await page.getByRole('button', { name: 'Approve…' }).click()
    await sign(page, 'Approved. It is done.')
  }

  async function register(page: Page, { id, name, role }: { id: string; name: string; role: string }): Promise<void> {
    await open(page, '/operator.html#register')
    await page.getByLabel('Legal name in Latin letters').fill(name)
    await page.getByLabel(role, { exact: true }).check()
    await page.getByLabel('Country', { exact: true }).selectOption('VN')
    await page.getByLabel('Id of the organisation').fill(id)
    await page.getByLabel('How it was found out').selectOption('REGISTER_EXTRACT')
    await page.getByLabel('What was looked at').fill('Extract of the register, shown by its director')
    await next(page)
  }

  async function invite(page: Page, base: string, name: string, title: string, administers = true): Promise<string> {
    await open(page, `${base}people/invite`)
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('Position').fill(title)
    await page.getByLabel('By what right it binds the organisation').selectOption('LEGAL_REP')
    await page.getByLabel('Signs statements for the organisation').check()
    if (administers) await page.getByLabel('Administers people and keys').check()
    await next(page)
    await page.getByRole('button', { name: 'Sign with your passkey' }).click()
    const link = page.getByLabel('Link of the invitation')
    await link.waitFor()
    return link.inputValue()
  }

  test('the first two people of the operator come, each with a passkey', async () => {
    olga = await come(founders[0]!.link, 'Olga’s laptop', '/operator.html')
    pablo = await come(founders[1]!.link, 'Pablo’s laptop', '/operator.html')
    await open(olga, '/organisation.html#people')
    await expect.poll(() => olga.getByRole('main').innerText()).toContain('Pablo’s laptop')
    await open(pablo, '/sign-in.html')
    await pablo.getByRole('button', { name: 'Sign out' }).click()
    await pablo.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await pablo.waitForURL('**/operator.html')
  })

  test('an invitation works once', async () => {
    const page = await somebody()
    await page.goto(founders[0]!.link)
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('This invitation cannot be used.')
  })

  test('an importer is registered, and its first person comes by one link', async () => {
    await register(olga, { id: 'mekong-precision', name: 'Mekong Precision Co', role: 'Importer' })
    await sign(olga, 'The organisation is registered.')
    const link = await invite(olga, '/operator.html#organisations/mekong-precision/', 'Linh Tran', 'Managing director')
    linh = await come(link, 'Office laptop', '/organisation.html')
    const main = linh.getByRole('main')
    await expect.poll(() => main.innerText()).toContain('Mekong Precision Co')
    expect(await main.innerText()).toContain('The Operator (the-operator)')
    expect(await main.innerText()).toContain('Extract of the register, shown by its director')
  })

  test('a key signs only after a second person agreed and a day has passed, and both pages say so', async () => {
    await open(linh, '/organisation.html#keys/add')
    await linh.getByRole('button', { name: 'Make a key pair' }).click()
    const [download] = await Promise.all([
      linh.waitForEvent('download'),
      linh.getByRole('button', { name: 'Save the private half as' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^mekong-precision-/)
    await next(linh)
    await sign(linh, waits)
    await open(linh, '/organisation.html#keys')
    await linh.getByText('There are no keys.').waitFor()

    await approve(pablo)
    for (const [page, path] of [
      [linh, '/organisation.html#keys'],
      [olga, '/operator.html#organisations/mekong-precision/keys'],
    ] as const) {
      await open(page, path)
      await page.getByText('Waits until it may sign').waitFor()
      expect(await page.getByRole('main').innerText()).toMatch(/It may sign in 2[34] hours\./)
    }
  })

  test('a customs administration needs four eyes: who proposed it cannot approve it', async () => {
    await register(olga, { id: 'vn-customs', name: 'Vietnam Customs', role: 'Customs' })
    await sign(olga, waits)
    await open(olga, '/operator.html#approvals')
    await olga.getByRole('link', { name: 'Look and decide' }).click()
    await olga.getByText('You proposed this yourself.').waitFor()
    expect(await olga.getByRole('button', { name: 'Approve…' }).count()).toBe(0)
    await open(olga, '/operator.html#organisations')
    await olga.getByRole('link', { name: 'Mekong Precision Co' }).waitFor()
    expect(await olga.getByRole('link', { name: 'Vietnam Customs' }).count()).toBe(0)

    await approve(pablo)
    await open(olga, '/operator.html#organisations')
    await olga.getByLabel('Role').selectOption('customs')
    await olga.getByRole('link', { name: 'Vietnam Customs' }).waitFor()
  })

  test('a colleague is invited, comes, and is out at once when removed; the audit tells it', async () => {
    const link = await invite(linh, '/organisation.html#', 'Minh Nguyen', 'Head of procurement', false)
    const minh = await come(link, 'Minh’s phone', '/organisation.html')
    expect(await minh.getByRole('link', { name: 'Approvals' }).count()).toBe(0)

    await open(linh, '/organisation.html#people')
    const card = linh.getByRole('article').filter({ hasText: 'Minh Nguyen' })
    await card.getByText('Minh’s phone').waitFor()
    await card.getByRole('link', { name: 'Remove' }).click()
    await linh.getByLabel('Reason').fill('Left the company')
    await next(linh)
    await sign(linh, 'The person is removed.')
    await minh.reload()
    await minh.getByRole('heading', { name: 'You are not signed in' }).waitFor()

    await open(linh, '/organisation.html#audit')
    await expect.poll(() => linh.getByRole('main').innerText()).toContain('Person removed: done')
  })
})
