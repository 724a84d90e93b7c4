import { isUtf8 } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { viewerAddressHeader } from '#schemas/viewer-address.ts'
import type { MatchedRoute } from './route.ts'

/**
 * Bodies of these types reach a Lambda as text, all others as base64. So do bytes that are no text in spite of their
 * type: as text they would arrive altered.
 */
const isText = (contentType = 'text/plain', body: Buffer) =>
  /^(text\/.*|application\/(json|javascript|xml|x-www-form-urlencoded|.*\+(json|xml)))$/.test(
    contentType.split(';')[0]!.trim().toLowerCase(),
  ) && isUtf8(body)

/** A request as API Gateway's HTTP API hands it to a Lambda, payload format 2.0. Throws URIError for a malformed path. */
export function lambdaEvent(request: IncomingMessage, body: Buffer, route: MatchedRoute): APIGatewayProxyEventV2 {
  const { path, query } = splitTarget(request.url ?? '/')
  const { cookie, ...headers } = joinedHeaders(request.rawHeaders)
  const host = headers.host ?? 'localhost'
  const sourceIp = request.socket.remoteAddress ?? ''
  const asText = isText(headers['content-type'], body)
  const parameters = joinedQuery(query)
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: decodedPath(path),
    rawQueryString: query,
    ...(cookie !== undefined && { cookies: cookie.split(/; ?/) }),
    headers: {
      ...headers,
      [viewerAddressHeader]: sourceIp,
      'x-forwarded-for': sourceIp,
      'x-forwarded-port': `${request.socket.localPort}`,
      'x-forwarded-proto': 'http',
    },
    ...(Object.keys(parameters).length > 0 && { queryStringParameters: parameters }),
    ...(Object.keys(route.pathParameters).length > 0 && { pathParameters: { ...route.pathParameters } }),
    requestContext: {
      accountId: 'anonymous',
      apiId: 'local',
      domainName: host,
      domainPrefix: host.split('.')[0]!,
      http: {
        method: request.method ?? 'GET',
        path: decodedPath(path),
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route.routeKey,
      stage: '$default',
      time: new Date().toISOString(),
      timeEpoch: Date.now(),
    },
    ...(body.length > 0 && { body: asText ? body.toString('utf8') : body.toString('base64') }),
    isBase64Encoded: body.length > 0 && !asText,
  }
}

/** Path and query of a request target, both as sent. An absolute target (as proxies use) loses its origin. */
export function splitTarget(target: string): { path: string; query: string } {
  const local = target.replace(/^https?:\/\/[^/?#]*/i, '')
  const mark = local.indexOf('?')
  const path = mark < 0 ? local : local.slice(0, mark)
  return { path: path === '' ? '/' : path, query: mark < 0 ? '' : local.slice(mark + 1) }
}

/** API Gateway decodes the path and then cuts it at a question mark that came out of the decoding. */
const decodedPath = (path: string) => decodeURIComponent(path).split('?', 1)[0]!

function joinedHeaders(raw: readonly string[]): Record<string, string> {
  const headers = new Map<string, string>()
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i]!.toLowerCase()
    const before = headers.get(name)
    headers.set(name, before === undefined ? raw[i + 1]! : `${before}${name === 'cookie' ? '; ' : ','}${raw[i + 1]}`)
  }
  return Object.fromEntries(headers)
}

function joinedQuery(query: string): Record<string, string> {
  const values = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(query))
    values.set(name, values.has(name) ? `${values.get(name)},${value}` : value)
  return Object.fromEntries(values)
}
