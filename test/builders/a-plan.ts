import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { certificate, type Certificate } from '#schemas/certificate.ts'
import { startOfDay } from '#schemas/dates.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { canonicalJson } from '#domain/canonical-json.ts'
import { certificateIdFrom } from '#domain/certificate/certificate-id.ts'
import { credentialPayloadOf } from '#domain/certificate/credential.ts'
import { deflateBits, newStatusBits, setStatus } from '#domain/status/status-bits.ts'
import { statusListPayloadOf } from '#domain/status/status-list-token.ts'
import type { IssuePlan } from '#ports/issuances.ts'
import type { OutboxLeaf } from '#ports/outbox-leaf.ts'
import type { StatusActRecord } from '#ports/status-acts.ts'
import type { PublishedStatusList, StatusChange } from '#ports/status-lists.ts'
import { statusValueOf } from '#schemas/status-list.ts'
import { aStatement } from './a-statement.ts'

let positions = 0
let requests = 0

/** A plan for a certificate of its own. Nothing in it is signed: the store does not look inside. */
export function aPlan(over: Partial<IssuePlan> = {}): IssuePlan {
  const organisation = over.organisation ?? 'mekong-precision'
  const id = over.id ?? certificateIdFrom(randomBytes(16))
  const plannedAt = over.plannedAt ?? 1_793_500_000
  const asked = canonicalJson({
    aud: 'https://registry.example',
    // A request of its own: each leads to one certificate at most.
    iat: requests++,
    iss: organisation,
    statement: aStatement(),
  })
  const fingerprint = sha256(asked)
  return {
    organisation,
    idempotencyKey: randomUUID(),
    fingerprint,
    id,
    payload: canonicalJson({
      exp: plannedAt + 31_000_000,
      iat: plannedAt,
      iss: 'https://registry.example',
      jti: id,
      nbf: plannedAt,
      req: { digest: fingerprint, iss: organisation },
      statement: aStatement(),
      status: { status_list: { idx: positions++, uri: 'https://registry.example/status-lists/27392' } },
      vct: 'urn:end-use-registry:certificate:1',
    }),
    request: aToken('euc-req+jwt', asked),
    leafSalt: randomBytes(32).toString('base64url'),
    plannedAt,
    ...over,
  }
}

/** A plan for a statement, whose payload is as the registry makes it; it was issued a little after its validity began. */
export function aPlanFor(statement: Statement, over: Partial<IssuePlan> = {}): IssuePlan {
  const plannedAt = startOfDay(statement.validFrom) + 1_000
  const plan = aPlan({ plannedAt, ...over })
  const facts = {
    issuer: 'https://registry.example',
    id: plan.id,
    issuedAt: plan.plannedAt,
    statement,
    organisation: plan.organisation,
    requestDigest: plan.fingerprint,
    status: { list: 27_392, index: positions++ },
  }
  return { ...plan, payload: canonicalJson(credentialPayloadOf(facts)) }
}

/** The certificate that finishes a plan; each one with another signature, as ECDSA makes them. */
export function aCertificateFor(plan: IssuePlan, over: Partial<Certificate> = {}): Certificate {
  return certificate.parse({
    id: plan.id,
    organisation: plan.organisation,
    credential: `${aToken('euc+sd-jwt', plan.payload)}~`,
    qrDigits: `1${BigInt(`0x${randomBytes(200).toString('hex')}`)}`,
    request: plan.request,
    sth: sha256(plan.payload),
    status: 'active',
    statusSince: plan.plannedAt,
    statusVersion: 1,
    issuedAt: plan.plannedAt,
    validFrom: plan.plannedAt,
    validUntil: plan.plannedAt + 31_000_000,
    leafSalt: plan.leafSalt,
    ...over,
  })
}

export function aCertificate(over: Partial<Certificate> = {}): Certificate {
  return aCertificateFor(aPlan(), over)
}

/** The leaf of the log that says that a certificate was issued. */
export function aLeafFor({ id, issuedAt, sth }: Certificate, over: Partial<OutboxLeaf> = {}): OutboxLeaf {
  return { id: `${id}.issued`, at: issuedAt, bytes: canonicalJson({ sth, time: issuedAt, type: 'issued' }), ...over }
}

/** What its entry of the status list should say. */
export function aChangeFor(
  { credential, status, statusVersion }: Certificate,
  over: Partial<StatusChange> = {},
): StatusChange {
  const payload = JSON.parse(Buffer.from(credential.split('.')[1]!, 'base64url').toString()) as {
    status?: { status_list: { idx: number } }
  }
  const index = payload.status?.status_list.idx ?? positions++
  return { list: 27_392, index, value: statusValueOf[status], version: statusVersion, ...over }
}

/** The certificate with another status, and the record of the act that changed it. */
export function anActOn(before: Certificate, status: Certificate['status'], over: Partial<StatusActRecord> = {}) {
  const after: Certificate = {
    ...before,
    status,
    statusSince: before.statusSince + 60,
    statusVersion: before.statusVersion + 1,
  }
  const act = aToken('euc-act+jwt', canonicalJson({ id: before.id, at: after.statusSince, nth: requests++ }))
  const record: StatusActRecord = {
    organisation: before.organisation,
    idempotencyKey: randomUUID(),
    fingerprint: sha256(act),
    act,
    certificate: before.id,
    status,
    statusSince: after.statusSince,
    version: after.statusVersion,
    ...over,
  }
  const leaf: OutboxLeaf = {
    id: `${before.id}.${after.statusVersion}`,
    at: after.statusSince,
    bytes: canonicalJson({ act: record.fingerprint, type: 'changed' }),
  }
  return [before, after, record, aChangeFor(after), leaf] as const
}

/** An edition of a status list with its leaf; the token is none, since the store does not look inside. */
export function anEdition(list: number, seq: number): readonly [PublishedStatusList, OutboxLeaf] {
  const token = aToken('statuslist+jwt', randomUUID())
  const edition = { list, seq, token, publishedAt: 1_793_500_000 + seq }
  const bytes = canonicalJson({ list, seq, token: sha256(token) })
  return [edition, { id: `status-list.${list}.${seq}`, at: edition.publishedAt, bytes }]
}

/** The first edition of a list, with entries in it. Its signature is none. */
export async function anEditionThatSays(changes: readonly StatusChange[]) {
  const [edition, leaf] = anEdition(changes[0]!.list, 1)
  const bits = newStatusBits()
  for (const { index, value } of changes) setStatus(bits, index, value)
  const lst = await deflateBits(bits)
  const { list, seq, publishedAt } = edition
  const payload = statusListPayloadOf({ issuer: 'https://registry.example', list, seq, now: publishedAt, lst })
  return [{ ...edition, token: aToken('statuslist+jwt', canonicalJson(payload)) }, leaf] as const
}

function aToken(typ: string, payload: string): string {
  const header = canonicalJson({ alg: 'ES256', kid: sha256('a key'), typ })
  return [header, payload, randomBytes(64)].map((part) => Buffer.from(part).toString('base64url')).join('.')
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
