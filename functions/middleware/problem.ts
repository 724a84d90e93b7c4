import { RegistryError } from '#domain/errors.ts'
import { type Problem, problems } from '#schemas/problem.ts'
import type { Call, CallMiddleware, HttpResponse } from './call.ts'
import { methodsAt } from './routes.ts'

/** Media type of RFC 9457. */
export const problemType = 'application/problem+json'

const unexpected = 'This is our fault, not yours. Try again; if it stays, tell us the text in "instance".'

/** A refusal as RFC 9457 has it; anything that is not a refusal discloses nothing. `correlation` is a UUID. */
export function problemOf(error: unknown, correlation: string): Problem {
  const { code, message, faults } = error instanceof RegistryError ? error : new RegistryError('unexpected', unexpected)
  const { status, title } = problems[code]
  return {
    type: `urn:end-use-registry:problem:${code}`,
    title,
    status,
    code,
    detail: message,
    instance: `urn:uuid:${correlation}`,
    ...((code === 'assertion-invalid' || code === 'assertion-used') && { error: 'invalid_client' as const }),
    ...(faults.length > 0 && { errors: [...faults] }),
  }
}

/** Answers whatever was thrown. */
export function answerProblems(): CallMiddleware {
  return {
    onError: (request) => {
      const { call } = request.internal
      const problem = problemOf(request.error, call.correlation)
      call.code = problem.code
      request.response = responseOf(problem, call, retryAfterOf(request.error))
    },
  }
}

const challengeFor = (code: Problem['code']) => (code === 'token-invalid' ? 'Bearer error="invalid_token"' : 'Bearer')

const retryAfterOf = (error: unknown) => (error instanceof RegistryError ? error.retryAfter : undefined)

const responseOf = (problem: Problem, { event }: Call, retryAfter: number | undefined): HttpResponse => ({
  statusCode: problem.status,
  headers: {
    'content-type': problemType,
    // RFC 9110: 405 names what would be allowed (15.5.6); 503 says when to try again (15.6.4), as does 429 (RFC 6585, 4).
    ...(problem.status === 405 && { allow: methodsAt(event.path).join(', ') }),
    // RFC 9110 section 15.5.2: how to say who one is. RFC 6750 section 3: whether it was tried.
    ...(problem.status === 401 && { 'www-authenticate': challengeFor(problem.code) }),
    ...((problem.status === 503 || problem.status === 429) && { 'retry-after': `${retryAfter ?? 2}` }),
  },
  body: JSON.stringify(problem),
})
