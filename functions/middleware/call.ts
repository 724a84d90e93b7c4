import type { MiddlewareObj, Request } from '@middy/core'
import type { Context } from 'aws-lambda'
import type { ErrorCode } from '#schemas/problem.ts'
import { type HttpEvent, readHttpEvent } from './http-event.ts'
import { findOperation, type FoundOperation } from './routes.ts'

/** A response in API Gateway's payload format 2.0. */
export interface HttpResponse {
  statusCode: number
  headers: Record<string, string>
  body: string
  isBase64Encoded?: boolean
  /** Sent as Set-Cookie, one each. */
  cookies?: string[]
}

/** What the middlewares know of the call in hand. */
export interface Call {
  readonly event: HttpEvent
  /** Undefined for an address or method that the table of operations does not have. */
  readonly found: FoundOperation | undefined
  /** Stands in the log and in a problem's `instance`: a UUID. */
  readonly correlation: string
  /** Milliseconds of the process clock. */
  readonly startedAt: number
  /** Of the refusal, once there is one. */
  code: ErrorCode | undefined
}

export type CallRequest = Request<unknown, HttpResponse, Error, Context, { call: Call }>
export type CallMiddleware = MiddlewareObj<unknown, HttpResponse, Error, Context, { call: Call }>

/** Reads the event once for all that follow, so it stands first. */
export function identifyCall(): CallMiddleware {
  return {
    before: ({ event: given, context, internal }) => {
      const event = readHttpEvent(given)
      internal.call = {
        event,
        found: findOperation(event.routeKey),
        correlation: uuidOf(context.awsRequestId),
        startedAt: performance.now(),
        code: undefined,
      }
    },
  }
}

/** Lambda names every invocation with a UUID; whoever else invokes may not. */
const uuidOf = (requestId: unknown) =>
  typeof requestId === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(requestId)
    ? requestId
    : crypto.randomUUID()
