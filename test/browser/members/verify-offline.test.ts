import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { dateOf } from '#schemas/dates.ts'
import type { Evidence } from '#schemas/evidence.ts'
import type { IssuedCertificate } from '#schemas/operations.ts'
import type { Check, VerdictReport } from '#schemas/verdict.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { toBase64url } from '#domain/bytes.ts'
import { canonicalBytes } from '#domain/canonical-json.ts'
import { verify } from '#domain/verification/verify.ts'
import { assertionPrefix } from '#domain/webauthn/assertion.ts'
import { exampleStatements } from '#examples/statements.ts'
import { startLocalRegistry, type LocalRegistry } from '#scripts/local/registry.ts'
import { tellVerdict } from '#scripts/verifier/tell-verdict.ts'
import { anInvitation } from '#test/builders/an-invitation.ts'
import { anOrganisation, anOrganisationKey } from '#test/builders/an-organisation.ts'
import { withAuthenticator, type Authenticator } from '../support/authenticator.ts'
import { hasBrowser, secondsNow } from '../support/scene.ts'
import { launch, listen } from '../support/verifier-page.ts'

/** All that a page needs of a browser to sign a payload: written here once more, as another implementer would. */
const signInPage = `async (payload) => {
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
  const challenge = await crypto.subtle.digest('SHA-256', bytes)
  const { id, response } = await navigator.credentials.get({ publicKey: { challenge, userVerification: 'required' } })
  const base64url = (part) =>
    btoa(String.fromCharCode(...new Uint8Array(part))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
  const parts = [response.authenticatorData, response.clientDataJSON, response.signature].map(base64url)
  return ['webauthn1', id, payload, ...parts].join('.')
}`

describe.skipIf(!hasBrowser)('a person who was invited', () => {
  const folder = mkdtempSync(join(tmpdir(), 'offline-'))
  const complaints: string[] = []
  const importer = anOrganisation()
  let registry: LocalRegistry
  let browser: Browser
  let page: Page
  let authenticator: Authenticator
  let issued: IssuedCertificate

  beforeAll(async () => {
    registry = await startLocalRegistry({
      folder,
      port: 0,
      endpoint: inject('dynamodbEndpoint'),
      tableName: `offline-${randomUUID()}`,
      staticFolder: inject('pageFolder'),
      log: 'defects',
    })
    await dynamoOrganisations(registry.table).register(importer, await anOrganisationKey({ organisation: importer.id }))
    browser = await launch(inject('chromiumPath')!)
    page = await (await browser.newContext({ locale: 'en-GB', serviceWorkers: 'block' })).newPage()
    page.setDefaultTimeout(10_000)
    listen(page, registry.origin, complaints)
    authenticator = await withAuthenticator(page)
  })
  afterAll(async () => {
    await browser?.close()
    await registry?.stop()
    rmSync(folder, { recursive: true, force: true })
    // A registry that says no is part of the story.
    expect(complaints.filter((each) => !/status of 4\d\d/.test(each))).toEqual([])
  })

  const send = (path: string, mediaType: string, body: string) =>
    page.evaluate(
      async ([to, type, content, key]) => {
        const answer = await fetch(to!, {
          method: 'POST',
          headers: { 'content-type': type!, 'idempotency-key': key! },
          body: content!,
        })
        return { status: answer.status, body: await answer.text() }
      },
      [path, mediaType, body, randomUUID()] as const,
    )
  const sendSigned = (path: string, body: string) => send(path, 'application/vnd.end-use-registry.webauthn', body)
  const sign = (payload: object) => page.evaluate<string>(`(${signInPage})('${toBase64url(canonicalBytes(payload))}')`)
  const head = () => ({ aud: registry.origin, iat: secondsNow(), iss: importer.id })

  test('registers a passkey, signs out, and signs in with it', async () => {
    const { secret } = await anInvitation(registry.table, importer.id, 'Linh Tran')
    await page.goto(`${registry.origin}/sign-in.html#invitation=${secret}`)
    await page.getByLabel('Name of this device').fill('Office laptop')
    await page.getByRole('button', { name: 'Make the passkey' }).click()
    await page.waitForURL('**/organisation.html')
    await page.goto(`${registry.origin}/sign-in.html`)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.waitForURL('**/organisation.html')
    const cookies = await page.context().cookies()
    expect(
      cookies.map(({ name, httpOnly, secure, sameSite, path }) => [name, httpOnly, secure, sameSite, path]),
    ).toEqual([['__Host-session', true, true, 'Strict', '/']])
  })

  test('signs a statement and an act with it; one nobody recognises it for is not taken', async () => {
    const answer = await sendSigned(
      '/certificates',
      await sign({ ...head(), statement: exampleStatements['cnc-for-vietnam'](dateOf(secondsNow())) }),
    )
    expect([answer.status, answer.body]).toEqual([201, expect.stringContaining('"credential"')])
    issued = JSON.parse(answer.body) as IssuedCertificate
    const act = { ...head(), act: 'suspend', id: issued.id, reason: 'the goods are late' }
    const changed = await sendSigned(`/certificates/${issued.id}/status-changes`, await sign(act))
    expect([changed.status, JSON.parse(changed.body)]).toMatchObject([200, { status: 'suspended' }])
    const back = await sendSigned(`/certificates/${issued.id}/status-changes`, await sign({ ...act, act: 'reinstate' }))
    expect(back.status).toBe(200)

    await authenticator.recognises(false)
    const refused = await sign(act).catch((error: Error) => error)
    expect(String(refused)).toContain('NotAllowedError')
    await authenticator.recognises(true)
  })

  test('is named by everybody who verifies that, long after the registry was stopped', async () => {
    const presented = { credential: issued.credential }
    const gathered = await send('/evidence', 'application/json', JSON.stringify({ presented }))
    const evidence = JSON.parse(gathered.body) as Evidence
    await registry.stop()
    await expect(fetch(`${registry.origin}/session`)).rejects.toThrow('fetch failed')

    const report = await verify(presented, evidence, secondsNow())
    expect(report.verdict).toBe('valid')
    expect(signatoryOf(report)).toMatchObject({
      outcome: 'pass',
      code: 'signatory-ok',
      basis: 'computed',
      facts: {
        organisation: importer.id,
        name: importer.name,
        signatory: 'Linh Tran',
        title: 'Managing director',
        mandate: 'LEGAL_REP',
      },
    })
    expect(tellVerdict(report).join('\n')).toContain('Linh Tran')

    if (evidence.signatory.found !== 'yes') throw new Error('it is there')
    const { fact } = evidence.signatory
    expect(fact.request.startsWith(assertionPrefix)).toBe(true)
    const forged = { ...evidence, signatory: { ...evidence.signatory, fact: { ...fact, passkeys: [] } } }
    expect((await verify(presented, forged, secondsNow())).verdict).toBe('invalid')
  })
})

const signatoryOf = ({ checks }: VerdictReport): Check | undefined => checks.find(({ name }) => name === 'signatory')
