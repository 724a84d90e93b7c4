import { randomBytes, randomUUID } from 'node:crypto'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { OrganisationKey } from '#schemas/keys.ts'
import type { Organisation } from '#schemas/organisation.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import { dynamoUsedAssertions } from '#adapters/dynamodb/used-assertions.ts'
import { noLimits } from '#adapters/memory/limits.ts'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import { toBase64url, toUtf8 } from '#domain/bytes.ts'
import { canonicalJson } from '#domain/canonical-json.ts'
import { RegistryError } from '#domain/errors.ts'
import { byBearerToken } from '#middleware/caller.ts'
import { readHttpEvent } from '#middleware/http-event.ts'
import { publishKeys } from '#use-cases/publish-keys.ts'
import { requestToken } from '#use-cases/request-token.ts'
import { aClock, aSigner } from './a-registry.ts'
import { aTable } from './a-table.ts'
import { aKeyPair, aMoment, issuer, type KeyPair } from './a-world.ts'
import { anHttpEvent } from './an-http-event.ts'
import { anOrganisation } from './an-organisation.ts'

export interface Machine {
  readonly organisation: Organisation
  readonly key: KeyPair
}

/** A JWS that says whatever a test wants to see refused, signed by `key`. */
export async function aToken(key: KeyPair, header: unknown, payload: unknown): Promise<string> {
  const part = (value: unknown) => toBase64url(toUtf8(typeof value === 'string' ? value : JSON.stringify(value)))
  const input = `${part(header)}.${part(payload)}`
  return `${input}.${toBase64url(await key.sign(toUtf8(input)))}`
}

/** A JWS that says what a test wants, signed by whatever `made` makes of its signing input. */
export function aForgery(header: object, payload: object, made: (input: string) => string): string {
  const part = (value: object) => toBase64url(toUtf8(canonicalJson(value)))
  const input = `${part(header)}.${part(payload)}`
  return `${input}.${made(input)}`
}

/** The code of the refusal, or `accepted`. */
export async function codeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt
    return 'accepted'
  } catch (error) {
    if (error instanceof RegistryError) return error.code
    throw error
  }
}

/** The token endpoint, and what reads its tokens, on the real engine, with a bank's machine. */
export async function aTokenDesk(as = issuer) {
  const table = await aTable()
  const clock = aClock()
  const { signer, keys } = await aSigner()
  const organisations = dynamoOrganisations(table)
  const registryKeys = dynamoRegistryKeys(table)
  await publishKeys({ keys: registryKeys, signer, clock })()
  const ask = requestToken({
    organisations,
    usedAssertions: dynamoUsedAssertions(table),
    limits: noLimits,
    signer,
    clock,
    randomness: { bytes: (length) => new Uint8Array(randomBytes(length)) },
    registry: { issuer: as },
  })
  const authenticate = byBearerToken({
    now: () => clock.now(),
    issuer: as,
    cryptography: nodeCryptography,
    registryKeys: () => registryKeys.list(),
    organisation: (id) => organisations.find(id),
    keysOf: (id) => organisations.keysOf(id),
  })

  async function aMachine(over: Partial<OrganisationKey> = {}, like: Partial<Organisation> = {}): Promise<Machine> {
    const key = await aKeyPair()
    const organisation = anOrganisation({ roles: ['bank'], ...like })
    const window = { notBefore: aMoment - 1_000, notAfter: aMoment + 100_000, state: 'active' } as const
    await organisations.register(organisation, {
      kid: key.kid,
      jwk: key.jwk,
      organisation: organisation.id,
      ...window,
      ...over,
    })
    return { organisation, key }
  }

  const machine = await aMachine()
  const claims = (over: object = {}) => ({
    iss: machine.organisation.id,
    sub: machine.organisation.id,
    aud: `${as}/oauth2/token`,
    exp: clock.now() + 120,
    iat: clock.now(),
    jti: randomUUID(),
    ...over,
  })
  const header = (over: object = {}) => ({ alg: 'ES256', kid: machine.key.kid, typ: 'JWT', ...over })

  return {
    table,
    clock,
    keys,
    registryKeys,
    machine,
    aMachine,
    claims,
    header,
    /** An assertion of the machine, as it should be but for what is given. */
    assertion: (over: object = {}, head: object = {}, key = machine.key) => aToken(key, header(head), claims(over)),
    ask: (assertion: string, more: object = {}) =>
      ask({
        body: {
          grant_type: 'client_credentials',
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: assertion,
          ...more,
        },
      }),
    /** Who a token makes of its sender. */
    whoIs: (token: string) =>
      authenticate(
        readHttpEvent(anHttpEvent({ routeKey: 'GET /audit', headers: { authorization: `Bearer ${token}` } })),
        'member',
      ),
    /** As an operator's act would leave an organisation or a key of it. */
    rewrite: (item: { PK: string; SK: string } & Record<string, unknown>) =>
      table.documents.send(new PutCommand({ TableName: table.name, Item: item })),
  }
}

export type TokenDesk = Awaited<ReturnType<typeof aTokenDesk>>
