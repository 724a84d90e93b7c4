import { everyHandler } from '#test/builders/every-handler.ts'
import { request } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { HttpHandler } from '#middleware/http-handler.ts'
import { problem } from '#schemas/problem.ts'
import { type RunningServer, startServer } from '#scripts/http/server.ts'
import { aRawExchange } from '#test/builders/a-raw-exchange.ts'

/** Answers with the event it got, so that tests see what a Lambda would see. */
const mirror: HttpHandler = async (event) => ({
  statusCode: 200,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(event),
})

let server: RunningServer
let answer: HttpHandler = mirror
const turn: HttpHandler = (event, context) => answer(event, context)

beforeAll(async () => {
  server = await startServer({ port: 0, handlers: everyHandler(turn), timeLimit: 200 })
})
afterAll(() => server.stop())
afterEach(() => (answer = mirror))

const ask = (path: string, init?: RequestInit) => fetch(server.url + path, init)

async function refused(response: Response) {
  const { status, code } = problem.parse(await response.json())
  return [response.status, response.headers.get('content-type'), status, code]
}

const refusal = (status: number, code: string) => [status, 'application/problem+json', status, code]

describe('the event that a Lambda gets', () => {
  it('is that of payload format 2.0', async () => {
    const { promise, resolve } = Promise.withResolvers<Record<string, unknown>>()
    const headers = [
      'Host',
      'registry.example',
      'X-A',
      'one',
      'x-a',
      'two',
      'Cookie',
      'a=1; b=2',
      'Connection',
      'close',
    ]
    const call = request(`${server.url}/certificates/a%20b%C3%A9?x=1&x=2&y=%2C+z`, { headers }, (response) => {
      void response
        .toArray()
        .then((parts) => resolve(JSON.parse(Buffer.concat(parts as Buffer[]).toString()) as Record<string, unknown>))
    })
    call.end()
    const event = await promise
    expect(event).toEqual({
      version: '2.0',
      routeKey: 'GET /certificates/{id}',
      rawPath: '/certificates/a bé',
      rawQueryString: 'x=1&x=2&y=%2C+z',
      cookies: ['a=1', 'b=2'],
      headers: {
        host: 'registry.example',
        'x-a': 'one,two',
        connection: 'close',
        'true-client-ip': '127.0.0.1',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-port': new URL(server.url).port,
        'x-forwarded-proto': 'http',
      },
      queryStringParameters: { x: '1,2', y: ', z' },
      pathParameters: { id: 'a bé' },
      requestContext: {
        accountId: 'anonymous',
        apiId: 'local',
        domainName: 'registry.example',
        domainPrefix: 'registry',
        http: { method: 'GET', path: '/certificates/a bé', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' },
        requestId: expect.any(String),
        routeKey: 'GET /certificates/{id}',
        stage: '$default',
        time: expect.any(String),
        timeEpoch: expect.any(Number),
      },
      isBase64Encoded: false,
    })
  })

  it.each([
    ['application/json', '{"a":"é"}', false],
    ['application/problem+json; charset=utf-8', '{}', false],
    ['text/plain', 'x', false],
    ['application/jwt', 'a.b.c', true],
    ['application/json', Buffer.from([0x22, 0xff, 0x22]), true],
  ])('has a body of type %s as text or base64', async (type, body, isBase64Encoded) => {
    const response = await ask('/verifications', { method: 'POST', headers: { 'content-type': type }, body })
    const event = (await response.json()) as { body: string; isBase64Encoded: boolean }
    expect(event.isBase64Encoded).toBe(isBase64Encoded)
    expect(Buffer.from(event.body, isBase64Encoded ? 'base64' : 'utf8')).toEqual(Buffer.from(body))
  })

  it('has a path that is decoded, and cut at a question mark that came out of it', async () => {
    const event = (await (await ask('/certificates/a%3Fb%2Fc')).json()) as Record<string, unknown>
    expect([event.rawPath, event.pathParameters, event.routeKey]).toEqual([
      '/certificates/a',
      { id: 'a?b/c' },
      'GET /certificates/{id}',
    ])
  })

  it.each(['/certificates/', '/certificates/a/b', '/nothing', '//', '/certificates/a/'])(
    'goes to $default for %s',
    async (path) => {
      const event = (await (await ask(path)).json()) as Record<string, unknown>
      expect(event.routeKey).toBe('$default')
    },
  )
})

describe('the answer of a Lambda', () => {
  it('goes out with its status, headers, cookies and bytes', async () => {
    answer = async () =>
      ({
        statusCode: 201,
        headers: { 'X-A': 'b' },
        cookies: ['a=1', 'b=2'],
        body: 'AP8=',
        isBase64Encoded: true,
      }) as never
    const response = await ask('/openapi.json')
    expect([response.status, response.headers.get('x-a'), response.headers.getSetCookie()]).toEqual([
      201,
      'b',
      ['a=1', 'b=2'],
    ])
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0, 255]))
  })

  it('without a status is JSON', async () => {
    answer = async () => ({ hello: 1 }) as never
    const response = await ask('/openapi.json')
    expect([response.status, response.headers.get('content-type'), await response.json()]).toEqual([
      200,
      'application/json',
      { hello: 1 },
    ])
  })

  it.each([
    ['has no valid status', async () => ({ statusCode: 42 }) as never],
    ['has no valid body', async () => ({ statusCode: 200, body: 1 }) as never],
    ['has no valid header', async () => ({ statusCode: 200, headers: { 'a b': 'x\r\ny' } }) as never],
    ['never was', () => Promise.reject(new Error('x'))],
  ])('that %s becomes a 500', async (_, broken) => {
    answer = broken
    expect(await refused(await ask('/openapi.json'))).toEqual(refusal(500, 'unexpected'))
  })

  it('that does not come becomes a 503', async () => {
    answer = () => new Promise(() => {})
    expect(await refused(await ask('/openapi.json'))).toEqual(refusal(503, 'store-unavailable'))
  })
})

