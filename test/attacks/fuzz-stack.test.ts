import fc from 'fast-check'
import { CompactSign, importJWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyIdOf } from '#domain/key-id.ts'
import { exampleStatements } from '#examples/statements.ts'
import { type IssuedCertificate, operations } from '#schemas/operations.ts'
import type { HandlerName } from '#schemas/operations/operation.ts'
import { demoSignatory } from '#scripts/local/demo-importers.ts'
import { publicHalf, signRequest } from '#scripts/local/sign-request.ts'
import { aLocalRegistry, type TestRegistry } from '#test/builders/a-local-registry.ts'
import { aRawExchange } from '#test/builders/a-raw-exchange.ts'
import { everythingIn } from '#test/builders/a-table.ts'
import { aContext } from '#test/builders/an-http-event.ts'
import { answerOf, checkAnswer, within } from '#test/invariants/check-answer.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

const slow = process.env.SLOW === '1'
const timeout = slow ? 700_000 : 60_000
const runs = (few: number) => ({ numRuns: slow ? few * 50 : few })

let registry: TestRegistry
let genuine: IssuedCertificate
/** Ids of the certificates that calls of this file were given. */
const acknowledged: string[] = []

const now = () => Math.floor(Date.now() / 1000)
const example = () => exampleStatements['cnc-for-vietnam'](new Date().toISOString().slice(0, 10))
const signed = (statement: unknown) =>
  signRequest(demoSignatory(registry.folder, example()), registry.origin, statement, now())

const post = (path: string, headers: Record<string, string>, body: string) =>
  within(8_000, fetch(registry.origin + path, { method: 'POST', headers, body })).then(answerOf)
const issue = (body: string, key: string) =>
  post('/certificates', { 'content-type': 'application/jwt', 'idempotency-key': key }, body)

beforeAll(async () => {
  registry = await aLocalRegistry()
  const { body } = await issue(await signed(example()), 'the-genuine-certificate')
  genuine = JSON.parse(body) as IssuedCertificate
  acknowledged.push(genuine.id)
}, 30_000)

afterAll(() => registry.stop())

const odd = ['', '0', '-1', 'NaN', '1e400', '__proto__', '\0', '\ud800', '\u202e', '"', '%', '\r\n', '9999-12-31']
const anyText = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom(...odd))
const anything = fc.oneof(
  fc.anything({ withNullPrototype: true, withDate: true, withMap: true, withTypedArray: true }),
  anyText,
)

describe('any event', () => {
  const routes = Object.values(operations).map(({ method, path, handler }) => ({
    routeKey: `${method} ${path}`,
    handler,
  }))
  const often = <T>(likely: T[], other: fc.Arbitrary<unknown> = anything) =>
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...likely) }, other)
  const members = {
    rawPath: often(['/certificates', '/certificates/x', '/openapi.json']),
    rawQueryString: often(['', 'a=1']),
    headers: often(
      [
        { 'content-type': 'application/json' },
        { 'content-type': 'application/jwt', 'idempotency-key': '0123456789abcdef' },
      ],
      fc.oneof(
        fc.dictionary(
          fc.oneof(fc.constantFrom('content-type', 'Accept', 'idempotency-key', 'constructor'), anyText),
          anyText,
        ),
        anything,
      ),
    ),
    pathParameters: often([{ id: 'x' }], fc.oneof(fc.record({ id: anything }), anything)),
    requestContext: fc.oneof(fc.record({ http: fc.record({ method: anything, path: anything }) }), anything),
    body: often(
      [
        '{"presented":{"id":"x"}}',
        '{"qr":"x","format":"svg"}',
        'a.b.c',
        Buffer.from('{"presented":{"qr":"1"}}').toString('base64'),
      ],
      fc.oneof(fc.json(), fc.base64String(), anything),
    ),
    isBase64Encoded: often([true, false]),
  }
  const event = fc.record({ version: fc.constant('2.0'), ...members }, { requiredKeys: [] })

  it('of a known route gives an answer, never a failure', { timeout }, async () => {
    const property = fc.asyncProperty(fc.constantFrom(...routes), event, async ({ routeKey, handler }, given) => {
      checkAnswer(await within(5_000, registry.handlers[handler]({ ...given, routeKey }, aContext())))
    })
    await fc.assert(property, runs(600))
  })

  it('of no route is refused', { timeout }, async () => {
    const handler = fc.constantFrom<HandlerName>('public', 'verification', 'issuing')
    const stray = fc.oneof(
      fc.tuple(anything, event).map(([routeKey, given]) => ({ ...given, routeKey })),
      anything,
    )
    const property = fc.asyncProperty(handler, stray, async (name, given) => {
      expect([404, 405]).toContain(checkAnswer(await within(5_000, registry.handlers[name](given, aContext()))))
    })
    await fc.assert(property, runs(300))
  })
})

