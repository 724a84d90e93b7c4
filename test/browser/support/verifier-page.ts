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
    handlers: { public: nobody, verification: nobody, issuing: nobody },
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

/** What the registry answers; `undefined` for a registry that cannot be reached. */
export interface RegistryAnswers {
  readonly registry?: Registry | undefined
  readonly evidence?: Evidence | undefined
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
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'en-GB', ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  listen(page, origin, complaints)
  await page.route('**/.well-known/end-use-registry', (route) =>
    answers.registry === undefined ? route.abort() : route.fulfill({ json: answers.registry }),
  )
  await page.route('**/evidence', (route) =>
    answers.evidence === undefined ? route.abort() : route.fulfill({ json: answers.evidence }),
  )
  await page.goto(origin + path)
  return { page, complaints, close: () => context.close() }
}

export function listen(page: Page, origin: string, complaints: string[]): void {
  page.on('console', (message) => {
    // A registry that cannot be reached is reported by the browser itself; that is what such a test is about.
    if (message.type() === 'error' && !message.text().includes('ERR_FAILED')) complaints.push(message.text())
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
