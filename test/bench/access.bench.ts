import { createPublicKey, sign, generateKeyPairSync, verify as verifyRaw } from 'node:crypto'
import { expect, it } from 'vitest'
import { dynamoLimits } from '#adapters/dynamodb/limits.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import { batchedLimits } from '#adapters/memory/limits.ts'
import { rememberedOrganisations } from '#adapters/memory/organisations.ts'
import { rememberedRegistryKeys } from '#adapters/memory/registry-keys.ts'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import type { Bucket, CallLimits } from '#domain/access/limits.ts'
import { toUtf8 } from '#domain/bytes.ts'
import { byBearerToken } from '#middleware/caller.ts'
import { type HandlerOptions, httpHandler, type UseCases } from '#middleware/http-handler.ts'
import { aTokenDesk, type TokenDesk } from '#test/builders/a-token-desk.ts'
import { aContext, anHttpEvent } from '#test/builders/an-http-event.ts'
import { issuer } from '#test/builders/a-world.ts'
import { measure, report } from './measure.ts'

const answer = async () => ({ events: [] })
const never = () => Promise.reject(new Error('not called'))

/** The members' function with nothing to do, so that only what surrounds the deed is measured. */
function door(options: HandlerOptions) {
  const names = new Proxy({} as UseCases<'members'>, {
    has: () => true,
    getOwnPropertyDescriptor: (_, name) => ({ value: name === 'read-audit' ? answer : never, configurable: true }),
    get: (_, name) => (name === 'read-audit' ? answer : never),
  })
  return httpHandler('members', names, { log: 'defects', ...options })
}

/** As the handlers put it together. */
function bearer({ table, clock }: TokenDesk) {
  const organisations = rememberedOrganisations(dynamoOrganisations(table), clock, 2)
  const keys = rememberedRegistryKeys(dynamoRegistryKeys(table), clock, 2)
  return byBearerToken({
    now: () => clock.now(),
    issuer,
    cryptography: nodeCryptography,
    registryKeys: () => keys.list(),
    organisation: (id) => organisations.find(id),
    keysOf: (id) => organisations.keysOf(id),
  })
}

it('who calls, whether it may, and how often: against a raw ES256 verification', { timeout: 300_000 }, async () => {
  const desk = await aTokenDesk()
  const { access_token: token } = await desk.ask(await desk.assertion())
  const [head, payload, signed] = token.split('.') as [string, string, string]
  const bytes = toUtf8(`${head}.${payload}`)
  const signature = Buffer.from(signed, 'base64url')
  const key = { key: createPublicKey({ format: 'jwk', key: desk.keys.access.jwk }), dsaEncoding: 'ieee-p1363' } as const
  const secret = {
    key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
    dsaEncoding: 'ieee-p1363',
  } as const

  const event = anHttpEvent({ routeKey: 'GET /audit', headers: { authorization: `Bearer ${token}` } })
  const context = aContext()
  const member = { kind: 'machine', organisation: desk.machine.organisation.id, roles: ['bank'], kid: 'k' } as const
  // Wide enough that the bench itself is not refused; batches as large as those of a real bucket.
  const shared = batchedLimits(dynamoLimits(desk.table, desk.clock), desk.clock)
  const limits: CallLimits = { take: (bucket: Bucket, tokens) => shared.take({ ...bucket, ...wide }, tokens) }
  const doors = {
    known: door({ authenticators: [async () => member] }),
    bearer: door({ authenticators: [bearer(desk)] }),
    limited: door({ authenticators: [bearer(desk)], limits }),
  }
  const small: CallLimits = { take: (bucket, tokens) => shared.take({ ...bucket, name: 'small', ...narrow }, tokens) }
  const shut = door({ authenticators: [bearer(desk)], limits: small })
  while ((await shut(event, context)).statusCode !== 429);
  for (const open of Object.values(doors)) expect((await open(event, context)).statusCode).toBe(200)

  const assertions = await Promise.all(Array.from({ length: 1_200 }, () => desk.assertion()))
  const names = {
    verify: 'raw ES256 verify (node:crypto)',
    sign: 'raw ES256 sign (node:crypto)',
    known: 'a call whose caller is known already',
    bearer: 'the same, with its access token checked',
    limited: 'the same, and its calls counted',
    refused: 'a call that is one too many (429)',
    token: 'an access token (assertion to answer)',
  }
  const measured = await measure([
    { name: names.verify, calls: 1000, inFlight: 1, run: () => verifyRaw('sha256', bytes, key, signature) },
    { name: names.sign, calls: 1000, inFlight: 1, run: () => sign('sha256', bytes, secret) },
    { name: names.known, calls: 1000, inFlight: 1, run: () => doors.known(event, context) },
    { name: names.bearer, calls: 1000, inFlight: 1, run: () => doors.bearer(event, context) },
    { name: names.limited, calls: 1000, inFlight: 1, run: () => doors.limited(event, context) },
    { name: names.refused, calls: 1000, inFlight: 1, run: () => shut(event, context) },
    { name: names.token, calls: 200, inFlight: 1, run: () => desk.ask(assertions.pop()!) },
  ])
  const milliseconds = (name: string) => measured.get(name)! / 1000
  const added = milliseconds(names.limited) - milliseconds(names.known)
  report(
    `Access: authentication, authorisation and limits add ${added.toFixed(3)} ms to a call (aim 1), ${(added / milliseconds(names.verify)).toFixed(2)} raw verifies; a token takes ${milliseconds(names.token).toFixed(2)} ms on the embedded engine`,
    measured,
    [
      [names.bearer, names.verify, 1, 'raw verify'],
      [names.limited, names.verify, 1, 'raw verify'],
      [names.refused, names.verify, 1, 'raw verify'],
      [names.token, names.verify, 1, 'raw verify'],
      [names.token, names.sign, 1, 'raw sign'],
    ],
  )
  expect(added).toBeLessThan(1)
})

/** Empty after a few calls, and for good: the clock of the desk stands still. */
const narrow = { capacity: 10, perSecond: 1 }
const wide = { capacity: 10_000_000, perSecond: 1_000 }