/** Something genuine with a few places of it changed, so that it gets past the first checks. */
const nearly = (text: () => string) => {
  const change = fc.record({
    at: fc.nat(100_000),
    cut: fc.nat(2),
    put: fc.constantFrom('', '0', '9', '.', '~', 'A', '#', '%', 'é'),
  })
  return fc.array(change, { maxLength: 2 }).map((changes) =>
    changes.reduce((changed, { at, cut, put }) => {
      const place = at % (changed.length + 1)
      return changed.slice(0, place) + put + changed.slice(place + cut)
    }, text()),
  )
}

const anyPresented = fc.oneof(
  { weight: 3, arbitrary: fc.record({ qr: nearly(() => genuine.qr) }) },
  { weight: 3, arbitrary: fc.record({ credential: nearly(() => genuine.credential) }) },
  { weight: 2, arbitrary: fc.record({ id: nearly(() => genuine.id) }) },
  fc.record({
    qr: fc.oneof(
      anyText,
      fc.bigInt({ min: 1n }).map((digits) => `${registry.origin}/#1${digits}`),
    ),
  }),
  fc.record({ credential: anyText }),
  fc.jsonValue(),
)

const word = (...likely: string[]) => fc.oneof({ weight: 40, arbitrary: fc.constantFrom(...likely) }, anyText)
const anyShipment = fc.record(
  {
    lines: fc.array(
      fc.record(
        { lineNo: fc.nat(3), quantity: word('1', '0.5', '99999999999999.999999'), unit: word('NAR', 'KGM') },
        { requiredKeys: [] },
      ),
      { maxLength: 4 },
    ),
    parties: fc.array(
      fc.record({ role: word('END_USER', 'NOTIFY'), name: word('Song Hong'), country: word('VN', 'XX') }),
      { maxLength: 3 },
    ),
    destination: word('VN', 'DE'),
    transitCountries: fc.array(word('SG', 'RU')),
    partialShipment: fc.boolean(),
    contractNumber: word('ATP-VN-2291', 'x'),
  },
  { requiredKeys: [] },
)

describe('any body', () => {
  const json = { 'content-type': 'application/json' }
  const picture = fc.record({
    qr: fc.oneof(
      nearly(() => genuine.qr),
      anyText,
    ),
    format: word('svg', 'png'),
  })

  it.each([
    [
      '/verifications',
      fc.record({ presented: anyPresented, shipment: anyShipment }, { requiredKeys: ['presented'] }),
      150,
    ],
    ['/evidence', fc.record({ presented: anyPresented }), 80],
    ['/qr-images', picture, 40],
  ] as const)('of %s gives an answer or a refusal', { timeout }, async (path, body, few) => {
    const property = fc.asyncProperty(
      fc.oneof({ weight: 9, arbitrary: body as fc.Arbitrary<unknown> }, fc.jsonValue()),
      async (value) => {
        checkAnswer(await post(path, json, JSON.stringify(value)))
      },
    )
    await fc.assert(property, runs(few))
  })

  it('that an importer signed is issued or refused', { timeout }, async () => {
    const statement = fc.oneof({ weight: 9, arbitrary: nearlyTheExample() }, fc.jsonValue())
    const property = fc.asyncProperty(statement, fc.uuid(), async (value, key) => {
      const answer = await issue(await signed(value), key)
      if (checkAnswer(answer) === 201) acknowledged.push((JSON.parse(answer.body) as IssuedCertificate).id)
    })
    await fc.assert(property, runs(100))
  })

  it('that is no request although an importer signed it is refused', { timeout }, async () => {
    const { key } = demoSignatory(registry.folder, example())
    const signingKey = await importJWK({ ...key }, 'ES256')
    const kid = await keyIdOf(publicHalf(key))
    const property = fc.asyncProperty(fc.oneof(anyText, fc.json()), word('euc-req+jwt'), async (payload, typ) => {
      const bytes = new TextEncoder().encode(payload)
      const body = await new CompactSign(bytes).setProtectedHeader({ alg: 'ES256', kid, typ }).sign(signingKey)
      expect(checkAnswer(await issue(body, 'not-a-statement-at-all'))).toBe(400)
    })
    await fc.assert(property, runs(50))
  })
})

