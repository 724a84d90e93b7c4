import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { webDomainProofs, type Names, type WebOptions } from '#adapters/web/domain-proofs.ts'
import { domainName } from '#schemas/organisation.ts'
import { certificate, privateKey } from './certificate.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
})

async function listening(server: Server): Promise<number> {
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}
const aTlsServer = (listener: RequestListener) =>
  listening(createServer({ key: privateKey, cert: certificate }, listener))

const noName = () => Promise.reject(Object.assign(new Error('queryA ENOTFOUND'), { code: 'ENOTFOUND' }))
const names = (over: Partial<Names> = {}): Names => ({
  resolve4: noName,
  resolve6: noName,
  resolveTxt: noName,
  ...over,
})
const at = (...addresses: string[]) => names({ resolve4: async () => addresses })

/** Proofs that may look at this machine, as the real ones may not. */
const proofs = (port: number, over: Partial<WebOptions> = {}) =>
  webDomainProofs({ names: at('127.0.0.1'), isAllowed: (each) => each === '127.0.0.1', port, ca: certificate, ...over })

describe('the document of a domain', () => {
  it('is read over TLS, from the address that was looked at, and asked for by name', async () => {
    let asked: unknown
    const port = await aTlsServer(({ method, url, headers }, response) => {
      asked = { method, url, host: headers.host, accept: headers.accept, cookie: headers.cookie }
      response.end('{"hello":"world"}')
    })
    expect(await proofs(port).document('proof.example')).toEqual({ text: '{"hello":"world"}' })
    expect(asked).toEqual({
      method: 'GET',
      url: '/.well-known/end-use-registry-organisation.json',
      host: 'proof.example',
      accept: 'application/json',
      cookie: undefined,
    })
  })

  it('is not taken from who has no certificate for the name, an unknown one, or no TLS at all', async () => {
    const port = await aTlsServer((_, response) => response.end('{}'))
    expect(await proofs(port).document('other.example')).toEqual({ failure: 'not-reached' })
    expect(
      await webDomainProofs({ names: at('127.0.0.1'), isAllowed: () => true, port }).document('proof.example'),
    ).toEqual({ failure: 'not-reached' })
    const plain = await listening(createHttpServer((_, response) => response.end('{}')))
    expect(await proofs(plain).document('proof.example')).toEqual({ failure: 'not-reached' })
  })

  it.each([301, 302, 303, 307, 308, 204, 206, 401, 404, 500])(
    'is not followed nor read after a status %i',
    async (status) => {
      let calls = 0
      const port = await aTlsServer((_, response) => {
        calls++
        response.writeHead(status, { location: 'https://proof.example/elsewhere' }).end()
      })
      expect(await proofs(port).document('proof.example')).toEqual({ failure: 'other-status' })
      expect(calls).toBe(1)
    },
  )

  it('has 16 KiB at most, whatever length it says', async () => {
    const port = await aTlsServer((request, response) => {
      response.write('x'.repeat(16_384))
      response.end(request.headers.host === 'proof.example' ? '' : 'x')
    })
    expect(await proofs(port).document('proof.example')).toEqual({ text: 'x'.repeat(16_384) })
    expect(await proofs(port).document('mekong.example')).toEqual({ failure: 'too-large' })
    const endless = await aTlsServer((_, response) => {
      const more = () => response.write('x'.repeat(10_000), () => setImmediate(more))
      more()
    })
    expect(await proofs(endless).document('proof.example')).toEqual({ failure: 'too-large' })
  })

  it.each<[string, RequestListener]>([
    ['says nothing', () => undefined],
    ['sends its headers and stops', (_, response) => response.writeHead(200).flushHeaders()],
    [
      'sends a letter at a time',
      (_, response) => {
        response.writeHead(200)
        const drip = setInterval(() => response.write('x'), 20)
        response.once('close', () => clearInterval(drip))
      },
    ],
  ])('is given up in time when the server %s', async (_, listener) => {
    const port = await aTlsServer(listener)
    const started = performance.now()
    expect(await proofs(port, { milliseconds: 300 }).document('proof.example')).toEqual({ failure: 'not-reached' })
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  it.each<[string, RequestListener]>([
    ['an endless header', (_, response) => void response.writeHead(200, { 'x-long': 'x'.repeat(20_000) }).end('{}')],
    [
      'a switch of protocols',
      (_, response) => void response.writeHead(101, { upgrade: 'h', connection: 'upgrade' }).end(),
    ],
  ])('is refused with %s', async (_, listener) => {
    const port = await aTlsServer(listener)
    expect(await proofs(port, { milliseconds: 1_000 }).document('proof.example')).toEqual({
      failure: expect.stringMatching(/^(not-reached|other-status)$/),
    })
  })
})

describe('a name that leads where nobody should go', () => {
  /** A server that must never be asked. */
  const aSecret = async () => {
    const calls: string[] = []
    const port = await aTlsServer(({ url }, response) => {
      calls.push(String(url))
      response.end('{}')
    })
    return { port, calls }
  }

  it.each([
    ['loopback', ['127.0.0.1']],
    ['the metadata service', ['169.254.169.254']],
    ['a private network', ['10.0.0.1']],
    ['one good and one bad address', ['93.184.215.14', '127.0.0.1']],
    ['loopback inside IPv6', ['::ffff:127.0.0.1']],
    ['nothing that is an address', ['localhost']],
    ['more addresses than anybody has', Array.from({ length: 21 }, (_, nth) => `8.8.4.${nth}`)],
  ])('is refused: %s', async (_, addresses) => {
    const { port, calls } = await aSecret()
    for (const family of ['resolve4', 'resolve6'] as const) {
      const looking = webDomainProofs({ names: names({ [family]: async () => addresses }), port, ca: certificate })
      expect(await looking.document('proof.example')).toEqual({ failure: 'address-not-public' })
    }
    expect(calls).toEqual([])
  })

  it('is asked for once: a second answer of DNS changes nothing', async () => {
    const port = await aTlsServer((_, response) => response.end('{}'))
    let asked = 0
    const rebinding = names({ resolve4: async () => (asked++ === 0 ? ['127.0.0.1'] : ['127.0.0.2']) })
    expect(await proofs(port, { names: rebinding }).document('proof.example')).toEqual({ text: '{}' })
    expect(asked).toBe(1)
  })

  it('is unknown, or slow, and said to be so', async () => {
    expect(await webDomainProofs({ names: names() }).document('proof.example')).toEqual({ failure: 'name-unknown' })
    const silent = names({ resolve4: () => new Promise(() => undefined) })
    expect(await webDomainProofs({ names: silent, milliseconds: 50 }).document('proof.example')).toEqual({
      failure: 'not-reached',
    })
  })

  it('is looked at on this computer only where that was said, and only under localhost', async () => {
    const localPort = await listening(createHttpServer((_, response) => response.end('{"local":true}')))
    const local = webDomainProofs({ names: names(), localPort })
    expect(await local.document('mekong.localhost')).toEqual({ text: '{"local":true}' })
    expect(await local.document('mekong.localhost.example')).toEqual({ failure: 'name-unknown' })
    expect(await webDomainProofs({ names: names() }).document('mekong.localhost')).toEqual({ failure: 'name-unknown' })
  })
})

describe('TXT records', () => {
  it('are joined from their parts', async () => {
    const some = names({ resolveTxt: async () => [['hello ', 'world'], ['v=spf1 -all']] })
    expect(await webDomainProofs({ names: some }).records('_x.proof.example')).toEqual({
      records: ['hello world', 'v=spf1 -all'],
    })
  })

  it('are bounded in number and time', async () => {
    const many = names({ resolveTxt: async () => Array.from({ length: 51 }, () => ['x']) })
    expect(await webDomainProofs({ names: many }).records('_x.proof.example')).toEqual({ failure: 'too-large' })
    const silent = names({ resolveTxt: () => new Promise(() => undefined) })
    expect(await webDomainProofs({ names: silent, milliseconds: 50 }).records('_x.proof.example')).toEqual({
      failure: 'not-reached',
    })
    expect(await webDomainProofs({ names: names() }).records('_x.proof.example')).toEqual({ failure: 'name-unknown' })
  })
})

describe('what is no name of a domain', () => {
  it.each([
    'localhost',
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '::1',
    'http://proof.example',
    'proof.example/path',
    'proof.example:8443',
    'user@proof.example',
    'proof.example?x',
    'proof.example#x',
    'proof.example.',
    '.proof.example',
    'proof..example',
    '-proof.example',
    'proof-.example',
    'PROOF.example',
    'próof.example',
    'proof.example\u0000',
    'proof.example\r\nhost: x',
    ' proof.example',
    '*.proof.example',
    'proof_x.example',
    '169.254.169.254.',
    `${'x'.repeat(64)}.example`,
    `${'x.'.repeat(130)}example`,
    '%31%32%37.0.0.1',
    'proof。example',
    '①②⑦.example',
    '1.2.3.4.5',
    'a.1',
  ])('is refused at the door: %j', (name) => {
    expect(domainName.safeParse(name).success).toBe(false)
  })
})
