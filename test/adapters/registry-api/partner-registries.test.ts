import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { partnerRegistries } from '#adapters/registry-api/partner-registries.ts'

const issuer = 'https://registry.other.example'
const presented = { id: '00041061050R3GG28A1C60T3GF5E' }
const notReached = { found: 'not-reached' }
const evidence = { registries: [], record: { found: 'no', asOf: 5 }, signatory: notReached }

const json = (value: unknown, init: ResponseInit = {}) =>
  new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' }, ...init })

describe('a partner', () => {
  it('is asked for evidence at its own address, without credentials and without being sent elsewhere', async () => {
    const seen: Request[] = []
    const partners = partnerRegistries(async (request) => {
      seen.push(request as Request)
      return json(evidence)
    })

    expect(await partners.evidence(issuer, presented)).toEqual(evidence)
    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatchObject({
      url: `${issuer}/evidence`,
      method: 'POST',
      redirect: 'error',
      credentials: 'omit',
    })
    expect(await seen[0]!.json()).toEqual({ presented })
  })

  it.each<[string, () => Promise<Response>]>([
    ['cannot be reached', () => Promise.reject(new TypeError('fetch failed'))],
    ['fails', async () => json(evidence, { status: 500 })],
    ['refuses', async () => json({ code: 'request-invalid' }, { status: 400 })],
    ['answers nothing', async () => new Response('')],
    ['answers a page', async () => new Response('<!doctype html>')],
    ['answers something else', async () => json({ valid: true })],
    ['adds something', async () => json({ ...evidence, verdict: 'valid' })],
    ['answers half of it', async () => new Response(JSON.stringify(evidence).slice(0, -5))],
    ['answers without end', async () => new Response(new Uint8Array(2_000_001))],
  ])('that %s has said nothing', async (_, answer) => {
    expect(await partnerRegistries(answer).evidence(issuer, presented)).toBeUndefined()
  })

  it.each<[string, RequestListener]>([
    ['is silent', () => {}],
    ['never comes to an end', (_, response) => void response.writeHead(200).write('{')],
  ])('that %s has said nothing after three seconds', async (_, listener) => {
    const server = createServer(listener)
    onTestFinished(() => server.closeAllConnections())
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as AddressInfo
    const started = performance.now()
    expect(await partnerRegistries().evidence(`http://127.0.0.1:${port}`, presented)).toBeUndefined()
    expect(performance.now() - started).toBeGreaterThan(2_900)
    expect(performance.now() - started).toBeLessThan(4_500)
    server.close()
  })
})
