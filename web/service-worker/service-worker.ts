import type { WorkerMessage } from './worker-message.ts'

/** Of the service worker specification, as much as is used here: its type library contradicts that of pages. */
interface LifeEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface PageRequest extends LifeEvent {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}
interface WorkerScope {
  addEventListener(name: 'install' | 'activate', act: (event: LifeEvent) => void): void
  addEventListener(name: 'fetch', act: (event: PageRequest) => void): void
  addEventListener(name: 'message', act: (event: MessageEvent<WorkerMessage>) => void): void
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
}
const scope = globalThis as unknown as WorkerScope

/** One version of the page: all its files whole, or none of them. */
const { version, files, onceUsed } = PAGE_FILES
const cacheName = `page-${version}`
const digests: ReadonlyMap<string, string> = new Map(files)
const pagePath = '/'
/** Where a network only seems to be there, the page of this device is shown after so many milliseconds. */
const patience = 1_000

scope.addEventListener('install', (event) => event.waitUntil(keepFiles()))
scope.addEventListener('activate', (event) => event.waitUntil(takeOver()))
scope.addEventListener('message', ({ data }) => {
  // Only when a person agrees or nothing is under way: a page is never exchanged under a scan.
  if (data === 'take-over') void scope.skipWaiting()
})
scope.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate') {
    if (pathname === pagePath) event.respondWith(newestPage())
  } else if (digests.has(pathname)) event.respondWith(heldFile(request))
  else if (onceUsed.includes(pathname)) event.respondWith(fileOnceUsed(request))
})

/** A file whose bytes are not those of this build, as in the middle of a deployment, fails the whole; it is tried again later. */
async function keepFiles(): Promise<void> {
  const cache = await caches.open(cacheName)
  const requests = files.map(([path, integrity]) => new Request(path, { integrity, cache: 'no-cache' }))
  await cache.addAll(requests)
}

/** The version before stays: another tab may still show it and lack one of its files. */
async function takeOver(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name !== cacheName)
  for (const name of others.slice(0, -1)) await caches.delete(name)
  await scope.clients.claim()
}

async function newestPage(): Promise<Response> {
  const held = async () => (await (await caches.open(cacheName)).match(pagePath)) ?? Response.error()
  try {
    const response = await fetch(pagePath, { cache: 'no-cache', signal: AbortSignal.timeout(patience) })
    // What a captive portal or a broken server says is not the page.
    const isPage = response.ok && !response.redirected && response.headers.get('content-type')?.startsWith('text/html')
    return isPage === true ? response : await held()
  } catch {
    return held()
  }
}

async function heldFile(request: Request): Promise<Response> {
  const own = await (await caches.open(cacheName)).match(request, { ignoreVary: true })
  return own ?? (await caches.match(request, { ignoreVary: true })) ?? fetch(request)
}

/** Large files that few need, such as the reader of PDF files: kept from their first use on. Their names carry a digest. */
async function fileOnceUsed(request: Request): Promise<Response> {
  const held = await caches.match(request, { ignoreVary: true })
  if (held !== undefined) return held
  const response = await fetch(request)
  if (response.ok) await (await caches.open(cacheName)).put(request, response.clone()).catch(() => undefined)
  return response
}
