import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { Evidence } from '#schemas/evidence.ts'
import { complaintsOfAxe } from '../support/axe.ts'
import { focusWithoutMark, foreignWords, smallTargets } from '../support/page-checks.ts'
import { hasBrowser, setScene, type Scene } from '../support/scene.ts'
import { inPage, type VisitOptions } from '../support/verifier-page.ts'

/** Every state of the page but the camera's, which has its own test, by how one comes to it. */
const states: Readonly<Record<string, (scene: Scene, options: VisitOptions) => Promise<Page>>> = {
  start: async (scene, options) => ready(await scene.open(scene.good(), options), '.ways'),
  notice: async (scene, options) => {
    const page = await scene.open(scene.good(), options)
    const file = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') }
    await page.locator('input[type=file]').setInputFiles(file)
    return ready(page, '.notice')
  },
  device: async (scene, options) => {
    const page = await scene.open(scene.good(), options)
    await page.locator('.device summary').click()
    return ready(page, '.device dd:nth-of-type(1)')
  },
  valid: async (scene, options) =>
    ready(await scene.open(scene.good(), { ...options, path: scene.scanned }), '.verdict'),
  invalid: async (scene, options) => {
    const evidence: Evidence = { ...scene.good(), record: { found: 'no', asOf: 1 } }
    return ready(await scene.open(evidence, { ...options, path: scene.scanned }), '.verdict')
  },
  undetermined: async (scene, options) =>
    ready(await scene.open(undefined, { ...options, path: scene.scanned }), '.verdict'),
  compared: async (scene, options) => {
    const page = await scene.open(scene.good(), options)
    await page.locator('#text').fill(scene.certificate.credential)
    await page.locator('.text-entry button').click()
    await page.locator('summary').click()
    await page.locator('#line-0-quantity').fill('many')
    await page.locator('.compare button[type=submit]').click()
    await page.locator('#line-0-quantity-fault').waitFor()
    await page.locator('#line-0-quantity').fill('5')
    await page.locator('#line-0-unit').selectOption('NAR')
    await page.locator('#line-0-hs').fill('845710')
    await page.locator('.compare button[type=submit]').click()
    return ready(page, '.verdict .both-values')
  },
}

async function ready(page: Page, selector: string): Promise<Page> {
  await page.locator(selector).first().waitFor()
  return page
}

const names = Object.keys(states)

describe.skipIf(!hasBrowser)('everybody can use the page', () => {
  const scene = setScene()

  test.each(names)('axe has nothing to say about "%s", in light and in dark', async (name) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await states[name]!(scene, { colorScheme, reducedMotion: 'reduce' })
      expect(await complaintsOfAxe(page), colorScheme).toEqual([])
    }
  })

  test.each(names)(
    '"%s" fits 320 and 360 pixels without scrolling sideways, with targets of 44 pixels',
    async (name) => {
      // 320 pixels are also what is left of 640 at 200 % zoom.
      for (const width of [320, 360]) {
        const page = await states[name]!(scene, { viewport: { width, height: 740 } })
        expect(await inPage<number>(page, '() => document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
        expect(await inPage<string[]>(page, smallTargets)).toEqual([])
      }
    },
  )

  test('the focus can be seen on every control', async () => {
    const page = await states['compared']!(scene, {})
    const unseen = await inPage<string[]>(page, focusWithoutMark)
    expect(unseen).toEqual([])
  })
})

describe.skipIf(!hasBrowser)('the page in another language', () => {
  const scene = setScene({ pseudo: true })

  test.each(names)('"%s" has no word that is not from the catalogue', async (name) => {
    const page = await states[name]!(scene, { locale: 'en-XA' })
    expect(await inPage<string[]>(page, foreignWords)).toEqual([])
    expect(await page.title()).toContain('⟦')
  })

  test.each(names)('"%s" is laid out from right to left, and axe has nothing to say', async (name) => {
    const page = await states[name]!(scene, { locale: 'ar-XB' })
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
    expect(await inPage<number>(page, '() => document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
    const heading = await page.locator('h1').boundingBox()
    expect(heading!.x + heading!.width).toBeGreaterThan(300)
    expect(await complaintsOfAxe(page)).toEqual([])
  })
})
