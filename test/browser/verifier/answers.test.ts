import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { CertificateStatus } from '#schemas/certificate.ts'
import type { Evidence } from '#schemas/evidence.ts'
import { aStatementOfToday, hasBrowser, secondsNow, setScene } from '../support/scene.ts'
import { inPage } from '../support/verifier-page.ts'

describe.skipIf(!hasBrowser)('the answer', () => {
  const scene = setScene()
  const verdict = (page: Page) => page.locator('.verdict').innerText()
  const withStatus = (status: CertificateStatus): Evidence => {
    const { record, ...others } = scene.good()
    if (record.found !== 'yes') throw new Error('the record of the builder is there')
    return { ...others, record: { ...record, fact: { ...record.fact, status } } }
  }
  const notReached = (): Evidence => ({
    ...scene.good(),
    record: { found: 'not-reached' },
    signatory: { found: 'not-reached' },
  })

  async function presentCredential(page: Page, credential = scene.certificate.credential) {
    await page.getByRole('textbox').fill(credential)
    await page.getByRole('button', { name: 'Check', exact: true }).click()
    await page.locator('.verdict').waitFor()
  }

  test('is one word with a shape and a colour of its own', async () => {
    const looks = []
    for (const evidence of [scene.good(), withStatus('revoked'), notReached()]) {
      const page = await scene.open(evidence, { path: scene.scanned })
      const word = await page.locator('.verdict-word').innerText()
      const shape = await page.locator('.verdict-word .icon-frame').getAttribute('d')
      const colour = await inPage<string>(
        page,
        `() => getComputedStyle(document.querySelector('.verdict')).backgroundColor`,
      )
      looks.push({ word, shape, colour })
    }
    expect(looks.map(({ word }) => word)).toEqual(['Valid', 'Not valid', 'Could not check'])
    expect(new Set(looks.map(({ shape }) => shape)).size).toBe(3)
    expect(new Set(looks.map(({ colour }) => colour)).size).toBe(3)
  })

  test('is announced: it is a live region, and its word has the focus', async () => {
    const page = await scene.open(withStatus('revoked'), { path: scene.scanned })
    await page.locator('.verdict[role=alert]').waitFor()
    expect(await inPage<string>(page, '() => document.activeElement.innerText')).toBe('Not valid')
    const good = await scene.open(scene.good(), { path: scene.scanned })
    await good.locator('.verdict[role=status]').waitFor()
    expect(await inPage<string>(good, '() => document.activeElement.innerText')).toBe('Valid')
  })

  test('says why it is not valid and what to do', async () => {
    const page = await scene.open(withStatus('suspended'), { path: scene.scanned })
    expect(await verdict(page)).toContain('The certificate is suspended since')
    expect(await verdict(page)).toContain('What to do now')
    expect(await verdict(page)).toContain('Do not let the goods go on it now.')
  })

  test('is "could not check" when the registry is away, and still says what is known', async () => {
    const page = await scene.open(undefined)
    // The newest route answers; without any in between, a question of the page would get to the server.
    await page.route('**/.well-known/end-use-registry', (route) => route.fulfill({ json: scene.world.registry }))
    await presentCredential(page)
    expect(await verdict(page)).toContain('Could not check')
    expect(await verdict(page)).toContain('The registry could not be reached.')
    const main = await page.locator('main').innerText()
    expect(main).toContain('The registry signed it, and nothing was changed since.')
    expect(main).toContain('Mekong Precision JSC')
  })

  test('shows nothing of a paper whose signature is not good', async () => {
    const page = await scene.open(scene.good())
    const [header, payload] = scene.certificate.credential.split('.') as [string, string]
    const forged = Buffer.from(payload, 'base64url').toString().replace('Mekong Precision', 'Volga Machines')
    await presentCredential(page, `${header}.${Buffer.from(forged).toString('base64url')}.${'A'.repeat(86)}~`)
    expect(await verdict(page)).toContain('Not valid')
    const main = await page.locator('main').innerText()
    expect(main).toContain('What the paper says is not shown here')
    expect(main).not.toMatch(/Volga|Mekong/)
  })

  test('tells the whole promise of a credential', async () => {
    const page = await scene.open(scene.good())
    await presentCredential(page)
    const main = await page.locator('main').innerText()
    for (const fact of [
      'Halden Werkzeugmaschinen GmbH',
      'Công ty Cổ phần Cơ khí Chính xác Mê Kông',
      'Vietnam (VN)',
      'Five-axis machining centre',
      '2 articles (NAR)',
      '1250.5 kilograms (KGM)',
      'up to 2.5 % more',
      'EU-ANNEX-I: 2B001b2',
      'Machining of gearbox housings for agricultural tractors in our own plant.',
      'The goods will not be re-exported without prior written consent of BAFA.',
      'Nguyen Van Hai, General Director',
      'seconds ago',
      'This registry does not keep a public log yet.',
    ])
      expect(main).toContain(fact)
  })

  test('compares the goods in hand here, shows both values and sends them to nobody', async () => {
    const page = await scene.open(scene.good())
    await presentCredential(page)
    const sent: string[] = []
    page.on('request', (request) => sent.push(request.url()))
    await page.getByRole('button', { name: 'Compare with the goods' }).click()
    await page.locator('#line-0-quantity').fill('3')
    await page.locator('#line-0-unit').selectOption('NAR')
    await page.locator('#line-0-hs').fill('8457.10')
    await page.locator('#destination').selectOption('RU')
    await page.getByRole('button', { name: 'Compare', exact: true }).click()
    await page.getByText('The certificate is genuine and in force, but').waitFor()
    const main = await page.locator('main').innerText()
    expect(main).toContain('The quantity is more than the certificate allows.')
    expect(main).toMatch(/On the certificate\s+2 articles \(NAR\)\s+In front of you\s+3 articles \(NAR\)/)
    expect(main).toMatch(/On the certificate\s+Vietnam \(VN\)\s+In front of you\s+Russia \(RU\)/)
    expect(sent).toEqual([])

    await page.locator('#line-0-quantity').fill('2')
    await page.locator('#destination').selectOption('VN')
    await page.getByRole('button', { name: 'Compare', exact: true }).click()
    await page.getByText('What you compared fits the certificate.').waitFor()
    expect(await verdict(page)).toContain('Valid')
  })

  test('says which field of the comparison needs a correction', async () => {
    const page = await scene.open(scene.good(), { path: scene.scanned })
    await page.getByRole('button', { name: 'Compare with the goods' }).click()
    await page.getByRole('button', { name: 'Compare', exact: true }).click()
    await page.getByText('Fill in at least one field.').waitFor()
    await page.locator('#line-0-quantity').fill('1,5')
    await page.locator('#line-0-hs').fill('84')
    await page.getByRole('button', { name: 'Compare', exact: true }).click()
    await page.getByText('2 fields need a correction.').waitFor()
    expect(await inPage<string>(page, '() => document.activeElement.id')).toBe('line-0-hs')
    expect(await page.locator('#line-0-quantity-fault').innerText()).toContain('digits and a point only')
  })

  test('asks the registry again on demand', async () => {
    const page = await scene.open(notReached(), { path: scene.scanned })
    await page.getByText('Could not check').first().waitFor()
    await page.unroute('**/evidence')
    await page.route('**/evidence', (route) => route.fulfill({ json: scene.good() }))
    await page.getByRole('button', { name: 'Ask again' }).click()
    await page.locator('.verdict-valid').waitFor()
    expect(await verdict(page)).toContain('Valid')
  })

  test('can be had with the keyboard alone', async () => {
    const page = await scene.open(scene.good())
    await page.locator('.ways').waitFor()
    const focused = () =>
      inPage<string>(
        page,
        `() => document.activeElement.innerText || document.activeElement.id || document.activeElement.type`,
      )
    const path: string[] = []
    for (let step = 0; step < 4; step++) {
      await page.keyboard.press('Tab')
      path.push(await focused())
    }
    expect(path).toEqual(['Scan with the camera', 'file', 'text', 'Check'])
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.insertText(scene.certificate.credential)
    await page.keyboard.press('Enter')
    await page.locator('.verdict').waitFor()
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Compare with the goods')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('line-0-quantity')
    await page.keyboard.type('2')
    await page.keyboard.press('Tab')
    await page.keyboard.type('articles')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await page.locator('.fit').waitFor()
    expect(await focused()).toBe('Could not check')
  })

  test('names the profiles that the statement satisfied, and their editions', async () => {
    const profiles = [
      { id: 'de-bafa-c1', version: 1 },
      { id: 'eu-12g', version: 12 },
    ]
    const certificate = await scene.world.issue(aStatementOfToday(), profiles)
    const page = await scene.open(scene.world.evidenceOf(certificate, secondsNow()))
    await presentCredential(page, certificate.credential)
    const told = await page.locator('main').innerText()
    expect(told).toMatch(/Satisfied when issued\s+de-bafa-c1, edition 1\s+eu-12g, edition 12/)
  })

  test('never becomes anything but text, whatever strangers wrote', async () => {
    const evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>{x}[y]'
    const certificate = await scene.world.issue(
      aStatementOfToday((statement) => {
        for (const party of statement.parties) party.legalName = evil
        statement.endUse.text = evil
        statement.remarks = evil
        for (const line of statement.lines)
          Object.assign(line, { descriptionShort: evil, description: evil, manufacturer: evil })
        statement.assurances[3] = {
          code: 'A-NO-REEXPORT',
          accepted: true,
          params: { consentBy: evil },
          exceptions: evil,
        }
        statement.signatures[0]!.person.name = evil
        statement.transaction = { contractNumber: '<b>1</b>' }
      }),
    )
    const evidence = scene.world.evidenceOf(certificate, secondsNow())
    evidence.registries[0]!.name = evil
    const page = await scene.open(evidence)
    await presentCredential(page, certificate.credential)
    expect(await verdict(page)).toContain('Valid')
    const main = await page.locator('main').innerText()
    expect(main.split(evil).length).toBeGreaterThan(10)
    expect(await page.locator('main img, main script, main b').count()).toBe(0)
    expect(await page.title()).toBe('Check an end-use certificate')
  })
})
