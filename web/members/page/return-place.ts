const name = 'return-place'
const pages = /^\/(organisation|operator)\.html(#[\w/.~-]*)?$/

/** Remembers for this tab where a person was, so that signing in leads back there. */
export function rememberPlace(): void {
  const place = location.pathname + location.hash
  if (pages.test(place)) sessionStorage.setItem(name, place)
}

/** The place once, or undefined. Only pages of this registry, whoever wrote it there. */
export function takePlace(): string | undefined {
  const place = sessionStorage.getItem(name)
  sessionStorage.removeItem(name)
  return place !== null && pages.test(place) ? place : undefined
}
