import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Context } from 'aws-lambda'
import { RegistryError } from '#domain/errors.ts'
import type { HttpHandler } from '#middleware/http-handler.ts'
import { problemOf, problemType } from '#middleware/problem.ts'
import { crossOrigin } from '#schemas/cross-origin.ts'
import type { HandlerName } from '#schemas/operations/operation.ts'
import { lambdaEvent, splitTarget } from './lambda-event.ts'
import { wireResponse } from './lambda-response.ts'
import { readBody } from './read-body.ts'
import { isOperationPath, matchRoute } from './route.ts'
import { findFile, sendFile } from './static-files.ts'

/** Limits of API Gateway's HTTP APIs and of Lambda, in bytes and milliseconds. */
export const gatewayLimits = { body: 10_000_000, event: 6_000_000, headers: 10_240, time: 30_000 } as const

export interface ServerOptions {
  port: number
  host?: string
  handlers: Readonly<Record<HandlerName, HttpHandler>>
  /** Built pages; without it only the operations are served. */
  staticFolder?: string
  /** For tests: how long a handler may take. */
  timeLimit?: number
}

export interface RunningServer {
  readonly url: string
  /** Lets calls that are under way end, and takes no new ones. */
  stop(): Promise<void>
}

/**
 * API Gateway and CloudFront on this machine: the real handlers behind plain HTTP.
 * Rejects with the system's error, for example EADDRINUSE.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { port, host = '127.0.0.1' } = options
  const server = createServer({
    maxHeaderSize: gatewayLimits.headers,
    requestTimeout: gatewayLimits.time,
    headersTimeout: 10_000,
    keepAliveTimeout: 5_000,
    // Node would refuse it without a body; `route` does it in our words.
    requireHostHeader: false,
  })
  const answerIt = (request: IncomingMessage, response: ServerResponse) => void answer(request, response, options)
  server.on('request', answerIt).on('checkExpectation', answerIt)
  server.on('clientError', refuseMalformed)
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject).listen(port, host, resolve)
  await promise
  const { port: chosen } = server.address() as AddressInfo
  return { url: `http://${host === '127.0.0.1' ? 'localhost' : host}:${chosen}`, stop: () => stop(server) }
}

async function answer(request: IncomingMessage, response: ServerResponse, options: ServerOptions): Promise<void> {
  try {
    await route(request, response, options)
  } catch (error) {
    // A page may be cut off while it is being sent; then there is nothing left to say.
    if (response.headersSent) response.destroy()
    else send(response, error instanceof URIError ? malformedAddress() : error)
  }
}

/**
 * 1. Preflight of a browser, which API Gateway answers by itself.
 * 2. A file of the pages.
 * 3. Everything else is a Lambda's.
 */
async function route(request: IncomingMessage, response: ServerResponse, options: ServerOptions): Promise<void> {
  const { path } = splitTarget(request.url ?? '/')
  if (request.headers.host === undefined && request.httpVersion === '1.1') throw hostMissing()
  if (request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined)
    return preflight(request, response)
  const readsPage = request.method === 'GET' || request.method === 'HEAD'
  if (options.staticFolder !== undefined && readsPage && !isOperationPath(path)) {
    const file = findFile(options.staticFolder, path)
    if (file !== undefined) return sendFile(request, response, options.staticFolder, file)
  }
  return invoke(request, response, options, path)
}

async function invoke(request: IncomingMessage, response: ServerResponse, options: ServerOptions, path: string) {
  const matched = matchRoute(request.method ?? 'GET', path)
  const body = await readBody(request, gatewayLimits.body)
  if (body === undefined) return send(response.setHeader('connection', 'close'), bodyTooLarge())
  const event = lambdaEvent(request, body, matched)
  if (body.length > gatewayLimits.event / 2 && JSON.stringify(event).length > gatewayLimits.event)
    return send(response, bodyTooLarge())
  const limit = options.timeLimit ?? gatewayLimits.time
  const answered = await withinTime(options.handlers[matched.handler](event, contextOf(matched.handler, limit)), limit)
  const { status, headers, body: bytes } = wireResponse(answered)
  response
    .writeHead(status, { ...headers, 'content-length': bytes.length })
    .end(request.method === 'HEAD' ? undefined : bytes)
}

async function withinTime<T>(work: Promise<T>, limit: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(outOfTime()), limit)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function contextOf(handler: HandlerName, limit: number): Context {
  const end = Date.now() + limit
  return {
    awsRequestId: randomUUID(),
    functionName: handler,
    getRemainingTimeInMillis: () => Math.max(0, end - Date.now()),
  } as Context
}

function preflight(request: IncomingMessage, response: ServerResponse): void {
  request.resume()
  const headers = {
    'access-control-allow-origin': crossOrigin.allowOrigin,
    'access-control-allow-methods': crossOrigin.allowMethods.join(','),
    'access-control-allow-headers': crossOrigin.allowHeaders.join(','),
    'access-control-max-age': `${crossOrigin.maxAgeSeconds}`,
  }
  response.writeHead(204, headers).end()
}

const bodyTooLarge = () =>
  new RegistryError('body-too-large', `No request may be larger than ${gatewayLimits.body / 1_000_000} MB.`)
const malformedAddress = () => new RegistryError('request-invalid', 'The address is not percent-encoded UTF-8.')
const hostMissing = () =>
  new RegistryError('request-invalid', 'The request has no Host header (RFC 9112, section 3.2).')
const outOfTime = () =>
  new RegistryError('store-unavailable', 'There was not enough time to answer. Send the same request again.')

/** What API Gateway says by itself, in our words. */
function send(response: ServerResponse, error: unknown): void {
  const problem = problemOf(error, randomUUID())
  const body = JSON.stringify(problem)
  const headers = { 'content-type': problemType, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
  response.writeHead(problem.status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body)
}

/** Not HTTP, too slow, or headers that are too large: there is no request to answer, only a socket. */
function refuseMalformed(_error: Error, socket: Duplex): void {
  const problem = problemOf(
    new RegistryError(
      'request-invalid',
      'This is not an HTTP request as this server reads it; headers may have 10 KB.',
    ),
    randomUUID(),
  )
  const body = JSON.stringify(problem)
  if (!socket.writable || (socket as Socket).bytesWritten > 0) return void socket.destroy()
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nContent-Type: ${problemType}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}

async function stop(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  // A connection that is kept alive becomes idle when its last call has been answered.
  const closeIdle = setInterval(() => server.closeIdleConnections(), 20)
  const impatience = setTimeout(() => server.closeAllConnections(), 5_000)
  await promise
  clearInterval(closeIdle)
  clearTimeout(impatience)
}