/** The example with something in it left out or replaced: some of these are good statements, most are not. */
function nearlyTheExample() {
  const put = fc.oneof(
    fc.constant(undefined),
    fc.constantFrom(...odd.filter((text) => text.isWellFormed()), '1', 'Other words', 'DE', 'KGM'),
    fc.jsonValue({ maxDepth: 2 }),
  )
  return fc.tuple(fc.nat(), put).map(([place, value]) => {
    const statement: unknown = example()
    const places = placesIn(statement)
    const { holder, name } = places[place % places.length]!
    if (value === undefined && !Array.isArray(holder)) delete holder[name]
    else holder[name] = value ?? null
    return statement
  })
}

function placesIn(value: unknown): { holder: Record<string, unknown>; name: string }[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Record<string, unknown>
  return Object.keys(holder).flatMap((name) => [{ holder, name }, ...placesIn(holder[name])])
}

describe('anything on the wire', () => {
  const line = fc.tuple(
    word('GET', 'POST', 'HEAD', 'PUT', 'OPTIONS', 'CONNECT', 'BREW'),
    fc.oneof(word('/', '*', '/certificates/%', '//', 'http://x/openapi.json', '/certificates/..'), fc.webPath()),
    word('HTTP/1.1', 'HTTP/1.0', 'HTTP/9'),
  )
  const header = fc.tuple(
    word('Host', 'Content-Length', 'Transfer-Encoding', 'Expect', 'Upgrade', 'Cookie', 'Content-Type'),
    word('x', '5', '-1', 'chunked', '100-continue', 'h2c', 'application/json'),
  )
  const http = fc
    .tuple(line, fc.array(header, { maxLength: 4 }), anyText)
    .map(([first, headers, body]) =>
      [first.join(' '), ...headers.map((pair) => pair.join(': ')), '', body].join('\r\n'),
    )

  it('is answered or cut off, and the server goes on', { timeout }, async () => {
    const property = fc.asyncProperty(fc.oneof(http, fc.uint8Array({ maxLength: 300 })), async (bytes) => {
      const exchanged = await within(5_000, aRawExchange(registry.origin, bytes))
      const answer = exchanged.replace('HTTP/1.1 100 Continue\r\n\r\n', '')
      if (answer === '') return
      expect(answer).toMatch(/^HTTP\/1\.1 [2-4]\d\d /)
      if (answer.startsWith('HTTP/1.1 4')) expect(answer).toMatch(/\r\ncontent-type: application\/problem\+json\r\n/i)
    })
    await fc.assert(property, runs(200))
    expect((await fetch(`${registry.origin}/.well-known/end-use-registry`)).status).toBe(200)
  })
})

it('what was refused left nothing behind', async () => {
  expect(await checkRegistry(registry.table)).toEqual([])
  const certificates = (await everythingIn(registry.table)).filter(({ SK }) => SK === 'CERT')
  expect(new Set(certificates.map(({ PK }) => PK))).toEqual(new Set(acknowledged.map((id) => `CERT#${id}`)))
})
