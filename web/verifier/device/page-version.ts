import { useEffect, useState } from 'preact/hooks'
import type { WorkerMessage } from '#web/service-worker/worker-message.ts'
import { startServiceWorker } from '../trusted-script.ts'

export interface PageVersion {
  /** The page of this device can be opened without a network. */
  readonly kept: boolean
  /** A newer version is here and waits. */
  readonly newer: ServiceWorker | undefined
}

/** Lets the service worker keep the page, and watches for newer versions. */
export function usePageVersion(): PageVersion {
  const [version, setVersion] = useState<PageVersion>({ kept: false, newer: undefined })
  useEffect(() => {
    // Absent without HTTPS and in private windows of some browsers; the page then works with a network only.
    const workers = (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker
    if (workers === undefined) return
    const tellKept = () => void workers.ready.then(() => setVersion((now) => ({ ...now, kept: true })))
    const tellNewer = (newer: ServiceWorker) => setVersion((now) => ({ ...now, newer }))
    startServiceWorker(workers).then(
      (registration: ServiceWorkerRegistration | undefined) => {
        if (registration === undefined) return
        tellKept()
        watchForNewer(registration, tellNewer)
      },
      () => undefined,
    )
  }, [])
  return version
}

function watchForNewer(registration: ServiceWorkerRegistration, tell: (newer: ServiceWorker) => void): void {
  const consider = () => {
    const { waiting, active } = registration
    if (waiting === null || active === null) return
    void isOfThisPage().then((same) => (same ? takeOver(waiting) : tell(waiting)))
  }
  consider()
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', consider))
}

/** With a network the page itself comes fresh, so the newest service worker may be of the very page that is open. */
async function isOfThisPage(): Promise<boolean> {
  const newest = (await caches.keys()).at(-1)
  const own = document.querySelector<HTMLScriptElement>('script[type=module]')?.src
  return newest !== undefined && own !== undefined && (await (await caches.open(newest)).match(own)) !== undefined
}

function takeOver(worker: ServiceWorker): void {
  worker.postMessage('take-over' satisfies WorkerMessage)
}

/** Shows the newer version; what is on the screen is gone then. */
export function showNewer(worker: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  takeOver(worker)
}
