import { everyHandler } from '#test/builders/every-handler.ts'
import { chromium, type Browser, type BrowserContextOptions, type LaunchOptions, type Page } from 'playwright-core'
import type { Evidence } from '#schemas/evidence.ts'
import type { Registry } from '#schemas/keys.ts'
import { startServer, type RunningServer } from '#scripts/http/server.ts'

export interface VerifierSite {
  readonly origin: string
  stop(): Promise<void>
}

/** The built pages behind the real server with its real headers; operations are answered by each test. */
export async function serveVerifier(staticFolder: string): Promise<VerifierSite> {
  const nobody = async () => ({ statusCode: 503, body: '' }) as never
  const server: RunningServer = await startServer({
    port: 0,
    staticFolder,
    handlers: everyHandler(nobody),
  })
  return { origin: server.url, stop: () => server.stop() }
}

export async function launch(executablePath: string, options: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', ...(options.args ?? [])] })
}

export interface Visit {
  readonly page: Page
  /** Console errors, broken policies, defects, and requests that left the page's own origin: must stay empty. */
  readonly complaints: string[]
  close(): Promise<void>
}

/** What the registry answers, read anew for each call; `undefined` for a registry that cannot be reached. */
export interface RegistryAnswers {
  readonly registry?: Registry | undefined
  readonly evidence?: Evidence | undefined
  /** Status list tokens by number. */
  readonly statusLists?: Readonly<Record<number, string>> | undefined
  readonly trustList?: string | undefined
}

export interface VisitOptions extends BrowserContextOptions {
  readonly path?: string
}

/** Opens the verifier page as a stranger does, in a browser profile of its own. */
export async function visit(
  browser: Browser,
  origin: string,
  answers: RegistryAnswers,
  { path = '/', ...options }: VisitOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    locale: 'en-GB',
    // Most tests are of one visit; what stays on a device has tests of its own.
    serviceWorkers: 'block',
    ...options,
  })
  const page = await context.newPage()
  const complaints: string[] = []
  listen(page, origin, complaints)
  await answerAs(page, answers)
  await page.goto(origin + path)
  return { page, complaints, close: () => context.close() }
}

/** Answers the operations of a page in the registry's place. */
export async function answerAs(page: Page, answers: RegistryAnswers): Promise<void> {
  await page.route('**/.well-known/end-use-registry', (route) =>
    answers.registry === undefined ? route.abort() : route.fulfill({ json: answers.registry }),
  )
  await page.route('**/.well-known/end-use-trust-list', (route) =>
    answers.trustList === undefined
      ? route.abort()
      : route.fulfill({ body: answers.trustList, contentType: 'application/jwt' }),
  )
  await page.route('**/evidence', (route) =>
    answers.evidence === undefined ? route.abort() : route.fulfill({ json: answers.evidence }),
  )
  await page.route('**/status-lists', (route) => {
    const { registry, statusLists = {} } = answers
    if (registry === undefined) return route.abort()
    const addresses = Object.keys(statusLists).map((list) => `${registry.issuer}/status-lists/${list}`)
    return route.fulfill({ json: { status_lists: addresses, asOf: registry.asOf } })
  })
  await page.route('**/status-lists/*', (route) => {
    const token = answers.statusLists?.[Number(route.request().url().split('/').at(-1))]
    return token === undefined
      ? route.abort()
      : route.fulfill({ body: token, contentType: 'application/statuslist+jwt' })
  })
}

export function listen(page: Page, origin: string, complaints: string[]): void {
  page.on('console', (message) => {
    // A registry that cannot be reached is reported by the browser itself; that is what such a test is about.
    if (message.type() === 'error' && !/ERR_(FAILED|INTERNET_DISCONNECTED)/.test(message.text()))
      complaints.push(`${message.text()} ${message.location().url}`)
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(`${origin}/`) && !url.startsWith(`blob:${origin}/`)) complaints.push(`left the origin: ${url}`)
  })
}

/** Lets go a file over the page, as from another window. */
export async function dropFile(page: Page, name: string, type: string, bytes: Uint8Array): Promise<void> {
  await fire(page, 'drop', name, type, bytes)
}

export async function pasteFile(page: Page, name: string, type: string, bytes: Uint8Array): Promise<void> {
  await fire(page, 'paste', name, type, bytes)
}

export async function pasteText(page: Page, text: string): Promise<void> {
  await inPage(
    page,
    `({ text }) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', text)
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }`,
    { text },
  )
}

async function fire(page: Page, kind: 'drop' | 'paste', name: string, type: string, bytes: Uint8Array): Promise<void> {
  await inPage(
    page,
    `({ kind, name, type, content }) => {
      const data = new DataTransfer()
      data.items.add(new File([Uint8Array.from(atob(content), (character) => character.charCodeAt(0))], name, { type }))
      const shared = { bubbles: true, cancelable: true }
      const event = kind === 'drop'
        ? new DragEvent('drop', { dataTransfer: data, ...shared })
        : new ClipboardEvent('paste', { clipboardData: data, ...shared })
      document.body.dispatchEvent(event)
    }`,
    { kind, name, type, content: Buffer.from(bytes).toString('base64') },
  )
}

/** Runs a function, given as text, in the page: these files are checked without the types of a browser. */
export async function inPage<T>(page: Page, code: string, given: unknown = {}): Promise<T> {
  return page.evaluate<T>(`(${code})(${JSON.stringify(given)})`)
}
