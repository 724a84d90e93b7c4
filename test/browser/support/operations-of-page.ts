import type { BrowserContext, Route } from 'playwright-core'
import type * as z from 'zod'
import { memberOperations } from '#schemas/operations/members.ts'
import type { InputOf, Operation, OutputOf } from '#schemas/operations/operation.ts'
import { passkeyOperations } from '#schemas/operations/passkeys.ts'
import { recordOperations } from '#schemas/operations/records.ts'
import { problems, type ErrorCode } from '#schemas/problem.ts'

const table = { ...passkeyOperations, ...memberOperations, 'read-audit': recordOperations['read-audit'] } as const
type Table = typeof table
type Name = keyof Table

/** What a test lets the registry say no to. */
export class Refusal {
  readonly code: ErrorCode
  constructor(code: ErrorCode) {
    this.code = code
  }
}

/** The registry is not reached. */
export const lost = Symbol('lost')

export type Answers = {
  readonly [N in Name]?: (input: InputOf<Table[N]>) => OutputOf<Table[N]> | Refusal | typeof lost
}

export interface Asked {
  readonly name: Name
  readonly input: Readonly<Record<string, unknown>>
  readonly contentType: string | undefined
  readonly csrf: string | undefined
}

/**
 * Stands in for the registry: what a page asks must be of the form of its operation, and so must the answers of a test.
 * Returns what was asked, in order.
 */
export async function answerOperations(
  context: BrowserContext,
  origin: string,
  answers: () => Answers,
): Promise<Asked[]> {
  const asked: Asked[] = []
  await context.route(
    (url) => url.origin === origin && Object.values<Operation>(table).some(({ path }) => fits(path, url.pathname)),
    (route) => answer(route, answers(), asked),
  )
  return asked
}

async function answer(route: Route, answers: Answers, asked: Asked[]): Promise<void> {
  const request = route.request()
  const url = new URL(request.url())
  const found = Object.entries<Operation>(table).find(
    ([, { method, path }]) => method === request.method() && fits(path, url.pathname),
  )
  if (found === undefined) return route.continue()
  const [name, operation] = found as [Name, Operation]
  const headers = await request.allHeaders()
  const input = {
    ...operation.input.path?.parse(parametersOf(operation.path, url.pathname)),
    ...operation.input.query?.parse(Object.fromEntries(url.searchParams)),
    ...read(operation.input.headers, headers),
    ...(operation.input.body !== undefined && { body: bodyOf(operation, request.postData() ?? '') }),
  }
  asked.push({ name, input, contentType: headers['content-type'], csrf: headers['x-csrf-token'] })
  const said: unknown = (answers[name] as ((input: unknown) => unknown) | undefined)?.(input)
  if (said === lost) return route.abort()
  if (said instanceof Refusal || said === undefined) return refuse(route, said?.code ?? 'unexpected')
  return route.fulfill({ status: operation.status, json: operation.output.parse(said) })
}

function refuse(route: Route, code: ErrorCode): Promise<void> {
  const { status, title } = problems[code]
  const problem = {
    type: `urn:end-use-registry:problem:${code}`,
    title,
    status,
    code,
    detail: 'What to do.',
    instance: 'urn:x',
  }
  return route.fulfill({ status, json: problem, contentType: 'application/problem+json' })
}

function bodyOf({ input, accepts }: Operation, text: string): unknown {
  const isJson = accepts?.mediaTypes[0] === 'application/json'
  return input.body!.parse(isJson ? JSON.parse(text) : text)
}

/** Of all headers those that the operation knows. */
function read(schema: z.ZodObject | undefined, headers: Readonly<Record<string, string>>): Record<string, unknown> {
  if (schema === undefined) return {}
  const known = Object.keys(schema.shape).map((name) => [name, headers[name]])
  return schema.parse(Object.fromEntries(known))
}

const parts = (path: string) => path.split('/')
const isParameter = (part: string) => part.startsWith('{')

function fits(pattern: string, path: string): boolean {
  const [wanted, given] = [parts(pattern), parts(path)]
  return wanted.length === given.length && wanted.every((part, i) => isParameter(part) || part === given[i])
}

function parametersOf(pattern: string, path: string): Record<string, string> {
  const given = parts(path)
  return Object.fromEntries(
    parts(pattern).flatMap((part, i) =>
      isParameter(part) ? [[part.slice(1, -1), decodeURIComponent(given[i]!)]] : [],
    ),
  )
}
