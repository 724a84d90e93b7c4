import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import type { CallLimits } from '#domain/access/limits.ts'
import { RegistryError } from '#domain/errors.ts'
import type { Input, OperationName, operations, Output } from '#schemas/operations.ts'
import type { HandlerName, Operation } from '#schemas/operations/operation.ts'
import { type CallerOf, policies } from '#schemas/policy.ts'
import type { Principal } from '#schemas/principal.ts'
import { authorise } from './authorise.ts'
import { type Authenticator, identifyCaller } from './caller.ts'
import { refuseIfUnacceptable } from './accept.ts'
import { type CallRequest, type HttpResponse, identifyCall } from './call.ts'
import { type HttpEvent, readHttpEvent } from './http-event.ts'
import { readInput } from './input.ts'
import { limitCaller } from './limits.ts'
import { sessionCookie, type SessionChange } from './session.ts'
import { answerProblems } from './problem.ts'
import { findOperation, methodsAt } from './routes.ts'
import { addSecurityHeaders } from './security-headers.ts'
import { logCalls, type Logged } from './telemetry.ts'

type OperationsOf<H extends HandlerName> = {
  [N in OperationName]: (typeof operations)[N]['handler'] extends H ? N : never
}[OperationName]

/** What a use case gives: the output, and with it what becomes of the caller's session where the operation says so. */
export type Answer<N extends OperationName> = (typeof operations)[N] extends { readonly setsSession: true }
  ? { readonly output: Output<N>; readonly session: SessionChange }
  : Output<N>

/** A use case for each operation of the handler: one that is missing or another's does not compile. */
export type UseCases<H extends HandlerName> = {
  readonly [N in OperationsOf<H>]: (input: Input<N>, caller: CallerOf<N>) => Promise<Answer<N>>
}

export interface HandlerOptions {
  readonly log?: Logged | undefined
  /** Ways of knowing who calls, in this order; without any, everybody is anonymous. */
  readonly authenticators?: readonly Authenticator[]
  /** How much each caller may do; without any, as much as it likes. */
  readonly limits?: CallLimits | undefined
}

/** A Lambda function behind API Gateway, payload format 2.0. Never rejects; `event` may be anything. */
export type HttpHandler = (event: unknown, context: Context) => Promise<HttpResponse>

/** Left before Lambda's own time limit to say that there was not enough time. */
const reserveMilliseconds = 250

/**
 * A Lambda function that serves the operations of one privilege. What surrounds every call is said here once: the
 * outermost, which sees all answers, comes first.
 */
export function httpHandler<H extends HandlerName>(
  handlerName: H,
  useCases: UseCases<H>,
  { log = 'calls', ...who }: HandlerOptions = {},
): HttpHandler {
  const stack = middy<unknown, HttpResponse, Error, Context, CallRequest['internal']>({
    timeoutEarlyInMillis: reserveMilliseconds,
    timeoutEarlyResponse: () => {
      throw new RegistryError('store-unavailable', 'There was not enough time to answer. Send the same request again.')
    },
  })
  return stack
    .use(identifyCall())
    .use(logCalls(log))
    .use(addSecurityHeaders(handlerName))
    .use(answerProblems())
    .handler(async (event: unknown) => dispatch(useCases, who, readHttpEvent(event))) as HttpHandler
}

/**
 * 1. Find the operation that API Gateway matched.
 * 2. Find out who calls, whether it still may just now, and whether the policy lets that caller in at all.
 * 3. Check what the caller accepts and sends.
 * 4. Do the deed.
 */
async function dispatch<H extends HandlerName>(
  useCases: UseCases<H>,
  { authenticators = [], limits }: HandlerOptions,
  event: HttpEvent,
): Promise<HttpResponse> {
  const found = findOperation(event.routeKey)
  if (found === undefined || !Object.hasOwn(useCases, found.name)) throw nothingThere(event)
  refuseIfUnacceptable(found.operation, event.headers.accept)
  const identify = () => identifyCaller(event, authenticators, policies[found.name].caller)
  const caller =
    limits === undefined ? await identify() : await limitCaller(limits, policies[found.name].cost, event, identify)
  authorise(found.name, caller)
  const input = readInput(found.operation, event)
  // The names agree by the type of `useCases`; the compiler cannot follow a name that is only known now.
  const useCase = useCases[found.name as OperationsOf<H>] as (input: object, caller: Principal) => Promise<unknown>
  const given = await useCase(input, caller)
  if (found.operation.setsSession !== true) return answer(found.operation, given)
  const { output, session } = given as { output: unknown; session: SessionChange }
  return { ...answer(found.operation, output), cookies: [sessionCookie(session)] }
}

function answer({ status, produces }: Operation, output: unknown): HttpResponse {
  if (produces === undefined)
    return { statusCode: status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(output) }
  const { mediaType, body } = output as { mediaType: string; body: Uint8Array }
  return {
    statusCode: status,
    headers: { 'content-type': mediaType },
    body: Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('base64'),
    isBase64Encoded: true,
  }
}

function nothingThere({ path }: HttpEvent): RegistryError {
  const methods = methodsAt(path)
  if (methods.length === 0)
    return new RegistryError('route-unknown', 'Check the address; /openapi.json lists all that there are.')
  return new RegistryError('method-not-allowed', `Use ${methods.join(' or ')} at this address.`)
}
