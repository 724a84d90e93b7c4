import { randomBytes, randomUUID } from 'node:crypto'
import type { Presented } from '#schemas/evidence.ts'
import type { KeyUse } from '#schemas/keys.ts'
import type { StatusActName } from '#schemas/status-act.ts'
import type { Principal } from '#schemas/principal.ts'
import type { Shipment } from '#schemas/shipment.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { dynamoAudit } from '#adapters/dynamodb/audit.ts'
import { dynamoCertificates } from '#adapters/dynamodb/certificates.ts'
import { dynamoCrossUses } from '#adapters/dynamodb/cross-uses.ts'
import { dynamoIssuances } from '#adapters/dynamodb/issuances.ts'
import { dynamoPeople } from '#adapters/dynamodb/people.ts'
import { dynamoLedger } from '#adapters/dynamodb/ledger.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import { dynamoSignatories } from '#adapters/dynamodb/signatories.ts'
import { dynamoStatusActs } from '#adapters/dynamodb/status-acts.ts'
import { dynamoStatusLists } from '#adapters/dynamodb/status-lists.ts'
import { systemRandomness } from '#adapters/system/randomness.ts'
import { noLimits } from '#adapters/memory/limits.ts'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import type { Clock } from '#ports/clock.ts'
import type { Signer } from '#ports/signer.ts'
import { changeStatus, type ChangeStatusNeeds } from '#use-cases/change-status.ts'
import { finishPlannedIssues } from '#use-cases/finish-planned-issues.ts'
import { gatherEvidence, type GatherEvidenceNeeds } from '#use-cases/gather-evidence.ts'
import { issueCertificate, type IssueCertificateNeeds } from '#use-cases/issue-certificate.ts'
import { publishKeys } from '#use-cases/publish-keys.ts'
import { publishStatusLists, type PublishStatusListsNeeds } from '#use-cases/publish-status-lists.ts'
import { verify } from '#use-cases/verify.ts'
import { aStatement } from './a-statement.ts'
import { aTable } from './a-table.ts'
import { aJws, aKeyPair, aMoment, aWorld, issuer, verifierOrigin } from './a-world.ts'

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
    status: await aKeyPair(),
    'trust-list': await aKeyPair(),
    access: await aKeyPair(),
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

export interface RegistryOptions {
  change?: (needs: IssueCertificateNeeds) => IssueCertificateNeeds
  /** Another registry than the one of most tests. */
  as?: { issuer: string; verifierOrigin: string }
  /** Other registries that it trusts. */
  trusted?: GatherEvidenceNeeds['trusted']
}

/** The whole registry but for HTTP, on the real engine, with one importer and published keys. */
export async function aRegistry({ change, as = { issuer, verifierOrigin }, trusted }: RegistryOptions = {}) {
  const table = await aTable()
  const clock = aClock()
  const importer = await aWorld()
  let requests = 0
  const { signer, counts, keys: signingKeys } = await aSigner()
  const registry = { issuer: as.issuer, name: 'Registry of tests', verifierOrigins: [as.verifierOrigin] }
  const ports = {
    certificates: dynamoCertificates(table),
    issuances: dynamoIssuances(table),
    ledger: dynamoLedger(table),
    crossUses: dynamoCrossUses(table, systemRandomness),
    organisations: dynamoOrganisations(table),
    people: dynamoPeople(table),
    signatories: dynamoSignatories(table),
    keys: dynamoRegistryKeys(table),
    audit: dynamoAudit(table),
    statusActs: dynamoStatusActs(table),
    statusLists: dynamoStatusLists(table),
    limits: noLimits,
    signer,
    clock,
    randomness: { bytes: (length: number) => new Uint8Array(randomBytes(length)) },
    registry,
  }
  await ports.organisations.register(importer.organisation, importer.organisationKey)
  await publishKeys(ports)()

  const needs = change === undefined ? ports : change(ports)
  const issue = issueCertificate(needs)
  const gather = gatherEvidence({ ...ports, country: 'VN', cryptography: nodeCryptography, trusted })
  let acts = 0
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
      importer.request(statement, { aud: as.issuer, iat: aMoment - 60 - requests++, ...over }),
    issue: (body: string, key: string = randomUUID()) => issue({ body, 'idempotency-key': key }),
    gather: (presented: Presented, caller?: Principal) => gather({ body: { presented } }, caller),
    verify: (presented: Presented, shipment?: Shipment, caller?: Principal) =>
      judge({ body: { presented, shipment } }, caller),
    sweep: finishPlannedIssues(ports),
    /** An act of the importer, fresh now; each is another one. */
    act: (act: StatusActName, id: string, over: object = {}) =>
      aJws(importer.importerKey, 'euc-act+jwt', {
        act,
        aud: as.issuer,
        iat: clock.now(),
        id,
        iss: importer.organisation.id,
        reason: `for test ${acts++}`,
        ...over,
      }),
    /** Sends an act; with other ports if `over` says so. */
    change: (id: string, body: string, key: string = randomUUID(), over: Partial<ChangeStatusNeeds> = {}) =>
      changeStatus({ ...ports, ...over })({ id, body, 'idempotency-key': key }),
    publish: (over: Partial<PublishStatusListsNeeds> = {}) => publishStatusLists({ ...ports, ...over })(),
  }
}

export type RegistryUnderTest = Awaited<ReturnType<typeof aRegistry>>
