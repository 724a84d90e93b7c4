import { everyHandler } from '#test/builders/every-handler.ts'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpHandler } from '#middleware/http-handler.ts'
import { pageHeaders } from '#schemas/page-headers.ts'
import { type RunningServer, startServer } from '#scripts/http/server.ts'
import { aRawExchange } from '#test/builders/a-raw-exchange.ts'

const lambda: HttpHandler = async () => ({ statusCode: 404, headers: {}, body: 'from the Lambda' })

let folder: string
let server: RunningServer

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pages-'))
  const pages = join(folder, 'pages')
  mkdirSync(join(pages, 'assets'), { recursive: true })
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>Page</title>')
  writeFileSync(join(pages, 'assets/a-1b2c.js'), 'x()'.repeat(1_000))
  writeFileSync(join(pages, 'assets/reader.wasm'), new Uint8Array([0, 97, 115, 109]))
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  symlinkSync(join(folder, 'secret.txt'), join(pages, 'link.txt'))
  const handlers = everyHandler(lambda)
  server = await startServer({ port: 0, handlers, staticFolder: pages })
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

const ask = (path: string, init?: RequestInit) => fetch(server.url + path, init)

describe('a page', () => {
  it('comes with the headers of the pages, and is asked for anew each time', async () => {
    const response = await ask('/')
    expect(Object.fromEntries(response.headers)).toMatchObject({
      ...pageHeaders,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
    })
    expect(await response.text()).toBe('<!doctype html><title>Page</title>')
    const again = await ask('/', { headers: { 'if-none-match': response.headers.get('etag')! } })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  it('has parts that are kept for good, whatever they are', async () => {
    const plain = await ask('/assets/a-1b2c.js', { headers: { 'accept-encoding': 'identity' } })
    expect([plain.headers.get('cache-control'), plain.headers.get('content-type')]).toEqual([
      'public, max-age=31536000, immutable',
      'text/javascript; charset=utf-8',
    ])
    expect(await plain.text()).toBe('x()'.repeat(1_000))
    expect((await ask('/assets/reader.wasm')).headers.get('content-type')).toBe('application/wasm')
  })

  it('answers HEAD without a body', async () => {
    const response = await ask('/', { method: 'HEAD' })
    expect([response.status, response.headers.get('cache-control'), await response.text()]).toEqual([
      200,
      'no-cache',
      '',
    ])
  })

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/link.txt',
    '/index.html%00.js',
    '/assets',
    '/./index.html',
  ])('is never found outside its folder: %s', async (path) => {
    const got = await aRawExchange(server.url, `GET ${path} HTTP/1.0\r\nHost: x\r\n\r\n`)
    expect(got).toMatch(/404 Not Found[^]*from the Lambda$/)
  })

  it('is compressed for who can read that', async () => {
    const { promise, resolve } = Promise.withResolvers<Buffer>()
    request(`${server.url}/assets/a-1b2c.js`, { headers: { 'accept-encoding': 'gzip;q=0, br' } }, (response) => {
      void response.toArray().then((parts) => resolve(Buffer.concat(parts as Buffer[])))
    }).end()
    expect(brotliDecompressSync(await promise).toString()).toBe('x()'.repeat(1_000))
  })
})
