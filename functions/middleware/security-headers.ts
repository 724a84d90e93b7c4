import { crossOrigin } from '#schemas/cross-origin.ts'
import type { HandlerName } from '#schemas/operations/operation.ts'
import { hstsSeconds } from '#schemas/page-headers.ts'
import type { CallMiddleware, CallRequest } from './call.ts'

/** On every answer: an answer is data, never a page, and is kept by nobody unless the operation allows it. */
const always = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': `max-age=${hstsSeconds}; includeSubDomains`,
  'x-content-type-options': 'nosniff',
} as const

export function addSecurityHeaders(handlerName: HandlerName): CallMiddleware {
  const origins = (crossOrigin.handlers as readonly HandlerName[]).includes(handlerName)
    ? { 'access-control-allow-origin': crossOrigin.allowOrigin }
    : {}
  const add = ({ internal, response, error }: CallRequest) => {
    const seconds = error === undefined ? internal.call.found?.operation.cacheSeconds : undefined
    const cache = seconds === undefined ? 'no-store' : `public, max-age=${seconds}`
    Object.assign(response!.headers, always, origins, { 'cache-control': cache })
  }
  return { after: add, onError: add }
}
