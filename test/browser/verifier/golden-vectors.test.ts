import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, onTestFinished, test } from 'vitest'
import type { VerdictReport } from '#schemas/verdict.ts'
import { bundleLibrary } from '#scripts/build-library.ts'
import { decisionOf, goldenFiles } from '#test/vectors/golden-files.ts'
import { inPage, launch } from '../support/verifier-page.ts'

const executable = inject('chromiumPath')
const origin = 'https://vectors.example'

test.skipIf(executable === undefined)('the library judges every golden vector in a browser as it must', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'library-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const script = readFileSync((await bundleLibrary(folder)).file, 'utf8')
  const browser = await launch(executable!)
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  // Answered here: the page has the secure origin that WebCrypto needs, and no network.
  await page.route('**', (route) => {
    const { pathname } = new URL(route.request().url())
    if (pathname === '/verify.js') return route.fulfill({ contentType: 'text/javascript', body: script })
    return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Golden vectors</title>' })
  })
  await page.goto(`${origin}/`)

  const vectors = goldenFiles()
  const reports = await inPage<VerdictReport[]>(
    page,
    `async (vectors) => {
      const { verify } = await import('/verify.js')
      const reports = []
      for (const { presented, evidence, clock, shipment } of vectors)
        reports.push(await verify(presented, evidence, clock, { shipment }))
      return reports
    }`,
    vectors,
  )
  const told = (decisions: readonly unknown[]) => vectors.map(({ name }, at) => [name, decisions[at]])
  expect(told(reports.map(decisionOf))).toEqual(told(vectors.map(({ expected }) => expected)))
})
