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
    body: textOf(member(event, 'body')),
    isBase64Encoded: member(event, 'isBase64Encoded') === true,
  }
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)

/** Without a prototype, so that a header called "constructor" is nothing special. */
function textsOf(value: unknown, rename = (name: string) => name): Record<string, string> {
  const texts: Record<string, string> = Object.create(null)
  if (typeof value !== 'object' || value === null) return texts
  for (const [name, text] of Object.entries(value)) if (typeof text === 'string') texts[rename(name)] = text
  return texts
}
