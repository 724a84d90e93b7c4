import {
  createPublicKey,
  createPrivateKey,
  generateKeyPairSync,
  randomUUID,
  sign,
  verify as verifyRaw,
} from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { dateOf } from '#schemas/dates.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import { registryClient } from '#client/registry-client.ts'
import { readCredential } from '#domain/certificate/credential.ts'
import { verify } from '#domain/verification/verify.ts'
import { startLocalRegistry } from '#scripts/local/registry.ts'
import { aRegistry } from '#test/builders/a-registry.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { aJws, aKeyPair, aMoment, aWorld } from '#test/builders/a-world.ts'
import { measure, report } from './measure.ts'

const minutes = 60_000

it(
  'pure verification, against a raw ES256 verification of the same bytes',
  async () => {
    const world = await aWorld()
    const certificate = await world.issue()
    const evidence = world.evidenceOf(certificate)
    const { signingInput, signature } = readCredential(certificate.credential)
    const key = {
      key: createPublicKey({ format: 'jwk', key: world.keys.credential.jwk }),
      dsaEncoding: 'ieee-p1363',
    } as const
    const qr = world.qrOf(certificate)
    const raw = 'raw ES256 verify (node:crypto)'
    const whole = { credential: certificate.credential }
    const onNode = { cryptography: nodeCryptography }
    const measured = await measure([
      { name: raw, calls: 1000, inFlight: 1, run: () => verifyRaw('sha256', signingInput, key, signature) },
      {
        name: 'credential, as on the server',
        calls: 1000,
        inFlight: 1,
        run: () => verify(whole, evidence, aMoment, onNode),
      },
      { name: 'credential, WebCrypto', calls: 1000, inFlight: 1, run: () => verify(whole, evidence, aMoment) },
      {
        name: 'credential, WebCrypto, 16 in flight',
        calls: 1000,
        inFlight: 16,
        run: () => verify(whole, evidence, aMoment),
      },
      {
        name: 'QR text, as on the server',
        calls: 1000,
        inFlight: 1,
        run: () => verify({ qr }, evidence, aMoment, onNode),
      },
    ])
    report('Pure verifier, one process: a credential has 2 signatures, a QR text 1', measured, [
      ['credential, as on the server', raw, 2, 'raw verify, per signature'],
      ['credential, WebCrypto', raw, 2, 'raw verify, per signature'],
      ['credential, WebCrypto, 16 in flight', raw, 2, 'raw verify, per signature'],
      ['QR text, as on the server', raw, 1, 'raw verify, per signature'],
    ])
    expect((await verify({ qr }, evidence, aMoment)).verdict).toBe('valid')
  },
  5 * minutes,
)

it(
  'use cases on the engine, against raw ES256',
  async () => {
    const registry = await aRegistry()
    const issued = await registry.issue(await registry.request())
    const bodies = await Promise.all(Array.from({ length: 1_200 }, () => registry.request()))
    const { raw, contestants } = rawContestants(issued.credential)
    const measured = await measure([
      ...contestants,
      {
        name: 'verify credential, in process',
        calls: 400,
        inFlight: 16,
        run: () => registry.verify({ credential: issued.credential }),
      },
      { name: 'issue, in process', calls: 200, inFlight: 16, run: () => registry.issue(bodies.pop()!) },
    ])
    report('Use cases on the embedded engine (in memory), 16 in flight', measured, [
      ['verify credential, in process', raw.verify, 2, 'raw verify, per signature'],
      ['issue, in process', raw.sign, 2, 'raw sign, per signature'],
    ])
    expect((await registry.verify({ credential: issued.credential })).verdict).toBe('valid')
  },
  5 * minutes,
)

it(
  'the whole registry over HTTP, against raw ES256',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'))
    const registry = await startLocalRegistry({ folder, port: 0, log: 'defects', limits: 'off' })
    try {
      const client = registryClient({ origin: registry.origin })
      const bodies = await signedBodies(registry, 1_200)
      // Each body leads to one certificate, so each call and each round needs another.
      const issue = () => client.call('issue-certificate', { body: bodies.pop()!, 'idempotency-key': randomUUID() })
      const issued = await issue()
      const { raw, contestants } = rawContestants(issued.credential)
      const measured = await measure([
        ...contestants,
        {
          name: 'verify credential, HTTP',
          calls: 300,
          inFlight: 16,
          run: () => client.call('verify', { body: { presented: { credential: issued.credential } } }),
        },
        {
          name: 'verify QR text, HTTP',
          calls: 300,
          inFlight: 16,
          run: () => client.call('verify', { body: { presented: { qr: issued.qr } } }),
        },
        { name: 'issue, HTTP', calls: 200, inFlight: 16, run: issue },
      ])
      report('Local server and engine (on disk), client in the same process, 16 in flight', measured, [
        ['verify credential, HTTP', raw.verify, 2, 'raw verify, per signature'],
        ['verify QR text, HTTP', raw.verify, 1, 'raw verify, per signature'],
        ['issue, HTTP', raw.sign, 2, 'raw sign, per signature'],
      ])
      expect((await client.call('verify', { body: { presented: { qr: issued.qr } } })).verdict).toBe('valid')
    } finally {
      await registry.stop()
      rmSync(folder, { recursive: true })
    }
  },
  5 * minutes,
)

function rawContestants(credential: string) {
  const { signingInput } = readCredential(credential)
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const secret = {
    key: createPrivateKey(pair.privateKey.export({ type: 'pkcs8', format: 'pem' })),
    dsaEncoding: 'ieee-p1363',
  } as const
  const open = { key: pair.publicKey, dsaEncoding: 'ieee-p1363' } as const
  const signature = sign('sha256', signingInput, secret)
  const raw = { verify: 'raw ES256 verify (node:crypto)', sign: 'raw ES256 sign (node:crypto)' }
  const contestants = [
    { name: raw.verify, calls: 2000, inFlight: 1, run: () => verifyRaw('sha256', signingInput, open, signature) },
    { name: raw.sign, calls: 2000, inFlight: 1, run: () => sign('sha256', signingInput, secret) },
  ]
  return { raw, contestants }
}

async function signedBodies(
  { origin, table }: Awaited<ReturnType<typeof startLocalRegistry>>,
  count: number,
): Promise<string[]> {
  const now = Math.floor(Date.now() / 1000)
  const importer = await aKeyPair()
  const { organisation } = await aWorld()
  await dynamoOrganisations(table).register(organisation, {
    kid: importer.kid,
    jwk: importer.jwk,
    organisation: organisation.id,
    notBefore: now - 3_600,
    notAfter: now + 86_400,
    state: 'active',
  })
  const today = dateOf(now)
  const statement = aStatement((draft) => {
    Object.assign(draft, { signedOn: today, validFrom: today, validUntil: dateOf(now + 90 * 86_400) })
    for (const signature of draft.signatures) signature.signedOn = today
  })
  return Promise.all(
    Array.from({ length: count }, (_, at) =>
      aJws(importer, 'euc-req+jwt', { aud: origin, iat: now - at, iss: organisation.id, statement }),
    ),
  )
}
