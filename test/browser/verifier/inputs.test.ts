import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { printCertificateId } from '#domain/certificate/certificate-id.ts'
import { blankPdf, lockedPdf, pdfWithQr, pngOfQr } from '../support/pdf.ts'
import { hasBrowser, setScene } from '../support/scene.ts'
import { dropFile, inPage, pasteFile, pasteText } from '../support/verifier-page.ts'

describe.skipIf(!hasBrowser)('the ways to show a certificate', () => {
  const scene = setScene()
  const { word, notice } = {
    word: (page: Page) => page.locator('.verdict-word').innerText(),
    notice: (page: Page) => page.locator('.notice').innerText(),
  }
  const qr = () => scene.world.qrOf(scene.certificate)

  test('takes the digits that a phone camera put behind # and removes them from the address at once', async () => {
    const page = await scene.open(scene.good(), { path: scene.scanned })
    expect(await word(page)).toBe('Valid')
    expect(page.url()).toBe(`${scene.site.origin}/`)
    expect(await inPage<number>(page, '() => history.length')).toBeLessThanOrEqual(2)
  })

  test('takes a code that is scanned while the page is already open', async () => {
    const page = await scene.open(scene.good())
    await inPage(page, '({ hash }) => { location.hash = hash }', { hash: scene.scanned.slice(1) })
    expect(await word(page)).toBe('Valid')
    expect(page.url()).toBe(`${scene.site.origin}/`)
  })

  test('reads a dropped picture', async () => {
    const page = await scene.open(scene.good())
    await dropFile(page, 'code.png', 'image/png', await pngOfQr(qr()))
    expect(await word(page)).toBe('Valid')
  })

  test('reads a picture from the clipboard', async () => {
    const page = await scene.open(scene.good())
    await pasteFile(page, 'image.png', 'image/png', await pngOfQr(qr()))
    expect(await word(page)).toBe('Valid')
  })

  test('reads a chosen PDF page by page until it finds the code', async () => {
    const page = await scene.open(scene.good())
    const buffer = Buffer.from(await pdfWithQr(scene.browser, await pngOfQr(qr()), 3))
    await page.locator('input[type=file]').setInputFiles({ name: 'paper.pdf', mimeType: 'application/pdf', buffer })
    expect(await word(page)).toBe('Valid')
  })

  test('takes the certificate and not another code that stands beside it', async () => {
    const page = await scene.open(scene.good())
    const [other, own] = await Promise.all([pngOfQr('https://shop.example/offer'), pngOfQr(qr())])
    const both = await sideBySide(other, own)
    await dropFile(page, 'two.png', 'image/png', both)
    expect(await word(page)).toBe('Valid')
  })

  test('takes pasted text of a code and of a credential, with the line breaks of a mail', async () => {
    const page = await scene.open(scene.good())
    await pasteText(page, qr())
    expect(await word(page)).toBe('Valid')
    await page.getByText('Check another one').click()
    await page.getByRole('textbox').fill(scene.certificate.credential.replace(/.{70}/g, '$&\n'))
    await page.getByRole('button', { name: 'Check', exact: true }).click()
    expect(await word(page)).toBe('Valid')
  })

  test('says of a typed number that it does not prove the paper', async () => {
    const page = await scene.open({ ...scene.good(), signatory: { found: 'not-reached' } })
    await page.getByRole('textbox').fill(printCertificateId(scene.certificate.id).toLowerCase())
    await page.keyboard.press('Enter')
    expect(await word(page)).toBe('Could not check')
    expect(await page.locator('.verdict').innerText()).toContain('You gave a number only')
    expect(await page.locator('main').innerText()).toContain(printCertificateId(scene.certificate.id))
  })

  test('finds a typing mistake by itself, without asking the registry', async () => {
    const page = await scene.open(undefined)
    const asked: string[] = []
    page.on('request', (request) => request.method() === 'POST' && asked.push(request.url()))
    const { id } = scene.certificate
    await page.getByRole('textbox').fill(id.slice(0, -1) + (id.endsWith('7') ? '8' : '7'))
    await page.keyboard.press('Enter')
    expect(await page.locator('#text-fault').innerText()).toContain('typing mistake')
    await page.getByRole('textbox').fill('1234-5678')
    await page.keyboard.press('Enter')
    expect(await page.locator('#text-fault').innerText()).toContain('this has 8')
    expect(asked).toEqual([])
  })

  test.each([
    ['a picture without a code', 'empty.png', () => blankPicture(), 'There is no certificate code in this file'],
    [
      'a code of another kind',
      'shop.png',
      () => pngOfQr('https://shop.example/#offer'),
      'There is no certificate code',
    ],
    ['a PDF without a code', 'blank.pdf', async () => blankPdf(2), 'There is no certificate code in this file'],
    ['a locked PDF', 'locked.pdf', async () => lockedPdf(), 'locked with a password'],
    ['a PDF of too many pages', 'long.pdf', async () => blankPdf(51), 'has 51 pages; at most 50'],
    ['a broken PDF', 'broken.pdf', async () => Buffer.from('%PDF-1.7 and nothing else'), 'damaged'],
    ['a broken picture', 'broken.png', async () => Buffer.from('\x89PNG and nothing else', 'latin1'), 'damaged'],
    ['a text file', 'note.txt', async () => Buffer.from('hello'), 'This page reads pictures'],
    ['a file of more than 20 MB', 'large.png', async () => new Uint8Array(20_000_001), 'larger than 20 MB'],
  ])('says what to do about %s', async (_, name, content, sentence) => {
    const page = await scene.open(scene.good())
    const buffer = Buffer.from(await content())
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
    expect(await notice(page)).toContain(sentence)
    expect(await inPage<string>(page, '() => document.activeElement.className')).toBe('notice')
  })

  async function sideBySide(left: Uint8Array, right: Uint8Array): Promise<Buffer> {
    const page = await scene.browser.newPage()
    const picture = (png: Uint8Array) =>
      `<img src="data:image/png;base64,${Buffer.from(png).toString('base64')}" style="margin: 20px">`
    await page.setContent(picture(left) + picture(right))
    const taken = await page.screenshot({ fullPage: true })
    await page.close()
    return taken
  }

  async function blankPicture(): Promise<Buffer> {
    const page = await scene.browser.newPage()
    const taken = await page.screenshot()
    await page.close()
    return taken
  }
})
