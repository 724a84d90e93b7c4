import { operations } from '#schemas/operations.ts'
import type { HandlerName } from '#schemas/operations/operation.ts'

export interface MatchedRoute {
  readonly routeKey: string
  readonly handler: HandlerName
  /** Decoded, by name. */
  readonly pathParameters: Readonly<Record<string, string>>
}

const routes = Object.values(operations).map(({ method, path, handler }) => ({
  method,
  routeKey: `${method} ${path}`,
  handler,
  segments: path.split('/'),
}))

/**
 * The route that API Gateway would choose for a path as sent (still percent-encoded). What no operation serves goes to
 * `$default`, which is the `public` handler's. Throws URIError if a parameter is not percent-encoded UTF-8.
 */
export function matchRoute(method: string, path: string): MatchedRoute {
  const given = path.split('/')
  for (const route of routes) {
    if (route.method !== method || !fits(route.segments, given)) continue
    const names = route.segments.flatMap((segment, i) =>
      isParameter(segment) ? [[segment.slice(1, -1), decodeURIComponent(given[i]!)]] : [],
    )
    return { routeKey: route.routeKey, handler: route.handler, pathParameters: Object.fromEntries(names) }
  }
  return { routeKey: '$default', handler: 'public', pathParameters: {} }
}

/** Whether some operation has this path, by whatever method. */
export const isOperationPath = (path: string) => routes.some(({ segments }) => fits(segments, path.split('/')))

const isParameter = (segment: string) => segment.startsWith('{')

const fits = (route: readonly string[], given: readonly string[]) =>
  route.length === given.length &&
  route.every((segment, i) => (isParameter(segment) ? given[i] !== '' : segment === given[i]))
