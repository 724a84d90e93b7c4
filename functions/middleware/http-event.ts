import { viewerAddressHeader } from '#schemas/viewer-address.ts'

/**
 * The members of an API Gateway event (payload 2.0) that the registry reads. Whoever can call the Lambda can put anything
 * into an event, so every member is looked at before it is used; what has not the right type counts as absent.
 */
export interface HttpEvent {
  readonly routeKey: string
  readonly method: string
  /** Decoded by API Gateway, and cut at a decoded question mark. */
  readonly path: string
  readonly pathParameters: Readonly<Record<string, string>>
  readonly rawQueryString: string
  /** Names in small letters; several headers of one name are joined with ",". */
  readonly headers: Readonly<Record<string, string>>
  /** As the browser sent them, `name=value`. */
  readonly cookies: readonly string[]
  /** Network address of who connected; behind CloudFront the one that it saw. Empty if nobody knows. */
  readonly address: string
  readonly body: string | undefined
  readonly isBase64Encoded: boolean
}

export function readHttpEvent(event: unknown): HttpEvent {
  const http = member(member(event, 'requestContext'), 'http')
  return {
    routeKey: textOf(member(event, 'routeKey')) ?? '$default',
    method: textOf(member(http, 'method')) ?? '',
    path: textOf(member(event, 'rawPath')) ?? '',
    pathParameters: textsOf(member(event, 'pathParameters')),
    rawQueryString: textOf(member(event, 'rawQueryString')) ?? '',
    headers: textsOf(member(event, 'headers'), (name) => name.toLowerCase()),
    cookies: listOf(member(event, 'cookies')),
    address: addressOf(event, http),
    body: textOf(member(event, 'body')),
    isBase64Encoded: member(event, 'isBase64Encoded') === true,
  }
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined

const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []

/**
 * CloudFront writes who connected to it over whatever the caller wrote (infra/constructs/api-behaviors.ts). Who reaches the
 * gateway past CloudFront can write anything there; so nothing but a limit hangs on it (docs/threat-model.md).
 */
function addressOf(event: unknown, http: unknown): string {
  const viewer = textsOf(member(event, 'headers'), (name) => name.toLowerCase())[viewerAddressHeader]
  return viewer ?? textOf(member(http, 'sourceIp')) ?? ''
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)

/** Without a prototype, so that a header called "constructor" is nothing special. */
function textsOf(value: unknown, rename = (name: string) => name): Record<string, string> {
  const texts: Record<string, string> = Object.create(null)
  if (typeof value !== 'object' || value === null) return texts
  for (const [name, text] of Object.entries(value)) if (typeof text === 'string') texts[rename(name)] = text
  return texts
}
