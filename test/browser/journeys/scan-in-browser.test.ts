import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { registryClient } from '#client/registry-client.ts'
import type { IssuedCertificate } from '#schemas/operations.ts'
import { printCertificateId } from '#domain/certificate/certificate-id.ts'
import { issueDemoCertificates } from '#scripts/local/demo-certificates.ts'
import { registerDemoImporters } from '#scripts/local/demo-importers.ts'
import { startLocalRegistry, type LocalRegistry } from '#scripts/local/registry.ts'
import { pdfWithQr, pngOfQr } from '../support/pdf.ts'
import { prepared } from '../support/phone.ts'
import { hasBrowser, secondsNow } from '../support/scene.ts'
import { dropFile, launch, listen } from '../support/verifier-page.ts'
import { writeFilmOfQr } from '../support/y4m.ts'

describe.skipIf(!hasBrowser)('from the signed statement to the verdict on a phone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'journey-'))
  let registry: LocalRegistry
  let certificates: IssuedCertificate[]

  beforeAll(async () => {
    registry = await startLocalRegistry({
      folder,
      port: 0,
      endpoint: inject('dynamodbEndpoint'),
      tableName: 'journey-scan-in-browser',
      staticFolder: inject('pageFolder'),
      log: 'defects',
    })
    await registerDemoImporters(registry.table, folder, secondsNow())
    const client = registryClient({ origin: registry.origin })
    const issued = await issueDemoCertificates({ client, registry: registry.origin, folder, now: secondsNow() })
    certificates = issued.map(({ certificate }) => certificate)
    await registry.runJob('publish-status-lists')
  })
  afterAll(async () => {
    await registry?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** A phone whose camera sees this code. */
  async function withPhone(seen: string, act: (page: Page) => Promise<void>) {
    const film = join(folder, 'film.y4m')
    await writeFilmOfQr(film, seen)
    const camera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
    const browser = await launch(inject('chromiumPath')!, {
      args: [...camera, `--use-file-for-fake-video-capture=${film}`],
    })
    try {
      const page = await browser.newPage({ viewport: { width: 360, height: 740 }, permissions: ['camera'] })
      const complaints: string[] = []
      listen(page, registry.origin, complaints)
      await page.goto(registry.origin)
      await act(page)
      expect(complaints).toEqual([])
    } finally {
      await browser.close()
    }
  }

  const scan = (page: Page) => page.getByRole('button', { name: 'Scan with the camera' }).click()
  const verdict = (page: Page) => page.locator('.verdict').innerText()

  test('every certificate that the registry issued is valid when its code is scanned', async () => {
    expect(certificates.length).toBeGreaterThanOrEqual(3)
    for (const { id, qr } of certificates) {
      await withPhone(qr, async (page) => {
        await scan(page)
        expect(await verdict(page)).toContain('Valid')
        expect(await page.locator('main').innerText()).toContain(printCertificateId(id))
      })
    }
  })

  test('a code with one digit changed is not valid, and nothing of it is shown', async () => {
    const { qr } = certificates[0]!
    const at = Math.floor(qr.length / 2)
    await withPhone(`${qr.slice(0, at)}${(Number(qr[at]) + 1) % 10}${qr.slice(at + 1)}`, async (page) => {
      await scan(page)
      expect(await verdict(page)).toMatch(/^Not valid/)
      expect(await page.locator('main').innerText()).toContain('What the paper says is not shown here')
    })
  })

  test('paper scanned into a PDF is valid, and its number alone could not be checked', async () => {
    const { id, qr } = certificates[1]!
    await withPhone(qr, async (page) => {
      const browser = page.context().browser()!
      await dropFile(page, 'paper.pdf', 'application/pdf', await pdfWithQr(browser, await pngOfQr(qr)))
      expect(await verdict(page)).toMatch(/^Valid/)
      await page.getByRole('button', { name: 'Check another one' }).click()
      await page.getByRole('textbox').fill(printCertificateId(id))
      await page.keyboard.press('Enter')
      expect(await verdict(page)).toMatch(/^Could not check/)
    })
  })

  test('in flight mode, the page that was opened once still scans and answers as of the registry’s signed list', async () => {
    await withPhone(certificates[2]!.qr, async (page) => {
      await prepared(page)
      await page.context().setOffline(true)
      await page.reload()
      await page.getByText('No connection.').waitFor()
      await scan(page)
      expect(await verdict(page)).toMatch(/^Valid\n/)
      expect(await verdict(page)).toContain('the quantity that is left is unknown')
      const main = await page.locator('main').innerText()
      expect(main).toContain('The registry signed it, and nothing was changed since.')
      expect(main).toContain('It was in force when the registry signed its list')
    })
  })
})
