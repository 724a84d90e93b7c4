import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { publicJwk } from '#schemas/keys.ts'
import { passkey, person, type Duty, type Passkey, type Person } from '#schemas/person.ts'
import { passkeyKey, passkeyOfPersonKey, personKey } from '#adapters/dynamodb/keys.ts'
import { dynamoSessions } from '#adapters/dynamodb/sessions.ts'
import type { Table } from '#adapters/dynamodb/table.ts'
import { csrfOf, sessionDigest, sessionSeconds } from '#domain/access/session.ts'
import { concatBytes, sha256, toBase64url, toUtf8 } from '#domain/bytes.ts'
import { canonicalBytes } from '#domain/canonical-json.ts'
import { writeAssertion } from '#domain/webauthn/assertion.ts'
import { passkeyDomain } from '#domain/webauthn/verify-assertion.ts'

/** A person with a passkey, in a table. */
export interface TestPerson {
  readonly person: Person
  readonly passkey: string
  /** What the browser sends with a call from a page of `origin`, in a session of its own. */
  readonly signIn: (origin: string) => Promise<Record<string, string>>
  /** As its authenticator and browser do. */
  readonly sign: (origin: string, payload: object) => Promise<string>
}

/** Present (bit 0) and verified (bit 2); WebAuthn Level 3, section 6.1. */
const presentAndVerified = 0x05

export async function aPersonIn(
  table: Table,
  organisation: string,
  who: { name: string; duties: readonly Duty[]; since: number; state?: Person['state'] },
): Promise<TestPerson> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { crv, kty, x, y } = publicKey.export({ format: 'jwk' })
  const record: Person = person.parse({
    id: randomBytes(16).toString('base64url'),
    organisation,
    name: who.name,
    title: 'Officer',
    mandate: { kind: 'OFFICER' },
    duties: who.duties,
    state: who.state ?? 'active',
    since: who.since,
    version: 1,
  })
  const key: Passkey = passkey.parse({
    id: randomBytes(32).toString('base64url'),
    person: record.id,
    organisation,
    jwk: publicJwk.parse({ crv, kty, x, y }),
    label: 'A key',
    notBefore: who.since,
    synced: false,
  })
  const put = (Item: object) => table.documents.send(new PutCommand({ TableName: table.name, Item }))
  await put({ ...personKey(organisation, record.id), ...record })
  await put({ ...passkeyKey(key.id), ...key })
  const pointer = { id: key.id, organisation, person: record.id }
  await put({ ...passkeyOfPersonKey(organisation, record.id, key.id), ...pointer })

  return {
    person: record,
    passkey: key.id,
    signIn: async (origin) => {
      const secret = randomBytes(32).toString('base64url')
      const startedAt = Math.floor(Date.now() / 1000)
      const session = {
        digest: await sessionDigest(secret),
        organisation,
        person: record.id,
        passkey: key.id,
        startedAt,
        seenAt: startedAt,
      }
      await dynamoSessions(table).start({ ...session, expiresAt: startedAt + sessionSeconds })
      return { cookie: `__Host-session=${secret}`, origin, 'x-csrf-token': await csrfOf(secret) }
    },
    sign: async (origin, payload) => {
      const payloadBytes = canonicalBytes(payload)
      const challenge = toBase64url(await sha256(payloadBytes))
      const clientDataJson = toUtf8(JSON.stringify({ type: 'webauthn.get', challenge, origin, crossOrigin: false }))
      const flagsAndCount = Uint8Array.from([presentAndVerified, 0, 0, 0, 1])
      const authenticatorData = concatBytes(await sha256(toUtf8(passkeyDomain(origin))), flagsAndCount)
      const signed = concatBytes(authenticatorData, await sha256(clientDataJson))
      const signature = new Uint8Array(sign('sha256', signed, { key: privateKey, dsaEncoding: 'der' }))
      return writeAssertion({ credentialId: key.id, payloadBytes, authenticatorData, clientDataJson, signature })
    },
  }
}
