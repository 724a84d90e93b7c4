import { useEffect, useState } from 'preact/hooks'

/** Where in the page a person is: what stands behind `#`, by its slashes. The page is one file, and Back and Forward work. */
export function useRoute(): readonly string[] {
  const [route, setRoute] = useState(routeNow)
  useEffect(() => {
    const follow = () => setRoute(routeNow())
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return route
}

export function routeNow(): readonly string[] {
  return location.hash
    .slice(1)
    .split('/')
    .filter((part) => part !== '')
    .map(decoded)
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
