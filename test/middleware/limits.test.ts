import { describe, expect, it } from 'vitest'
import type { Bucket, CallLimits } from '#domain/access/limits.ts'
import { RegistryError } from '#domain/errors.ts'
import { httpHandler } from '#middleware/http-handler.ts'
import { aContext, anHttpEvent } from '#test/builders/an-http-event.ts'

/** Limits that remember what was taken, and have nothing left for the buckets that are named. */
function limitsThatRefuse(...empty: string[]) {
  const taken: string[] = []
  const limits: CallLimits = {
    take: async ({ kind, name }: Bucket, tokens) => {
      taken.push(`${tokens} of ${kind} ${name}`)
      return empty.includes(name) ? { tokens: 0, retryAfter: 3 } : { tokens }
    },
  }
  return { taken, limits }
}

const machine = { kind: 'machine', organisation: 'a-bank', roles: ['bank'], kid: 'k' } as const

const notAsked = () => Promise.reject(new Error('this was not asked for'))
const others = {
  'start-passkey': notAsked,
  'finish-passkey': notAsked,
  'remove-passkey': notAsked,
  'start-sign-in': notAsked,
  'finish-sign-in': notAsked,
  'get-session': notAsked,
  'end-session': notAsked,
}

function open(limits: CallLimits, caller: 'machine' | 'nobody' | 'liar') {
  let served = 0
  const serve = httpHandler(
    'access',
    {
      ...others,
      'request-token': async () => {
        served += 1
        return { access_token: 'a', token_type: 'Bearer', expires_in: 600 }
      },
    },
    {
      log: 'defects',
      limits,
      authenticators: [
        async () => {
          if (caller === 'liar') throw new RegistryError('token-invalid', 'No.')
          return caller === 'machine' ? machine : undefined
        },
      ],
    },
  )
  const call = async (headers: Record<string, string> = {}) => {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: 'x',
    })
    const event = anHttpEvent({
      routeKey: 'POST /oauth2/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: form.toString(),
    })
    return serve(event, aContext())
  }
  return { call, served: () => served }
}

describe('a call', () => {
  it('takes what it costs from the network of who says nothing', async () => {
    const { taken, limits } = limitsThatRefuse()
    expect((await open(limits, 'nobody').call()).statusCode).toBe(200)
    expect(taken).toEqual(['2 of network 192.0.2.0/24'])
  })

  it('takes it from caller and organisation of who says who it is, wherever it is', async () => {
    const { taken, limits } = limitsThatRefuse()
    await open(limits, 'machine').call()
    expect(taken).toEqual(['2 of principal a-bank/k', '2 of organisation a-bank'])
  })

  it('that says wrongly who it is takes it from its network, and is refused for that', async () => {
    const { taken, limits } = limitsThatRefuse()
    expect(JSON.parse((await open(limits, 'liar').call()).body)).toMatchObject({ code: 'token-invalid' })
    expect(taken).toEqual(['2 of network 192.0.2.0/24'])
  })

  it.each(['nobody', 'liar'] as const)('is refused before the deed when nothing is left: %s', async (caller) => {
    const { limits } = limitsThatRefuse('192.0.2.0/24')
    const { call, served } = open(limits, caller)
    const { statusCode, headers, body } = await call()
    expect([statusCode, headers['retry-after'], headers['cache-control'], JSON.parse(body).code, served()]).toEqual([
      429,
      '3',
      'no-store',
      'too-many-requests',
      0,
    ])
  })

  it('counts for the network that CloudFront saw', async () => {
    const { taken, limits } = limitsThatRefuse()
    await open(limits, 'nobody').call({ 'true-client-ip': '2001:db8::7' })
    expect(taken).toEqual(['2 of network 2001:db8:0::/48'])
  })
})
