import type { HandlerName } from './operations/operation.ts'

/**
 * Who may call from another web page: any page may verify and read what is public. Nothing here knows a cookie, so there
 * is nothing to ride on. A page of another origin cannot issue: `idempotency-key` is not among the allowed headers.
 * API Gateway answers the preflight on AWS, the local server at home; both read this.
 */
export const crossOrigin = {
  handlers: ['public', 'verification'] as const satisfies readonly HandlerName[],
  allowOrigin: '*',
  allowMethods: ['GET', 'POST'],
  allowHeaders: ['content-type'],
  maxAgeSeconds: 86_400,
} as const
