import type { BodyType, InputOf, Operation, OutputOf } from '#schemas/operations/operation.ts'
import { type Problem, problem } from '#schemas/problem.ts'

/** The registry understood and said no; `problem.code` tells why, `problem.detail` what to do. */
export class RegistryRefusal extends Error {
  override readonly name = 'RegistryRefusal'
  readonly problem: Problem

  constructor(refused: Problem) {
    super(refused.detail)
    this.problem = refused
  }
}

/** No answer, too late, too large, or one that is not of the agreed form: nothing is known, and nothing was learnt. */
export class RegistryUnreachable extends Error {
  override readonly name = 'RegistryUnreachable'
}

export interface ClientOptions {
  /** Origin of the registry, for example `https://registry.example`. */
  origin: string
  fetch?: typeof fetch
  /** Milliseconds for one call, answer included. */
  timeout?: number
  /** The largest answer that is read, in bytes. */
  answerLimit?: number
  /**
   * For a page of the registry itself: calls carry the session's cookie, and those that change something the token that
   * this gives. Without it a call shows nothing of the browser's.
   */
  session?: () => string | undefined
}

export type OperationTable = Readonly<Record<string, Operation>>

export interface OperationClient<T extends OperationTable> {
  /** Throws RegistryRefusal or RegistryUnreachable, and nothing else. */
  call<N extends keyof T>(name: N, input: InputOf<T[N]>): Promise<OutputOf<T[N]>>
}

/**
 * Some operations of the registry as their callers see them. An answer is checked against the operation's own schema
 * before anybody believes it.
 */
export function operationClient<T extends OperationTable>(operations: T, options: ClientOptions): OperationClient<T> {
  const { fetch: ask = fetch, timeout = 10_000, answerLimit = 4_000_000 } = options
  return {
    call: async (name, input) => {
      const operation: Operation = operations[name]!
      const { status, mediaType, bytes } = await inTime(timeout, async (signal) => {
        const response = await ask(requestFor(options, operation, input as Values, signal))
        const mediaType = (response.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
        return { status: response.status, mediaType, bytes: await readBounded(response, answerLimit) }
      })
      if (status !== operation.status) throw refusal(status, bytes)
      const answer = operation.produces === undefined ? jsonOf(bytes) : { mediaType, body: bytes }
      const checked = operation.output.safeParse(answer)
      if (!checked.success) throw new RegistryUnreachable(`The answer to ${String(name)} is not of the agreed form.`)
      return checked.data as OutputOf<T[typeof name]>
    },
  }
}

type Values = Readonly<Record<string, unknown>>

function requestFor(
  { origin, session }: ClientOptions,
  operation: Operation,
  input: Values,
  signal: AbortSignal,
): Request {
  const { method, path, accepts, produces } = operation
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(textOf(input[name])))
  const url = new URL(filled, origin)
  for (const name of namesOf(operation.input.query))
    if (input[name] !== undefined) url.searchParams.set(name, textOf(input[name]))
  const headers = new Headers({
    accept: [...(produces ?? ['application/json']), 'application/problem+json'].join(', '),
  })
  for (const name of namesOf(operation.input.headers)) headers.set(name, textOf(input[name]))
  const mediaType = mediaTypeOf(accepts?.mediaTypes, input.body)
  if (mediaType !== undefined) headers.set('content-type', mediaType)
  const csrf = method === 'GET' ? undefined : session?.()
  if (csrf !== undefined) headers.set('x-csrf-token', csrf)
  return new Request(url, {
    method,
    headers,
    signal,
    // A registry does not send its callers elsewhere.
    redirect: 'error',
    credentials: session === undefined ? 'omit' : 'same-origin',
    referrerPolicy: 'no-referrer',
    ...(mediaType !== undefined && { body: bodyOf(mediaType, input.body) }),
  })
}

function bodyOf(mediaType: BodyType, body: unknown): string {
  if (mediaType === 'application/json') return JSON.stringify(body)
  if (mediaType === 'application/x-www-form-urlencoded')
    return new URLSearchParams(body as Record<string, string>).toString()
  return body as string
}

/** A signed act says by its first characters in which of the two forms it is. */
function mediaTypeOf(types: readonly BodyType[] | undefined, body: unknown): BodyType | undefined {
  const webauthn = types?.find((type) => type === 'application/vnd.end-use-registry.webauthn')
  return typeof body === 'string' && body.startsWith('webauthn1.') && webauthn !== undefined ? webauthn : types?.[0]
}

/** Parameters of a path, query or header are texts or numbers by their schemas. */
const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

const namesOf = (schema: Operation['input']['headers']) => Object.keys(schema?.shape ?? {})

/**
 * Gives up after so many milliseconds, whatever becomes of the attempt: not every `fetch` ends an answer that has begun. A
 * timer of our own, and not `AbortSignal.timeout`: a Request keeps that one by a weak reference, and a call whose signal
 * was collected would wait for ever.
 */
async function inTime<T>(milliseconds: number, attempt: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      controller.abort()
      reject(new RegistryUnreachable('The registry did not answer in time.'))
    }, milliseconds)
  })
  try {
    return await Promise.race([attempt(controller.signal), late])
  } catch (error) {
    if (error instanceof RegistryUnreachable) throw error
    throw new RegistryUnreachable('The registry cannot be reached.', { cause: error })
  } finally {
    clearTimeout(timer)
  }
}

async function readBounded(response: Response, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = response.body?.getReader()
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader!.read()) {
    size += part.value.length
    if (size > limit) {
      await reader!.cancel()
      throw new RegistryUnreachable(`The answer is larger than ${limit} bytes.`)
    }
    chunks.push(part.value)
  }
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}

function refusal(status: number, bytes: Uint8Array): Error {
  const told = problem.safeParse(jsonOf(bytes))
  if (told.success && told.data.status === status && status < 500) return new RegistryRefusal(told.data)
  return new RegistryUnreachable(`The registry answered ${status}${told.success ? `: ${told.data.detail}` : '.'}`)
}

/** Undefined, which no schema of an answer allows, for what is not JSON in UTF-8. */
function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