describe('what is refused before any Lambda', () => {
  const count = { calls: 0 }
  const counting: HttpHandler = (event, context) => {
    count.calls += 1
    return mirror(event, context)
  }

  it.each(['/certificates/%FF', '/certificates/%', '/%C0%AF', '/nothing/%ZZ'])(
    'is a path that cannot be decoded: %s',
    async (path) => {
      answer = counting
      expect(await refused(await ask(path))).toEqual(refusal(400, 'request-invalid'))
      expect(count.calls).toBe(0)
    },
  )

  it('is a body beyond 10 MB, and beyond what a Lambda can take', async () => {
    answer = counting
    for (const size of [11_000_000, 10_000_001, 6_000_001]) {
      const response = await ask('/verifications', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: 'x'.repeat(size),
      })
      expect(await refused(response)).toEqual(refusal(413, 'body-too-large'))
    }
    const chunked = new ReadableStream({
      pull: (controller) => (count.calls++ < 12 ? controller.enqueue(new Uint8Array(1_000_000)) : controller.close()),
    })
    const response = await ask('/verifications', { method: 'POST', body: chunked, duplex: 'half' } as RequestInit)
    expect(await refused(response)).toEqual(refusal(413, 'body-too-large'))
  })

  it.each([
    ['no HTTP', 'hello\r\n\r\n'],
    ['headers beyond 10 KB', `GET /openapi.json HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`],
    ['an address beyond 10 KB', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
    ['two lengths', 'POST /verifications HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    [
      'a length and chunks',
      'POST /verifications HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a header with a zero byte', 'GET /openapi.json HTTP/1.1\r\nHost: x\r\nX-A: a\0b\r\n\r\n'],
  ])('is %s', async (_, text) => {
    const [head = '', body = ''] = (await aRawExchange(server.url, text)).split('\r\n\r\n')
    expect(head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json/)
    expect(problem.parse(JSON.parse(body)).code).toBe('request-invalid')
  })
})

describe('another page', () => {
  it('is told by the preflight what it may ask', async () => {
    const headers = { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' }
    const response = await ask('/verifications', { method: 'OPTIONS', headers })
    expect([response.status, Object.fromEntries(response.headers)]).toMatchObject([
      204,
      {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET,POST',
        'access-control-allow-headers': 'content-type',
      },
    ])
  })
})

it('stops without cutting off a call that is under way', async () => {
  const { promise: entered, resolve: enter } = Promise.withResolvers<void>()
  const slow: HttpHandler = async (event, context) => {
    enter()
    await new Promise((done) => setTimeout(done, 50))
    return mirror(event, context)
  }
  const other = await startServer({ port: 0, handlers: everyHandler(slow) })
  const call = fetch(`${other.url}/openapi.json`)
  await entered
  await other.stop()
  expect((await call).status).toBe(200)
  await expect(fetch(`${other.url}/openapi.json`)).rejects.toThrow()
})

it('says that the port is taken', async () => {
  const handlers = everyHandler(mirror)
  await expect(startServer({ port: Number(new URL(server.url).port), handlers })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  })
})
