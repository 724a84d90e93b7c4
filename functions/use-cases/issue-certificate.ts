import type { Certificate, SatisfiedProfile } from '#schemas/certificate.ts'
import { dateOf } from '#schemas/dates.ts'
import type { Input, Output } from '#schemas/operations.ts'
import { policies } from '#schemas/policy.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { organisationBucket, requireTokens } from '#domain/access/limits.ts'
import { sha256Base64url, toBase64url } from '#domain/bytes.ts'
import { canonicalJson } from '#domain/canonical-json.ts'
import { authenticateRequest } from '#domain/certificate/authenticate-request.ts'
import { certificateIdFrom } from '#domain/certificate/certificate-id.ts'
import { credentialPayloadOf } from '#domain/certificate/credential.ts'
import { finishIssue } from '#domain/certificate/finish-issue.ts'
import { signatoryPersonOf } from '#domain/certificate/signatory-person.ts'
import { requireFresh, type SignedRequest } from '#domain/certificate/issue-request.ts'
import { statusListSeries, statusPosition } from '#domain/certificate/status-reference.ts'
import { formerVersion } from '#domain/certificate/supersession.ts'
import { RegistryError } from '#domain/errors.ts'
import { carriedOver } from '#domain/ledger/carry-over.ts'
import { ledgerOf, statedTerms, termsOf } from '#domain/ledger/terms.ts'
import { qrPayloadOf, qrText } from '#domain/qr/qr-code.ts'
import { requireProfiles } from '#domain/statement/profile/require-profiles.ts'
import { validateStatement } from '#domain/statement/validate-statement.ts'
import { moved } from '#domain/status/life-cycle.ts'
import type { Certificates } from '#ports/certificates.ts'
import type { Clock } from '#ports/clock.ts'
import type { CrossUses } from '#ports/cross-uses.ts'
import type { Issuance, Issuances, IssuePlan } from '#ports/issuances.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { Limits } from '#ports/limits.ts'
import type { Randomness } from '#ports/randomness.ts'
import type { RegistryKeys } from '#ports/registry-keys.ts'
import type { Signatories } from '#ports/signatories.ts'
import type { Signer } from '#ports/signer.ts'

export interface IssueCertificateNeeds {
  readonly issuances: Issuances
  readonly certificates: Pick<Certificates, 'find'>
  readonly signatories: Signatories
  readonly limits: Limits
  readonly ledger: Pick<Ledger, 'lines'>
  readonly crossUses: Pick<CrossUses, 'key' | 'note'>
  readonly keys: RegistryKeys
  readonly signer: Signer
  readonly clock: Clock
  readonly randomness: Randomness
  readonly registry: { readonly issuer: string; readonly verifierOrigins: readonly string[] }
}

/**
 * Issues a certificate for a statement that the importer's organisation has signed.
 *
 * 1. Authenticate the request: its form, key or passkey of the organisation, the signature, for this registry. From here
 * on the organisation is known, and what it does is counted.
 * 2. If its Idempotency-Key was used before, give that answer again; another statement under it is refused.
 * 3. Judge the statement by today's lists and rules and by the profiles that it claims, and that its QR code can be printed.
 * 4. Where it supersedes a certificate, judge that it can take its place with all that was drawn on that one.
 * 5. Plan: fix id, status index and the exact bytes to be signed, and store them (first transaction).
 * 6. Finish: sign, and store certificate, log leaf, issued mark and the end of the former version (second transaction).
 *
 * A caller that finds its key planned by another call waits for that one, and finishes the plan itself if it does not
 * come: so a crash at any step leaves nothing that a retry or the sweeper cannot complete, and never two certificates.
 */
export function issueCertificate(needs: IssueCertificateNeeds) {
  return async ({
    body,
    'idempotency-key': idempotencyKey,
  }: Input<'issue-certificate'>): Promise<Output<'issue-certificate'>> => {
    const now = needs.clock.now()
    const request = await authenticateRequest(body, {
      issuer: needs.registry.issuer,
      now,
      findSigner: needs.signatories.find,
    })
    await requireTokens(needs.limits, [organisationBucket(request.organisation)], policies['issue-certificate'].cost)
    const earlier = await needs.issuances.find(request.organisation, idempotencyKey)
    if (earlier !== undefined) return answer(needs, await settle(needs, earlier, request))

    requireFresh(request, now)
    const statement = judged(request.statement, dateOf(now))
    const profiles = requireProfiles(statement, dateOf(now))
    const plan = await planOf(needs, request, { statement, profiles }, idempotencyKey, now)
    await requirePrintable(needs, plan)
    await requireSupersedes(needs, plan, statement)
    const standing = await needs.issuances.plan(plan)
    const ours = standing.state === 'planned' && standing.id === plan.id
    return answer(needs, ours ? await finish(needs, plan) : await settle(needs, standing, request))
  }
}

