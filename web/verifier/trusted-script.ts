interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}

const rules = {
  createScriptURL(url: string): string {
    const { origin, pathname } = new URL(url, location.href)
    if (origin !== location.origin || !pathname.startsWith('/assets/')) throw new TypeError('a script of another place')
    return url
  },
}

// Trusted Types refuse a plain address for a worker; browsers without them take the checked text.
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('own-scripts', rules) ?? rules

/** Starts one of this page's own workers; nothing else in the page may start a script. */
export function startWorker(url: string): Worker {
  return new Worker(policy.createScriptURL(url), { type: 'module' })
}
