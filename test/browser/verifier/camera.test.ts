import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { complaintsOfAxe } from '../support/axe.ts'
import { hasBrowser, setScene } from '../support/scene.ts'
import { launch, visit } from '../support/verifier-page.ts'
import { writeFilmOfQr } from '../support/y4m.ts'

describe.skipIf(!hasBrowser)('scanning with the camera', () => {
  const scene = setScene()
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'camera-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  /** A browser whose camera sees this text as a QR code, and what a person does with it. */
  async function withCameraOn(
    text: string,
    permissions: string[],
    act: (page: Awaited<ReturnType<typeof visit>>['page']) => Promise<void>,
  ) {
    const film = join(folder, `${text.length}.y4m`)
    await writeFilmOfQr(film, text)
    const args = ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`]
    const allowed =
      permissions.length > 0 ? ['--use-fake-ui-for-media-stream'] : ['--use-fake-ui-for-media-stream=deny']
    const browser = await launch(inject('chromiumPath')!, { args: [...args, ...allowed] })
    try {
      const { registry } = scene.world
      const answers = { registry, evidence: scene.good() }
      const { page, complaints } = await visit(browser, scene.site.origin, answers, { permissions })
      await page.getByRole('button', { name: 'Scan with the camera' }).click()
      await act(page)
      expect(complaints).toEqual([])
    } finally {
      await browser.close()
    }
  }

  test('sees the code in the picture of the camera and gives the verdict', async () => {
    await withCameraOn(scene.world.qrOf(scene.certificate), ['camera'], async (page) => {
      expect(await page.locator('.verdict-word').innerText()).toBe('Valid')
      // The camera's light goes out with the picture: nothing goes on filming behind the answer.
      expect(await page.locator('video').count()).toBe(0)
    })
  })

  test('goes on looking when another kind of code is in view, and says so', async () => {
    await withCameraOn('https://shop.example/offer', ['camera'], async (page) => {
      await page.getByText('This is another kind of code').waitFor()
      expect(await complaintsOfAxe(page)).toEqual([])
      await page.getByRole('button', { name: 'Stop the camera' }).click()
      await page.getByRole('button', { name: 'Scan with the camera' }).waitFor()
    })
  })

  test('offers the other ways when the camera is not allowed', async () => {
    await withCameraOn('nothing', [], async (page) => {
      expect(await page.locator('.notice').innerText()).toContain('This page may not use the camera')
      expect(await page.getByRole('textbox').isVisible()).toBe(true)
    })
  })
})
