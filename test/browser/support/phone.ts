import type { Browser, BrowserContext, Page } from 'playwright-core'
import { aStatusListToken, valid } from '#test/builders/a-status-list.ts'
import { aJws, type World } from '#test/builders/a-world.ts'
import type { Certificate } from '#schemas/certificate.ts'
import type { Registry } from '#schemas/keys.ts'
import type { StatusValue } from '#schemas/status-list.ts'
import { trustListTyp } from '#schemas/trust-list.ts'
import { trustListPayloadOf, type TrustListEdition } from '#domain/trust/trust-list.ts'
import { answerAs, inPage, listen, type RegistryAnswers } from './verifier-page.ts'

/** The list that the certificates of `aWorld` name. */
export const listOfWorld = 27_392

export interface Phone {
  readonly context: BrowserContext
  readonly complaints: string[]
  /** A new page, as from the home screen; the one before is closed. */
  open(path?: string): Promise<Page>
  flightMode(on: boolean): Promise<void>
  close(): Promise<void>
}

/** A browser profile that keeps what it was given, service worker and all, for as long as the test lasts. */
export async function aPhone(
  browser: Browser,
  origin: string,
  answers: RegistryAnswers,
  how: { permissions?: string[]; at?: number; colorScheme?: 'light' | 'dark'; locale?: string } = {},
): Promise<Phone> {
  const { at, ...options } = how
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'en-GB', ...options })
  if (at !== undefined) await context.clock.install({ time: at * 1000 })
  const complaints: string[] = []
  let before: Page | undefined
  return {
    context,
    complaints,
    async open(path = '/') {
      await before?.close()
      const page = (before = await context.newPage())
      listen(page, origin, complaints)
      await answerAs(page, answers)
      await page.goto(origin + path)
      return page
    },
    flightMode: (on) => context.setOffline(on),
    close: () => context.close(),
  }
}

/** Waits until the page serves itself from this device and all data is fetched. */
export async function prepared(page: Page): Promise<void> {
  await inPage(
    page,
    `async () => {
      if (navigator.serviceWorker.controller !== null) return
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve))
    }`,
  )
  await page.getByText('Revocations as of').waitFor()
}

/** An edition of the list with one certificate, signed then. */
export async function listWith(
  world: World,
  { credential }: Certificate,
  { seq, now, value = valid }: { seq: number; now: number; value?: StatusValue },
): Promise<string> {
  const payload = JSON.parse(Buffer.from(credential.split('.')[1]!, 'base64url').toString()) as {
    status: { status_list: { idx: number } }
  }
  return aStatusListToken(
    world.keys.status,
    { [payload.status.status_list.idx]: value },
    { list: listOfWorld, seq, now },
  )
}

/** An edition of the trust list: the registry of the tests, and others that it trusts. */
export async function trustListOf(
  world: World,
  own: Registry,
  { others = [], before }: { others?: readonly Registry[]; before?: TrustListEdition } = {},
): Promise<string> {
  const registries = [own, ...others].map(({ issuer, name, verifierOrigins, keys }) => ({
    country: 'XX',
    issuer,
    keys,
    name,
    verifierOrigins,
  }))
  const payload = trustListPayloadOf({ issuer: own.issuer, now: own.asOf, before, registries })
  return aJws(world.keys['trust-list'], trustListTyp, payload)
}
