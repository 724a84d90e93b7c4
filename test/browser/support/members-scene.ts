import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import type { SessionView } from '#schemas/operations/passkeys.ts'
import { aPasskey, withAuthenticator, type Authenticator, type TestPasskey } from './authenticator.ts'
import { answerOperations, Refusal, type Answers, type Asked } from './operations-of-page.ts'
import { launch, listen, serveVerifier, type VerifierSite } from './verifier-page.ts'

export interface MembersVisit {
  readonly page: Page
  readonly asked: Asked[]
  readonly authenticator: Authenticator
}

export interface MembersScene {
  readonly browser: Browser
  readonly site: VerifierSite
  /** On the authenticator of every visit. */
  readonly passkey: TestPasskey
  open(path: string, answers: Answers, options?: BrowserContextOptions): Promise<MembersVisit>
}

/** What a page may not complain of: a registry that says no or is not reached is what such a test is about. */
const expected = /the server responded with a status of [45]\d\d|ERR_FAILED/

/** The built pages, a browser with an authenticator, and a registry that each test speaks for. */
export function setMembersScene(options: { pseudo?: boolean } = {}): MembersScene {
  const scene = {} as { -readonly [K in keyof MembersScene]: MembersScene[K] }
  const ends: (() => Promise<void>)[] = []
  const complaints: string[] = []
  beforeAll(async () => {
    scene.site = await serveVerifier(inject(options.pseudo === true ? 'pseudoPageFolder' : 'pageFolder'))
    scene.browser = await launch(inject('chromiumPath')!)
    scene.passkey = aPasskey()
    scene.open = async (path, answers, how) => {
      const context = await scene.browser.newContext({
        viewport: { width: 360, height: 740 },
        locale: 'en-GB',
        serviceWorkers: 'block',
        ...how,
      })
      ends.push(() => context.close())
      const asked = await answerOperations(context, scene.site.origin, () => answers)
      const page = await context.newPage()
      page.setDefaultTimeout(10_000)
      listen(page, scene.site.origin, complaints)
      const authenticator = await withAuthenticator(page)
      await authenticator.hold(scene.passkey)
      await page.goto(scene.site.origin + path)
      return { page, asked, authenticator }
    }
  })
  afterEach(async () => {
    await Promise.all(ends.splice(0).map((end) => end()))
    expect(complaints.splice(0).filter((each) => !expected.test(each))).toEqual([])
  })
  afterAll(async () => {
    await scene.browser?.close()
    await scene.site?.stop()
  })
  return scene
}

export const soon = () => Math.floor(Date.now() / 1000) + 3_600

/** A person who is signed in. */
export function aSession(scene: MembersScene, kind: 'operator' | 'administrator' | 'reader'): SessionView {
  const operator = kind === 'operator'
  return {
    organisation: operator
      ? { id: 'the-operator', name: 'The Operator', roles: ['operator'] }
      : { id: 'mekong-precision', name: 'Mekong Precision Co', roles: ['importer'] },
    person: {
      id: 'AAAAAAAAAAAAAAAAAAAAAA',
      name: operator ? 'Olga Peratorova' : 'Linh Tran',
      title: operator ? 'Registrar' : 'Managing director',
      duties: kind === 'reader' ? [] : ['administrator', 'signatory'],
      passkeys: [scene.passkey.id],
    },
    expiresAt: soon(),
    csrf: 'c'.repeat(42) + 'A',
  }
}

export const signedOut: Answers = { 'get-session': () => new Refusal('not-signed-in') }
