import { describe, expect, it } from 'vitest'
import { type ClientOptions, RegistryRefusal, RegistryUnreachable } from '#client/operation-client.ts'
import { registryClient } from '#client/registry-client.ts'

const origin = 'https://registry.example'
const registry = { issuer: origin, name: 'Registry', verifierOrigins: [origin], keys: [], asOf: 1 }
const refused = {
  type: 'urn:end-use-registry:problem:certificate-unknown',
  title: 'No such certificate',
  status: 404,
  code: 'certificate-unknown',
  detail: 'Compare the number.',
  instance: 'urn:uuid:0198b1a2-0000-4000-8000-000000000001',
}

const json = (value: unknown, status = 200) =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } })

function asking(answer: (request: Request) => Response | Promise<Response>, over: Partial<ClientOptions> = {}) {
  const asked: Request[] = []
  const fetch = async (request: Request) => {
    asked.push(request.clone())
    return answer(request)
  }
  return { client: registryClient({ origin, fetch: fetch as typeof globalThis.fetch, ...over }), asked }
}

describe('a call', () => {
  it('fills the path', async () => {
    const { client, asked } = asking(() => json(refused, 404))
    await expect(client.call('get-certificate', { id: 'a/../b?' })).rejects.toThrow(RegistryRefusal)
    expect([asked[0]!.method, asked[0]!.url]).toEqual(['GET', 'https://registry.example/certificates/a%2F..%2Fb%3F'])
  })

  it('sends the body and the named headers, and nothing of the browser', async () => {
    const { client, asked } = asking(() => json(refused, 404))
    await expect(
      client.call('issue-certificate', { 'idempotency-key': '0123456789abcdef', body: 'a.b.c' }),
    ).rejects.toThrow()
    const [request] = asked
    expect([request!.method, request!.url, await request!.text(), Object.fromEntries(request!.headers)]).toEqual([
      'POST',
      'https://registry.example/certificates',
      'a.b.c',
      {
        accept: 'application/json, application/problem+json',
        'content-type': 'application/jwt',
        'idempotency-key': '0123456789abcdef',
      },
    ])
    expect([request!.credentials, request!.redirect, request!.referrerPolicy]).toEqual(['omit', 'error', 'no-referrer'])
  })

  it('of a page of the registry carries the session, and the token against forgery only where something changes', async () => {
    const { client, asked } = asking(() => json(refused, 404), { session: () => 'token' })
    await expect(client.call('get-certificate', { id: 'x' })).rejects.toThrow()
    await expect(client.call('gather-evidence', { body: { presented: { id: 'x' } } })).rejects.toThrow()
    expect(asked.map(({ credentials, headers }) => [credentials, headers.get('x-csrf-token')])).toEqual([
      ['same-origin', null],
      ['same-origin', 'token'],
    ])
  })

  it.each([
    ['webauthn1.a.b.c.d.e', 'application/vnd.end-use-registry.webauthn'],
    ['a.b.c', 'application/jwt'],
  ])('says in which form "%s" is signed', async (body, type) => {
    const { client, asked } = asking(() => json(refused, 404))
    await expect(client.call('issue-certificate', { 'idempotency-key': '0123456789abcdef', body })).rejects.toThrow()
    expect(asked[0]!.headers.get('content-type')).toBe(type)
  })

  it('gives the answer when it is of the agreed form', async () => {
    expect(await asking(() => json(registry)).client.call('get-registry', {})).toEqual(registry)
  })

  it('gives a picture as bytes', async () => {
    const { client } = asking(() => new Response(new Uint8Array([1, 2]), { headers: { 'content-type': 'image/png' } }))
    expect(await client.call('render-qr', { body: { qr: 'x', format: 'png' } })).toEqual({
      mediaType: 'image/png',
      body: new Uint8Array([1, 2]),
    })
  })
})

it('tells a refusal with its problem', async () => {
  const { client } = asking(() => json(refused, 404))
  await expect(client.call('get-certificate', { id: 'x' })).rejects.toMatchObject({
    name: 'RegistryRefusal',
    message: 'Compare the number.',
    problem: refused,
  })
})

describe('nothing is believed', () => {
  it.each<[string, () => Response | Promise<Response>]>([
    ['of an answer of another form', () => json({ ...registry, keys: 'none' })],
    ['of an answer with more in it than agreed', () => json({ ...registry, trusted: true })],
    ['of an answer with another status', () => json(registry, 201)],
    ['of something that is not JSON', () => new Response('<html>')],
    ['of bytes that are not UTF-8', () => new Response(new Uint8Array([0x22, 0xff, 0x22]))],
    ['of an empty answer', () => new Response(undefined, { status: 200 })],
    ['of a refusal that is no problem of ours', () => json({ message: 'Forbidden' }, 403)],
    ['of a refusal with another status than it says', () => json(refused, 410)],
    ['of a failure of the registry', () => json({ ...refused, status: 503, code: 'store-unavailable' }, 503)],
    ['of an answer without an end', () => new Response(endless())],
    ['without a network', () => Promise.reject(new TypeError('fetch failed'))],
  ])('%s', async (_, answer) => {
    const { client } = asking(answer, { answerLimit: 100_000 })
    await expect(client.call('get-registry', {})).rejects.toThrow(RegistryUnreachable)
  })

  it('of an answer that comes too late', async () => {
    const { client } = asking(
      (request) =>
        new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(request.signal.reason))),
      {
        timeout: 20,
      },
    )
    await expect(client.call('get-registry', {})).rejects.toThrow(RegistryUnreachable)
  })
})

const endless = () => new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(10_000)) })
