import { createHash } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { complaintsOfAxe } from '../support/axe.ts'
import { aPhone, prepared } from '../support/phone.ts'
import { hasBrowser, registryAsOf, secondsNow, setScene } from '../support/scene.ts'
import { inPage, serveVerifier, type VerifierSite } from '../support/verifier-page.ts'

const integrity = (bytes: string) => `sha256-${createHash('sha256').update(bytes).digest('base64')}`

describe.skipIf(!hasBrowser)('a newer version of the page', () => {
  const scene = setScene({ args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] })
  let folder: string
  let site: VerifierSite
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'update-'))
    await cp(inject('pageFolder'), folder, { recursive: true })
    site = await serveVerifier(folder)
  })
  afterAll(async () => {
    await site?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** Deploys the page once more, with its main program under another name, as after a change of it. */
  async function deploy(): Promise<string> {
    const [html, worker] = await Promise.all(
      ['index.html', 'service-worker.js'].map((name) => readFile(join(folder, name), 'utf8')),
    )
    const before = /src="(\/assets\/verifier-[^"]+)"/.exec(html!)![1]!
    const after = '/assets/verifier-changed.js'
    const newHtml = html!.replace(before, after)
    await cp(join(folder, before), join(folder, after))
    await writeFile(join(folder, 'index.html'), newHtml)
    const newWorker = worker!
      .replace(before, after)
      .replace(integrity(html!), integrity(newHtml))
      .replace(/version:"[^"]+"|"version":"[^"]+"/, 'version:"changed"')
    await writeFile(join(folder, 'service-worker.js'), newWorker)
    return after
  }

  test('is offered, but not while the camera looks, and is used when a person says so', async () => {
    const now = secondsNow()
    const { statusLists, trustList } = scene
    const answers = { registry: registryAsOf(scene.world, now), evidence: scene.good(), statusLists, trustList }
    const phone = await aPhone(scene.browser, site.origin, answers, { permissions: ['camera'] })
    const page = await phone.open()
    await prepared(page)
    const scripts = () => inPage<string>(page, `() => new URL(document.querySelector('script').src).pathname`)
    const first = await scripts()

    await page.getByRole('button', { name: 'Scan with the camera' }).click()
    const after = await deploy()
    await inPage(
      page,
      `async () => {
        const registration = await navigator.serviceWorker.getRegistration()
        await registration.update()
        while (registration.waiting === null) await new Promise((resolve) => setTimeout(resolve, 20))
      }`,
    )
    expect(await page.getByText('A newer version of this page is ready.').count()).toBe(0)
    await page.getByRole('button', { name: 'Stop the camera' }).click()
    await page.getByText('A newer version of this page is ready.').waitFor()
    expect(await complaintsOfAxe(page)).toEqual([])
    expect(await scripts()).toBe(first)

    const reloaded = page.waitForEvent('load')
    await page.getByRole('button', { name: 'Use it now' }).click()
    await reloaded
    await phone.flightMode(true)
    await page.reload()
    await page.getByRole('button', { name: 'Scan with the camera' }).waitFor()
    expect(await scripts()).toBe(after)
    expect(await page.getByText('A newer version of this page is ready.').count()).toBe(0)
    expect(phone.complaints).toEqual([])
    await phone.close()
  })
})
