import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { Evidence } from '#schemas/evidence.ts'
import type { IdentityEvidence } from '#schemas/organisation.ts'
import { signatoryPersonOf } from '#domain/certificate/signatory-person.ts'
import { aSignatory } from '#test/builders/a-signatory.ts'
import { hasBrowser, secondsNow, setScene } from '../support/scene.ts'
import { inPage } from '../support/verifier-page.ts'

describe.skipIf(!hasBrowser)('the answer about who signed', () => {
  const scene = setScene()
  const vouched: IdentityEvidence = {
    by: 'ministry-of-trade',
    byName: 'Ministry of Industry and Trade of Viet Nam',
    at: 1_790_000_000,
    method: 'REGISTER_EXTRACT',
    source: 'National Business Registry Portal, extract 0314259887-11',
  }
  const signatoryCheck = (page: Page) => page.locator('.check', { hasText: 'Signature of the importer' })
  const aStep = (page: Page) => inPage<number>(page, '() => document.documentElement.scrollWidth - innerWidth')

  function confirmed(over: { vouched?: IdentityEvidence }): Evidence {
    const { record, signatory, ...others } = scene.good()
    if (record.found !== 'yes' || signatory.found !== 'yes') throw new Error('the builder’s evidence is there')
    const { id, name, country } = signatory.fact.organisation
    const told = { organisation: id, name, country, confirmed: true, ...over }
    return {
      ...others,
      signatory: { found: 'not-reached' },
      record: { ...record, fact: { ...record.fact, signatory: told } },
    }
  }

  /** The same statement, signed by a person of the importer with a passkey. */
  async function byPerson(): Promise<Evidence> {
    const good = scene.good()
    if (good.signatory.found !== 'yes') throw new Error('the builder’s evidence is there')
    const { organisation, request } = good.signatory.fact
    const linh = aSignatory(organisation.id)
    const payload = JSON.parse(Buffer.from(request.split('.')[1]!, 'base64url').toString()) as {
      aud: string
      iat: number
    }
    const { label: _label, ...passkey } = { ...linh.passkey, notBefore: payload.iat - 86_400 }
    const fact = {
      request: await linh.device.sign(payload, payload.aud),
      organisation: { ...organisation, vouched },
      keys: [],
      passkeys: [passkey],
      person: signatoryPersonOf(linh.person),
    }
    return { ...good, signatory: { found: 'yes', asOf: secondsNow() - 12, fact } }
  }

  test('names the person, and who vouched for the organisation, to who holds the credential', async () => {
    const page = await scene.open(await byPerson())
    await page.getByRole('textbox').fill(scene.certificate.credential)
    await page.getByRole('button', { name: 'Check', exact: true }).click()
    await page.locator('.verdict').waitFor()
    expect(await page.locator('.verdict-word').innerText()).toBe('Valid')
    const told = await signatoryCheck(page).innerText()
    expect(told).toContain(
      'By the registry’s record, Linh Tran signed it as “Managing director” (legal representative).',
    )
    expect(told).toContain(
      'Ministry of Industry and Trade of Viet Nam vouched on 21 September 2026 for who the importer is: extract of a company register, National Business Registry Portal, extract 0314259887-11.',
    )
    expect(await aStep(page)).toBeLessThanOrEqual(0)
  })

  test('tells who holds the code who vouched, and names no person', async () => {
    const page = await scene.open(confirmed({ vouched }), { path: scene.scanned })
    await page.locator('.verdict').waitFor()
    const told = await signatoryCheck(page).innerText()
    expect(told).toContain('Ministry of Industry and Trade of Viet Nam vouched on 21 September 2026')
    expect(await page.locator('main').innerText()).not.toContain('Linh Tran')
  })

  test('says plainly that nobody vouched', async () => {
    const page = await scene.open(confirmed({}), { path: scene.scanned })
    await page.locator('.verdict').waitFor()
    expect(await signatoryCheck(page).innerText()).toContain(
      'By the registry’s record, nobody has vouched for who the importer is.',
    )
  })
})