function judged(raw: unknown, today: string): Statement {
  const result = validateStatement(raw, today)
  if ('statement' in result) return result.statement
  const faults = result.faults.map((fault) => ({ ...fault, pointer: `/statement${fault.pointer}` }))
  const count = faults.length === 1 ? 'one error' : `${faults.length} errors`
  throw new RegistryError(
    'statement-invalid',
    `The statement has ${count}; each is named in "errors" with its place and its remedy. Correct them, sign again and send it with a new Idempotency-Key.`,
    faults,
  )
}

async function planOf(
  needs: IssueCertificateNeeds,
  request: SignedRequest,
  judgedStatement: { readonly statement: Statement; readonly profiles: readonly SatisfiedProfile[] },
  idempotencyKey: string,
  now: number,
): Promise<IssuePlan> {
  const { randomness, registry, issuances } = needs
  const id = certificateIdFrom(randomness.bytes(16))
  const facts = {
    issuer: registry.issuer,
    id,
    issuedAt: now,
    ...judgedStatement,
    organisation: request.organisation,
    requestDigest: request.digest,
  }
  // The list depends on the end of validity only, so a first payload tells it.
  const series = statusListSeries(credentialPayloadOf({ ...facts, status: { list: 0, index: 0 } }).exp)
  const status = statusPosition(series, await issuances.takeStatusIndex(series))
  return {
    organisation: request.organisation,
    idempotencyKey,
    fingerprint: request.digest,
    id,
    payload: canonicalJson(credentialPayloadOf({ ...facts, status })),
    request: request.token,
    ...(request.signer.kind === 'person' && { signedBy: signatoryPersonOf(request.signer.person) }),
    leafSalt: toBase64url(randomness.bytes(32)),
    plannedAt: now,
  }
}

/** Refused before anything is stored: a certificate whose code cannot be printed would be of no use at a port. */
async function requirePrintable({ signer, registry }: IssueCertificateNeeds, plan: IssuePlan): Promise<void> {
  const { kid } = await signer.publicKey('qr')
  const sth = await sha256Base64url(new TextEncoder().encode(plan.payload))
  qrPayloadOf(JSON.parse(plan.payload), sth, kid, registry.verifierOrigins[0]!)
}

/** Refused before anything is stored; finishing looks again, since others may draw on the former version meanwhile. */
async function requireSupersedes(
  needs: IssueCertificateNeeds,
  { organisation, plannedAt }: IssuePlan,
  statement: Statement,
) {
  const { supersedes } = statement
  if (supersedes === undefined) return
  const former = await formerVersion(supersedes, organisation, needs.certificates)
  moved(former, 'supersede', 'holder', plannedAt)
  const ledger = ledgerOf(former)
  carriedOver(termsOf(former), statedTerms(statement, ledger), await needs.ledger.lines(ledger))
}

function finish(needs: IssueCertificateNeeds, plan: IssuePlan): Promise<Certificate> {
  return finishIssue(plan, { ...needs, verifierOrigin: needs.registry.verifierOrigins[0]!, now: needs.clock.now() })
}

/** Milliseconds between looks at a plan that another call is finishing: about a second and a half in all. */
const patience = [20, 40, 80, 160, 320, 400, 500] as const

/** The certificate under a key that was used before. */
async function settle(needs: IssueCertificateNeeds, found: Issuance, request: SignedRequest): Promise<Certificate> {
  requireSameRequest(found, request)
  let standing: Issuance | undefined = found
  for (const pause of patience) {
    if (standing?.state !== 'planned') break
    await needs.clock.wait(pause)
    standing = await needs.issuances.find(found.organisation, found.idempotencyKey)
  }
  if (standing?.state === 'planned') return finish(needs, standing)
  if (standing?.state !== 'issued') throw cancelled()
  const certificate = await needs.certificates.find(standing.id)
  if (certificate === undefined) throw new Error(`issued certificate ${standing.id} is not in the store`)
  return certificate
}

function requireSameRequest({ fingerprint }: Issuance, { digest }: SignedRequest): void {
  if (fingerprint === digest) return
  throw new RegistryError(
    'idempotency-key-reused',
    'This Idempotency-Key belongs to another statement. Send this one with a new key; to repeat the former, send exactly the same signed statement.',
  )
}

function cancelled(): RegistryError {
  return new RegistryError(
    'issue-cancelled',
    'This request was interrupted and given up, and nothing was issued for it. Sign the statement again and send it with a new Idempotency-Key.',
  )
}

function answer({ registry }: IssueCertificateNeeds, certificate: Certificate): Output<'issue-certificate'> {
  const { id, credential, sth, issuedAt, validFrom, validUntil } = certificate
  return {
    id,
    credential,
    qr: qrText(registry.verifierOrigins[0]!, certificate.qrDigits),
    sth,
    issuedAt,
    validFrom,
    validUntil,
  }
}
