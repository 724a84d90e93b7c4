/**
 * What a page may do, the same from CloudFront and from the local server (security.md 4.2, "XSS in verifier page"): no
 * third party at all, nothing inline, WebAssembly for the decoder of QR codes, camera and passkeys for this origin alone.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

export const hstsSeconds = 63_072_000

/** Sent with every file of the pages, names in small letters. */
export const pageHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), publickey-credentials-create=(self), publickey-credentials-get=(self)',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': `max-age=${hstsSeconds}; includeSubDomains`,
  'x-content-type-options': 'nosniff',
} as const

/** Files under this folder of the pages carry a digest in their name, so one name never has two contents. */
export const hashedFolder = 'assets/'
export const cacheHashed = 'public, max-age=31536000, immutable'
export const cacheOther = 'no-cache'
