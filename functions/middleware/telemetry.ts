import { RegistryError } from '#domain/errors.ts'
import type { CallMiddleware, CallRequest } from './call.ts'

/** `calls`: a line for each call. `defects`: only for those that went wrong on our side. */
export type Logged = 'calls' | 'defects'

/** One JSON object, one line: what callers sent cannot begin a second one (CWE-117). */
export const logLine = (entry: object): void => void process.stdout.write(`${JSON.stringify(entry)}\n`)

/**
 * One line for each call, with nothing in it about what was asked: no body, token, name or id of a party or certificate.
 * What went wrong on our side is told too, with the correlation id that the caller was given.
 */
export function logCalls(logged: Logged): CallMiddleware {
  const log = ({ internal: { call }, response, error }: CallRequest) => {
    const status = response?.statusCode ?? 500
    if (logged === 'defects' && status < 500) return
    logLine({
      operation: call.found?.name ?? 'none',
      status,
      ...(call.code !== undefined && { code: call.code }),
      milliseconds: Math.round((performance.now() - call.startedAt) * 10) / 10,
      correlation: call.correlation,
      ...(status >= 500 && { defect: describe(error) }),
    })
  }
  return { after: log, onError: log }
}

/** Enough to find the line of code. A refusal is described by what caused it, for example the SDK's error. */
export function describe(error: unknown): object {
  const cause = error instanceof RegistryError ? (error.cause ?? error) : error
  if (!(cause instanceof Error)) return { name: typeof cause }
  const frames = cause.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8)
  return { name: cause.name, message: cause.message.slice(0, 300), frames: frames?.map((frame) => frame.trim()) ?? [] }
}
