import { afterEach, describe, expect, it, vi } from 'vitest'
import { RegistryError } from '#domain/errors.ts'
import { httpHandler, type UseCases } from '#middleware/http-handler.ts'
import { problem, problems } from '#schemas/problem.ts'
import { aContext, anHttpEvent, correlation } from '#test/builders/an-http-event.ts'

afterEach(() => vi.restoreAllMocks())

const view = {
  id: '0'.repeat(28),
  status: 'active',
  statusSince: 1,
  kind: 'EUS',
  issuerCountry: 'DE',
  validFrom: 1,
  validUntil: 2,
  asOf: 3,
}

const publicUseCases = {
  'get-registry': async () => ({
    issuer: 'https://r.example',
    name: 'R',
    verifierOrigins: ['https://v.example'],
    keys: [],
    asOf: 1,
  }),
  'get-openapi': async () => ({ openapi: '3.1.1' }),
  'get-statement-schema': async () => ({ type: 'object' }),
  'get-certificate': async ({ id }: { id: string }) => ({ ...view, id }),
  'render-qr': async () => ({ mediaType: 'image/png', body: new Uint8Array([1, 2, 255]) }),
  'list-profiles': async () => ({ asOf: '2026-11-25', profiles: [], elements: {} }),
  'check-statement': async () => ({
    asOf: '2026-11-25',
    outcome: 'satisfied',
    statement: 'satisfied',
    profiles: [],
    findings: [],
  }),
  'get-trust-list': async () => ({ mediaType: 'application/jwt', body: new Uint8Array([1]) }),
  'list-status-lists': async () => ({ status_lists: [], asOf: 1 }),
  'get-status-list': async () => ({ mediaType: 'application/statuslist+jwt', body: new Uint8Array([1]) }),
} satisfies UseCases<'public'>

const open = (over: Partial<UseCases<'public'>> = {}) =>
  httpHandler('public', { ...publicUseCases, ...over }, { log: 'defects' })
const getRegistry = anHttpEvent({ routeKey: 'GET /.well-known/end-use-registry' })

const always = {
  'access-control-allow-origin': '*',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
}

describe('an answer', () => {
  it('is JSON with the headers that every answer has, and may be cached as long as the operation says', async () => {
    expect(await open()(getRegistry, aContext())).toEqual({
      statusCode: 200,
      headers: { ...always, 'content-type': 'application/json', 'cache-control': 'public, max-age=60' },
      body: '{"issuer":"https://r.example","name":"R","verifierOrigins":["https://v.example"],"keys":[],"asOf":1}',
    })
  })

  it('is kept by nobody if the operation does not say so', async () => {
    const event = anHttpEvent({ routeKey: 'GET /certificates/{id}', pathParameters: { id: 'abc' } })
    const { statusCode, headers, body } = await open()(event, aContext())
    expect([statusCode, headers['cache-control'], JSON.parse(body)]).toEqual([200, 'no-store', { ...view, id: 'abc' }])
  })

  it('of another media type goes out as base64', async () => {
    const event = anHttpEvent({
      routeKey: 'POST /qr-images',
      headers: { 'content-type': 'application/json' },
      body: '{"qr":"x","format":"png"}',
    })
    expect(await open()(event, aContext())).toEqual({
      statusCode: 200,
      headers: { ...always, 'content-type': 'image/png', 'cache-control': 'no-store' },
      body: 'AQL/',
      isBase64Encoded: true,
    })
  })

  it('of an operation that issues cannot be read by other pages', async () => {
    const issuing = httpHandler(
      'issuing',
      {
        'issue-certificate': async () => never(),
        'change-status': async () => never(),
        'dispute-drawdown': async () => never(),
      },
      { log: 'defects' },
    )
    const { headers } = await issuing(anHttpEvent({ routeKey: 'POST /certificates' }), aContext())
    expect(headers).not.toHaveProperty('access-control-allow-origin')
  })
})

