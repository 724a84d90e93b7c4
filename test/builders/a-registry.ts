import { randomBytes, randomUUID } from 'node:crypto'
import type { Presented } from '#schemas/evidence.ts'
import type { KeyUse } from '#schemas/keys.ts'
import type { Shipment } from '#schemas/shipment.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { dynamoCertificates } from '#adapters/dynamodb/certificates.ts'
import { dynamoIssuances } from '#adapters/dynamodb/issuances.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import type { Clock } from '#ports/clock.ts'
import type { Signer } from '#ports/signer.ts'
import { finishPlannedIssues } from '#use-cases/finish-planned-issues.ts'
import { gatherEvidence } from '#use-cases/gather-evidence.ts'
import { issueCertificate, type IssueCertificateNeeds } from '#use-cases/issue-certificate.ts'
import { publishKeys } from '#use-cases/publish-keys.ts'
import { verify } from '#use-cases/verify.ts'
import { aStatement } from './a-statement.ts'
import { aTable } from './a-table.ts'
import { aKeyPair, aMoment, aWorld, issuer, verifierOrigin } from './a-world.ts'

export interface SettableClock extends Clock {
  set(now: number): void
}

/** A clock that stands still and does not make a test wait longer than it must. */
export function aClock(at = aMoment): SettableClock {
  let now = at
  return {
    now: () => now,
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, Math.min(milliseconds, 20))),
    set: (later) => {
      now = later
    },
  }
}

/** Signs with keys of this process, counts, and fails when told to. */
export async function aSigner() {
  const keys: Record<KeyUse, Awaited<ReturnType<typeof aKeyPair>>> = {
    credential: await aKeyPair(),
    qr: await aKeyPair(),
  }
  const counts = { signed: 0 }
  const signer: Signer = {
    publicKey: async (use) => ({ kid: keys[use].kid, jwk: keys[use].jwk }),
    sign: async (use, bytes) => {
      counts.signed += 1
      return { kid: keys[use].kid, signature: await keys[use].sign(bytes) }
    },
  }
  return { signer, counts, keys }
}

/** The whole registry but for HTTP, on the real engine, with one importer and published keys. */
export async function aRegistry({ change }: { change?: (needs: IssueCertificateNeeds) => IssueCertificateNeeds } = {}) {
  const table = await aTable()
  const clock = aClock()
  const importer = await aWorld()
  let requests = 0
  const { signer, counts, keys: signingKeys } = await aSigner()
  const registry = { issuer, name: 'Registry of tests', verifierOrigins: [verifierOrigin] }
  const ports = {
    certificates: dynamoCertificates(table),
    issuances: dynamoIssuances(table),
    organisations: dynamoOrganisations(table),
    keys: dynamoRegistryKeys(table),
    signer,
    clock,
    randomness: { bytes: (length: number) => new Uint8Array(randomBytes(length)) },
    registry,
  }
  await ports.organisations.register(importer.organisation, importer.organisationKey)
  await publishKeys(ports)()

  const needs = change === undefined ? ports : change(ports)
  const issue = issueCertificate(needs)
  const gather = gatherEvidence({ ...ports, country: 'VN', cryptography: nodeCryptography })
  const judge = verify({ gatherEvidence: gather, clock, cryptography: nodeCryptography })
  return {
    table,
    clock,
    importer,
    ports,
    counts,
    signingKeys,
    /** Each is another request, a second older than the last. */
    request: (statement: Statement = aStatement(), over: object = {}) =>
      importer.request(statement, { iat: aMoment - 60 - requests++, ...over }),
    issue: (body: string, key: string = randomUUID()) => issue({ body, 'idempotency-key': key }),
    gather: (presented: Presented) => gather({ body: { presented } }),
    verify: (presented: Presented, shipment?: Shipment) => judge({ body: { presented, shipment } }),
    sweep: finishPlannedIssues(ports),
  }
}

export type RegistryUnderTest = Awaited<ReturnType<typeof aRegistry>>
