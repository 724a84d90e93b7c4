import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OrganisationRole } from '#schemas/organisation.ts'
import { registerDemoMachines, demoMachine } from '#scripts/local/demo-machines.ts'
import { signAssertion } from '#scripts/local/sign-request.ts'
import { registryClient } from '#client/registry-client.ts'
import { bucketSizes } from '#domain/access/limits.ts'
import { aLocalRegistry, type TestRegistry } from '#test/builders/a-local-registry.ts'
import { aContext, anHttpEvent } from '#test/builders/an-http-event.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

const now = () => Math.floor(Date.now() / 1000)
let registry: TestRegistry
beforeAll(async () => {
  registry = await aLocalRegistry({ limited: true })
  await registerDemoMachines(registry.table, registry.folder, now())
}, 30_000)
afterAll(() => registry.stop())

async function tokenOf(role: OrganisationRole): Promise<string> {
  const assertion = await signAssertion(demoMachine(registry.folder, role), registry.origin, now())
  const { access_token: token } = await registryClient({ origin: registry.origin }).call('request-token', {
    body: {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    },
  })
  return token
}

interface Caller {
  readonly address: string
  readonly token?: string
}

async function call({ address, token }: Caller): Promise<{ status: number; retryAfter: string | undefined }> {
  const headers = { 'true-client-ip': address, ...(token !== undefined && { authorization: `Bearer ${token}` }) }
  const event = anHttpEvent({ routeKey: 'GET /.well-known/end-use-registry', headers })
  const answer = await registry.handlers.public(event, aContext({ awsRequestId: randomUUID() }))
  return { status: answer.statusCode, retryAfter: answer.headers['retry-after'] }
}

const often = (caller: Caller, times: number) => Promise.all(Array.from({ length: times }, () => call(caller)))
const statuses = (answers: { status: number }[]) =>
  [...new Set(answers.map(({ status }) => status))].toSorted((a, b) => a - b)

describe('a caller that calls too often', () => {
  it('is told to wait, and others are not: other members, other networks, and members in the same network', async () => {
    const [carrier, bank] = [await tokenOf('carrier'), await tokenOf('bank')]
    const stranger = { address: '198.51.100.7' }
    const flood = await Promise.all([
      often({ address: '192.0.2.1', token: carrier }, 1_500),
      often(stranger, 1_500),
      often({ address: '192.0.2.1', token: bank }, 50),
      often({ ...stranger, token: bank }, 50),
      often({ address: '203.0.113.9' }, 50),
    ])
    const [noisyMember, noisyStranger, ...quiet] = flood

    for (const [answers, { capacity }] of [
      [noisyMember, bucketSizes.principal],
      [noisyStranger, bucketSizes.network],
    ] as const) {
      expect(statuses(answers)).toEqual([200, 429])
      const answered = answers.filter(({ status }) => status === 200).length
      expect(answered).toBeGreaterThanOrEqual(capacity - 1)
      expect(answered).toBeLessThan(1_200)
      for (const { status, retryAfter } of answers) if (status === 429) expect(Number(retryAfter)).toBeGreaterThan(0)
    }
    for (const answers of quiet) expect(statuses(answers)).toEqual([200])
  }, 30_000)

  it('is heard again when it has waited', async () => {
    const caller = { address: '2001:db8:7::1' }
    const answers = await often(caller, 600)
    const wait = Math.max(...answers.map(({ retryAfter }) => Number(retryAfter ?? 0)))
    expect(wait).toBeGreaterThan(0)
    await new Promise((resolve) => setTimeout(resolve, wait * 1000 + 50))
    expect((await call(caller)).status).toBe(200)
  }, 30_000)

  it('is counted with all of its network', async () => {
    const network = Array.from({ length: 1_500 }, (_, at) => call({ address: `2001:db8:8:${at.toString(16)}::1` }))
    expect(statuses(await Promise.all(network))).toEqual([200, 429])
  }, 30_000)

  it('gains nothing by tokens that are none', async () => {
    const answers = await often({ address: '203.0.113.200', token: 'guess' }, 1_500)
    expect(statuses(answers)).toEqual([401, 429])
  }, 30_000)

  it('leaves nothing in the table that should not be there', async () => {
    expect(await checkRegistry(registry.table)).toEqual([])
  })
})