describe('a refusal', () => {
  it('is problem+json with the code, the correlation id and every fault', async () => {
    const faults = [{ pointer: '/a', rule: 'r', detail: 'd' }]
    const refuse = open({
      'get-registry': async () => {
        throw new RegistryError('certificate-unknown', 'Compare the number.', faults)
      },
    })
    const { statusCode, headers, body } = await refuse(getRegistry, aContext())
    expect([statusCode, headers, JSON.parse(body)]).toEqual([
      404,
      { ...always, 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
      {
        type: 'urn:end-use-registry:problem:certificate-unknown',
        title: 'No such certificate',
        status: 404,
        code: 'certificate-unknown',
        detail: 'Compare the number.',
        instance: `urn:uuid:${correlation}`,
        errors: faults,
      },
    ])
  })

  it('that will pass tells when to try again', async () => {
    const refuse = open({
      'get-registry': async () => {
        throw new RegistryError('store-unavailable', 'Try again.')
      },
    })
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const { statusCode, headers } = await refuse(getRegistry, aContext())
    expect([statusCode, headers['retry-after']]).toEqual([503, '2'])
  })

  it('has the status of its code, for every code', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    for (const code of Object.keys(problems) as (keyof typeof problems)[]) {
      const refuse = open({ 'get-registry': () => Promise.reject(new RegistryError(code, 'x')) })
      const { statusCode, body } = await refuse(getRegistry, aContext())
      expect([code, statusCode, problem.parse(JSON.parse(body)).code]).toEqual([code, problems[code].status, code])
    }
  })
})

describe('a defect', () => {
  it('discloses nothing to the caller, and is logged with the correlation id that the caller has', async () => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const broken = open({ 'get-registry': () => Promise.reject(new TypeError('secret of the house')) })
    const { statusCode, body } = await broken(getRegistry, aContext())
    expect(statusCode).toBe(500)
    expect(body).not.toContain('secret')
    expect(JSON.parse(body)).toMatchObject({ code: 'unexpected', instance: `urn:uuid:${correlation}` })
    expect(JSON.parse(String(written.mock.calls[0]![0]))).toMatchObject({
      operation: 'get-registry',
      status: 500,
      code: 'unexpected',
      correlation,
      defect: { name: 'TypeError', message: 'secret of the house' },
    })
  })

  it('is answered even if what was thrown is no Error', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- a library may do just that
    const broken = open({ 'get-registry': () => Promise.reject(null) })
    expect((await broken(getRegistry, aContext())).statusCode).toBe(500)
  })

  it('of time is told before Lambda ends the call', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const slow = open({ 'get-registry': () => new Promise(() => {}) })
    const { statusCode, body } = await slow(getRegistry, aContext({ getRemainingTimeInMillis: () => 260 }))
    expect([statusCode, JSON.parse(body).code]).toEqual([503, 'store-unavailable'])
  })
})

describe('an address', () => {
  const codeAt = async (event: Parameters<typeof anHttpEvent>[0]) => {
    const { statusCode, headers, body } = await open()(anHttpEvent(event), aContext())
    return [statusCode, JSON.parse(body).code, headers.allow]
  }

  it('that no operation has is unknown', async () => {
    expect(await codeAt({ routeKey: '$default', path: '/nothing' })).toEqual([404, 'route-unknown', undefined])
  })

  it('that another method serves names that method', async () => {
    const post = { routeKey: '$default', method: 'POST', path: '/certificates/abc' }
    expect(await codeAt(post)).toEqual([405, 'method-not-allowed', 'GET'])
    expect(await codeAt({ routeKey: '$default', method: 'PUT', path: '/certificates' })).toEqual([
      405,
      'method-not-allowed',
      'POST, GET',
    ])
  })

  it("that is another Lambda's is not served by this one", async () => {
    expect(await codeAt({ routeKey: 'POST /certificates', path: '/x' })).toEqual([404, 'route-unknown', undefined])
  })
})

describe('the log', () => {
  const secret = 'SECRET-NAME'

  it('has one line for each call, and nothing of what was asked', async () => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const logging = httpHandler('public', publicUseCases)
    const asked = {
      routeKey: 'GET /certificates/{id}',
      pathParameters: { id: secret },
      headers: { 'user-agent': secret },
    }
    await logging(anHttpEvent(asked), aContext())
    await logging(anHttpEvent({ routeKey: `${secret}\n{}`, path: `/${secret}`, query: secret }), aContext())
    const lines = written.mock.calls.map(([line]) => String(line))
    expect(lines.join('')).not.toContain(secret)
    expect(lines.map((line) => [line.indexOf('\n') === line.length - 1, JSON.parse(line)])).toEqual([
      [true, { operation: 'get-certificate', status: 200, milliseconds: expect.any(Number), correlation }],
      [true, { operation: 'none', status: 404, code: 'route-unknown', milliseconds: expect.any(Number), correlation }],
    ])
  })
})

it('does not compile without a use case for each of its operations', () => {
  const { 'get-openapi': _, ...incomplete } = publicUseCases
  // @ts-expect-error -- get-openapi is missing
  const handler = httpHandler('public', incomplete)
  expect(handler).toBeTypeOf('function')
})

function never(): never {
  throw new Error('not called')
}
