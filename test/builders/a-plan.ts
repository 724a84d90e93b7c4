import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { certificate, type Certificate } from '#schemas/certificate.ts'
import { canonicalJson } from '#domain/canonical-json.ts'
import { certificateIdFrom } from '#domain/certificate/certificate-id.ts'
import type { IssuePlan, OutboxLeaf } from '#ports/issuances.ts'
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

function aToken(typ: string, payload: string): string {
  const header = canonicalJson({ alg: 'ES256', kid: sha256('a key'), typ })
  return [header, payload, randomBytes(64)].map((part) => Buffer.from(part).toString('base64url')).join('.')
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
