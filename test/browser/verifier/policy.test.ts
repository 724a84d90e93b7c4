import { describe, expect, inject, test } from 'vitest'
import { pageHeaders } from '#schemas/page-headers.ts'
import { hasBrowser, setScene } from '../support/scene.ts'
import { inPage, visit } from '../support/verifier-page.ts'

describe.skipIf(!hasBrowser)('the policy of the page', () => {
  const scene = setScene()
  const stranger = () =>
    visit(scene.browser, scene.site.origin, { registry: scene.world.registry, evidence: scene.good() })

  test('is sent with every file', async () => {
    const page = await scene.open(scene.good())
    const served = await Promise.all(
      ['/', '/icon.svg'].map(async (path) => (await page.request.get(scene.site.origin + path)).headers()),
    )
    for (const headers of served) expect(headers).toMatchObject(pageHeaders)
    expect(inject('pageFolder')).not.toBe('')
  })

  // These also show that the watch over every other test of the page is awake.
  test.each([
    [
      'script in the page',
      `() => { const s = document.createElement('script'); s.append('1'); document.head.append(s) }`,
    ],
    ['text made into markup', `() => { try { document.body.innerHTML = '<b>1</b>' } catch {} }`],
    // Later, because what a debugger runs itself may do this.
    ['text made into a program', `() => { setTimeout(() => { try { (0, eval)('1') } catch {} }) }`],
    ['a worker of plain text', `() => { try { new Worker('/assets/x.js') } catch {} }`],
    ['a request elsewhere', `() => fetch('https://elsewhere.example/').catch(() => {})`],
    [
      'a picture from elsewhere',
      `() => { document.body.append(Object.assign(new Image(), { src: 'https://elsewhere.example/x.png' })) }`,
    ],
    ['style in the page', `() => { document.body.setAttribute('style', 'color: red') }`],
  ])('refuses %s', async (_, code) => {
    const visited = await stranger()
    const { page, complaints } = visited
    await page.locator('.ways').waitFor()
    expect(complaints).toEqual([])
    await inPage(page, code)
    await expect.poll(() => complaints.length).toBeGreaterThan(0)
    await visited.close()
  })
})
