interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}

/** At the root, so that it may serve every page of this origin. */
const serviceWorkerPath = '/service-worker.js'

const rules = {
  createScriptURL(url: string): string {
    const { origin, pathname } = new URL(url, location.href)
    const own = pathname.startsWith('/assets/') || pathname === serviceWorkerPath
    if (origin !== location.origin || !own) throw new TypeError('a script of another place')
    return url
  },
}

// Trusted Types refuse a plain address for a worker; browsers without them take the checked text.
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('own-scripts', rules) ?? rules

/** Starts one of this page's own workers; nothing else in the page but the service worker may start a script. */
export function startWorker(url: string): Worker {
  return new Worker(policy.createScriptURL(url), { type: 'module' })
}

/** Lets this page's own service worker serve it, with or without a network. */
export function startServiceWorker(workers: ServiceWorkerContainer): Promise<ServiceWorkerRegistration> {
  return workers.register(policy.createScriptURL(serviceWorkerPath), { updateViaCache: 'none' })
}
