import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { RegistryError } from '#domain/errors.ts'
import { refuseIfUnacceptable } from '#middleware/accept.ts'
import { readHttpEvent } from '#middleware/http-event.ts'
import { readInput } from '#middleware/input.ts'
import { operations } from '#schemas/operations.ts'
import type { Operation } from '#schemas/operations/operation.ts'
import { anHttpEvent } from '#test/builders/an-http-event.ts'

const verify: Operation = operations.verify
const json = { 'content-type': 'application/json' }

const read = (operation: Operation, event: Omit<Parameters<typeof anHttpEvent>[0], 'routeKey'>) =>
  readInput(operation, readHttpEvent(anHttpEvent({ routeKey: `${operation.method} ${operation.path}`, ...event })))

function refusal(attempt: () => unknown) {
  try {
    attempt()
  } catch (error) {
    if (error instanceof RegistryError) return { code: error.code, faults: error.faults }
    throw error
  }
  throw new Error('not refused')
}

const operation = {
  ...operations['get-certificate'],
  input: {
    path: z.strictObject({ id: z.string() }),
    query: z.strictObject({ page: z.string().regex(/^\d+$/, { error: 'A number.' }).optional() }),
    headers: z.strictObject({ 'idempotency-key': z.string().max(5) }),
  },
} satisfies Operation

describe('the input', () => {
  it('merges path, query and headers by name, and the body', () => {
    const event = { pathParameters: { id: 'x' }, query: 'page=1', headers: { 'Idempotency-Key': 'abc', cookie: 'c' } }
    expect(read(operation, event)).toEqual({ id: 'x', page: '1', 'idempotency-key': 'abc' })
    expect(read(verify, { headers: json, body: '{"presented":{"id":"x"}}' })).toEqual({
      body: { presented: { id: 'x' } },
    })
  })

  it('tells every fault of every part at once', () => {
    expect(
      refusal(() =>
        read(operation, { query: 'page=x&page=2&a%2Fb=1&c=%FF', headers: { 'idempotency-key': 'a,b,c,d' } }),
      ),
    ).toEqual({
      code: 'request-invalid',
      faults: [
        { pointer: '/path/id', rule: 'missing', detail: 'This is missing; add it.' },
        { pointer: '/query/page', rule: 'duplicate-parameter', detail: 'This parameter stands twice; give it once.' },
        { pointer: '/query/a~1b', rule: 'unknown-parameter', detail: 'This parameter is not known here. Remove it.' },
        { pointer: '/query/c=%FF', rule: 'percent-encoding', detail: 'This is not percent-encoded UTF-8.' },
        { pointer: '/query/page', rule: 'invalid-format', detail: 'A number.' },
        { pointer: '/headers/idempotency-key', rule: 'too-big', detail: 'This may be at most 5 characters long.' },
      ],
    })
  })

  it('refuses a query where none is known', () => {
    const { code, faults } = refusal(() =>
      read(verify, { query: 'a&a&__proto__=1', headers: json, body: '{"presented":{"id":"x"}}' }),
    )
    expect([code, faults.map(({ pointer }) => pointer)]).toEqual([
      'request-invalid',
      ['/query/a', '/query/a', '/query/__proto__'],
    ])
  })

  it('names the allowed forms if what was sent comes close to none', () => {
    expect(
      refusal(() => read(verify, { headers: json, body: '{"presented":{"qr":"x","id":"y"},"x":1}' })).faults,
    ).toEqual([
      { pointer: '/presented', rule: 'no-form-fits', detail: expect.stringContaining('none of the allowed forms') },
      { pointer: '/x', rule: 'unknown-member', detail: '"x" is not known here. Remove it, or correct its name.' },
    ])
  })
})

describe('a body', () => {
  const body = '{"presented":{"id":"é"}}'
  const codeOf = (event: Omit<Parameters<typeof anHttpEvent>[0], 'routeKey'>) =>
    refusal(() => read(verify, { headers: json, ...event })).code

  it('is read as text or as base64', () => {
    const expected = { body: { presented: { id: 'é' } } }
    expect(read(verify, { headers: json, body })).toEqual(expected)
    expect(read(verify, { headers: json, body: Buffer.from(body).toString('base64'), isBase64Encoded: true })).toEqual(
      expected,
    )
    expect(read(verify, { headers: { 'content-type': 'Application/JSON; charset="UTF-8"' }, body })).toEqual(expected)
  })

  it.each([
    ['missing', {}, 'request-invalid'],
    ['empty', { body: '' }, 'request-invalid'],
    ['not base64', { body: '{}', isBase64Encoded: true }, 'request-invalid'],
    ['base64 without padding', { body: 'e30', isBase64Encoded: true }, 'request-invalid'],
    ['base64url', { body: '-_-_', isBase64Encoded: true }, 'request-invalid'],
    [
      'not UTF-8',
      { body: Buffer.from([0x22, 0xff, 0x22]).toString('base64'), isBase64Encoded: true },
      'request-invalid',
    ],
    [
      'an overlong spelling',
      { body: Buffer.from([0xc0, 0xaf]).toString('base64'), isBase64Encoded: true },
      'request-invalid',
    ],
    ['half of a character', { body: '"\ud800"' }, 'request-invalid'],
    ['with a byte order mark', { body: '\ufeff{}' }, 'json-invalid'],
    ['not JSON', { body: "{'a':1}" }, 'json-invalid'],
    ['NaN', { body: '{"presented":NaN}' }, 'json-invalid'],
    ['with a zero byte', { body: '{"presented":\0}' }, 'json-invalid'],
    ['too large', { body: `"${'x'.repeat(393_216)}"` }, 'body-too-large'],
    ['too large in bytes', { body: `"${'é'.repeat(200_000)}"` }, 'body-too-large'],
    ['too large in base64', { body: 'A'.repeat(6_000_000), isBase64Encoded: true }, 'body-too-large'],
    ['of no type', { headers: {}, body }, 'media-type-unsupported'],
    ['of another type', { headers: { 'content-type': 'text/json' }, body }, 'media-type-unsupported'],
    [
      'of two types',
      { headers: { 'content-type': 'application/json,application/json' }, body },
      'media-type-unsupported',
    ],
    [
      'of another character set',
      { headers: { 'content-type': 'application/json; charset=utf-16' }, body },
      'media-type-unsupported',
    ],
    ['compressed', { headers: { ...json, 'content-encoding': 'gzip' }, body }, 'media-type-unsupported'],
  ])('that is %s is refused', (_, event, code) => {
    expect(codeOf(event)).toBe(code)
  })

  it('is refused where none is read', () => {
    const event = { pathParameters: { id: 'x' }, body: 'x' }
    expect(refusal(() => read(operations['get-certificate'], event)).code).toBe('request-invalid')
  })
})

describe('what the caller accepts', () => {
  const image: Operation = operations['render-qr']

  it.each([undefined, '', '*/*', 'image/*', 'text/html, image/png;q=0.1', 'application/xml, */*;q=0.5', 'nonsense'])(
    'allows an answer: %s',
    (accept) => {
      expect(() => refuseIfUnacceptable(image, accept)).not.toThrow()
    },
  )

  it.each(['text/html', 'application/json', 'image/png;q=0, image/svg+xml;q=0.0'])('allows none: %s', (accept) => {
    expect(refusal(() => refuseIfUnacceptable(image, accept)).code).toBe('not-acceptable')
  })
})
