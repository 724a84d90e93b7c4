import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLocalRegistry, type TestRegistry } from '#test/builders/a-local-registry.ts'
import { aRawExchange } from '#test/builders/a-raw-exchange.ts'
import { everythingIn } from '#test/builders/a-table.ts'
import { answerOf, checkAnswer, within } from '#test/invariants/check-answer.ts'

let registry: TestRegistry
let before: Record<string, unknown>[]

beforeAll(async () => {
  registry = await aLocalRegistry()
  before = await everythingIn(registry.table)
}, 30_000)

afterAll(() => registry.stop())

const json = { 'content-type': 'application/json' }
const jwt = { 'content-type': 'application/jwt', 'idempotency-key': 'one-that-nobody-else-uses' }
const post = (body: string | Buffer, headers: Record<string, string> = json): RequestInit => ({
  method: 'POST',
  headers,
  body,
})
const deep = '['.repeat(100_000) + ']'.repeat(100_000)

describe('what attackers are known to send is refused:', () => {
  it.each<[string, string, RequestInit, number, string]>([
    ['bytes that are not UTF-8', '/verifications', post(Buffer.from([0x7b, 0xff, 0x7d])), 400, 'request-invalid'],
    [
      'names given twice',
      '/verifications',
      post('{"presented":{"id":"a"},"presented":{"id":"b"}}'),
      400,
      'json-invalid',
    ],
    ['__proto__', '/verifications', post('{"presented":{"id":"a"},"__proto__":{"shipment":{}}}'), 400, 'json-invalid'],
    [
      'constructor',
      '/verifications',
      post('{"presented":{"id":"a"},"constructor":{"prototype":{}}}'),
      400,
      'request-invalid',
    ],
    ['nesting', '/verifications', post(`{"presented":${deep}}`), 400, 'json-invalid'],
    ['nesting without an end', '/verifications', post('['.repeat(300_000)), 400, 'json-invalid'],
    ['11 MB', '/verifications', post('x'.repeat(11_000_000)), 413, 'body-too-large'],
    ['more than the operation reads', '/verifications', post(`"${'x'.repeat(400_000)}"`), 413, 'body-too-large'],
    [
      'a form',
      '/verifications',
      post('presented=1', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'media-type-unsupported',
    ],
    [
      'JSON that says it is not',
      '/verifications',
      post('{}', { 'content-type': 'text/plain' }),
      415,
      'media-type-unsupported',
    ],
    [
      'a compressed bomb',
      '/verifications',
      post('x', { ...json, 'content-encoding': 'gzip' }),
      415,
      'media-type-unsupported',
    ],
    ['NaN', '/verifications', post('{"presented":NaN}'), 400, 'json-invalid'],
    [
      'a number beyond all',
      '/verifications',
      post('{"presented":{"id":"a"},"shipment":{"lines":[{"lineNo":1e400}]}}'),
      400,
      'request-invalid',
    ],
    ['a number for text', '/verifications', post('{"presented":{"id":1}}'), 400, 'request-invalid'],
    ['a zero byte', '/verifications', post('{"presented":{"id":"\0"}}'), 400, 'json-invalid'],
    ['half of a character', '/verifications', post('{"presented":{"id":"\\ud800"}}'), 400, 'json-invalid'],
    ['an empty body', '/verifications', post(''), 400, 'request-invalid'],
    ['null', '/verifications', post('null'), 400, 'request-invalid'],
    ['a list', '/verifications', post('[]'), 400, 'request-invalid'],
    ['two things presented', '/verifications', post('{"presented":{"id":"a","qr":"b"}}'), 400, 'request-invalid'],
    ['unknown members', '/verifications', post('{"presented":{"id":"a"},"admin":true}'), 400, 'request-invalid'],
    ['a query', '/verifications?admin=1', post('{"presented":{"id":"a"}}'), 400, 'request-invalid'],
    ['a query twice', '/openapi.json?a=1&a=2', {}, 400, 'request-invalid'],
    ['a malformed query', '/openapi.json?%FF=%', {}, 400, 'request-invalid'],
    ['malformed percent-encoding', '/certificates/%E0%A4%A', {}, 400, 'request-invalid'],
    ['an encoded slash', '/certificates/..%2f..%2fetc%2fpasswd', {}, 404, 'certificate-unknown'],
    ['an encoded zero byte', '/certificates/a%00b', {}, 404, 'certificate-unknown'],
    ['an id without an end', `/certificates/${'0'.repeat(5_000)}`, {}, 400, 'request-invalid'],
    ['keys of the table', '/certificates/CERT%23x', {}, 404, 'certificate-unknown'],
    ['a method that is not there', '/certificates/abc', { method: 'DELETE' }, 405, 'method-not-allowed'],
    ['only HTML', '/openapi.json', { headers: { accept: 'text/html' } }, 406, 'not-acceptable'],
    [
      'no Idempotency-Key',
      '/certificates',
      post('a.b.c', { 'content-type': 'application/jwt' }),
      400,
      'request-invalid',
    ],
    [
      'a short Idempotency-Key',
      '/certificates',
      post('a.b.c', { ...jwt, 'idempotency-key': 'a' }),
      400,
      'request-invalid',
    ],
    [
      'two Idempotency-Keys',
      '/certificates',
      post('a.b.c', { ...jwt, 'idempotency-key': '0123456789abcdef,0123456789abcdef' }),
      400,
      'request-invalid',
    ],
    ['a statement in JSON', '/certificates', post('{}', { ...jwt, ...json }), 415, 'media-type-unsupported'],
    ['a token of nothing', '/certificates', post('..', jwt), 400, 'request-token-invalid'],
    ['a token of dots alone', '/certificates', post('.'.repeat(100_000), jwt), 400, 'request-token-invalid'],
    [
      'a token without a signature',
      '/certificates',
      post('eyJhbGciOiJub25lIn0.e30.', jwt),
      400,
      'request-token-invalid',
    ],
    [
      'another address to be drawn',
      '/qr-images',
      post('{"qr":"https://evil.example/#12345","format":"svg"}'),
      422,
      'qr-unreadable',
    ],
  ])('%s', async (_, path, init, status, code) => {
    const answer = await answerOf(await within(5_000, fetch(registry.origin + path, init)))
    expect([checkAnswer(answer), (JSON.parse(answer.body) as { code: string }).code]).toEqual([status, code])
  })

  it('an Idempotency-Key header that stands twice', async () => {
    const head = 'POST /certificates HTTP/1.1\r\nHost: x\r\nContent-Type: application/jwt\r\nConnection: close\r\n'
    const keys = 'Idempotency-Key: 0123456789abcdef\r\nIdempotency-Key: 0123456789abcdef\r\n'
    const answer = await within(5_000, aRawExchange(registry.origin, `${head}${keys}Content-Length: 5\r\n\r\na.b.c`))
    expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*"code":"request-invalid"[^]*idempotency-key/)
  })
})

it('leaves nothing behind', async () => {
  expect(await everythingIn(registry.table)).toEqual(before)
})
