import type { Presented } from '#schemas/evidence.ts'

/**
 * What an ordinary phone camera brings along: the digits behind `#` of a scanned address. They leave the address bar at
 * once, so that they do not stay in the history or in a shared link. `#` alone never reaches a server.
 */
export function takeFragment(): Presented | undefined {
  const fragment = location.hash.slice(1)
  if (fragment === '' && location.search === '') return undefined
  history.replaceState(null, '', location.pathname)
  return /^[0-9]{1,4000}$/.test(fragment) ? { qr: fragment } : undefined
}
