import type { Certificate } from '#schemas/certificate.ts'
import type { Input, Output } from '#schemas/operations.ts'
import { policies } from '#schemas/policy.ts'
import { organisationBucket, requireTokens } from '#domain/access/limits.ts'
import { requireFreshAct } from '#domain/acts/authenticate-act.ts'
import { requireDuty } from '#domain/acts/require-duty.ts'
import { nobodysId, parseCertificateId } from '#domain/certificate/certificate-id.ts'
import { signatoryPersonOf } from '#domain/certificate/signatory-person.ts'
import { RegistryError } from '#domain/errors.ts'
import { statusChangeLeaf } from '#domain/log/status-change-leaf.ts'
import { publishStatusList } from '#domain/status/publish-status-list.ts'
import { authenticateStatusAct, moved, type SignedStatusAct } from '#domain/status/status-act.ts'
import { statusChangeOf } from '#domain/status/status-change.ts'
import type { Certificates } from '#ports/certificates.ts'
import type { Clock } from '#ports/clock.ts'
import type { Limits } from '#ports/limits.ts'
import type { RegistryKeys } from '#ports/registry-keys.ts'
import type { Signatories } from '#ports/signatories.ts'
import type { Signer } from '#ports/signer.ts'
import type { StatusActRecord, StatusActs } from '#ports/status-acts.ts'
import type { StatusLists } from '#ports/status-lists.ts'

export interface ChangeStatusNeeds {
  readonly certificates: Pick<Certificates, 'find'>
  readonly signatories: Signatories
  readonly limits: Limits
  readonly statusActs: StatusActs
  readonly statusLists: StatusLists
  readonly keys: RegistryKeys
  readonly signer: Signer
  readonly clock: Clock
  readonly registry: { readonly issuer: string }
}

/** Changes taken up by the edition that follows an act at once; with more of them waiting, it may be left to the job. */
const batch = 500

/**
 * Suspends, reinstates, surrenders or revokes a certificate, by an act that its organisation has signed.
 *
 * 1. Authenticate the act: its form, key or passkey of the organisation, the signature, for this registry. From here on
 * the organisation is known, and what it does is counted.
 * 2. Find the certificate of this organisation, which the act must name. Another's and none are the same answer.
 * 3. If its Idempotency-Key was used before, give that answer again; another act under it is refused.
 * 4. Judge that the act is fresh, and that the certificate can take this step.
 * 5. Store certificate, act, list entry and log leaf together. From here on it counts.
 * 6. Publish its status list at once; if that fails, the job does it within a minute.
 *
 * The certificate is read before the key is looked up: so a repetition that meets the certificate already moved finds the
 * answer of the first call too.
 */
export function changeStatus(needs: ChangeStatusNeeds) {
  return async ({
    id,
    body,
    'idempotency-key': idempotencyKey,
  }: Input<'change-status'>): Promise<Output<'change-status'>> => {
    const now = needs.clock.now()
    const act = await authenticateStatusAct(body, {
      issuer: needs.registry.issuer,
      now,
      findSigner: needs.signatories.find,
    })
    requireDuty(act.signer, 'signatory')
    await requireTokens(needs.limits, [organisationBucket(act.organisation.id)], policies['change-status'].cost)
    const before = await ownCertificate(needs, id, act)
    const earlier = await needs.statusActs.find(act.organisation.id, idempotencyKey)
    if (earlier !== undefined) return answer(earlier, act)

    requireFreshAct(act, now)
    const after = moved(before, act.name, now)
    const standing = await apply(needs, before, after, act, idempotencyKey)
    const answered = answer(standing, act)
    await publishNow(needs, statusChangeOf(after).list)
    return answered
  }
}

/** Throws RegistryError `certificate-unknown`, or `request-token-invalid` for an act about another certificate. */
async function ownCertificate(
  { certificates }: ChangeStatusNeeds,
  text: string,
  act: SignedStatusAct,
): Promise<Certificate> {
  const id = parseCertificateId(text)
  const certificate = await certificates.find(id ?? nobodysId)
  if (certificate === undefined || certificate.organisation !== act.organisation.id)
    throw new RegistryError(
      'certificate-unknown',
      'Your organisation has no certificate with this number. Compare it with the paper, character by character.',
    )
  if (act.id !== certificate.id) {
    const detail = `Sign the act with "id" set to ${certificate.id}, the certificate that you send it to.`
    throw new RegistryError('request-token-invalid', detail, [{ pointer: '/id', rule: 'other-certificate', detail }])
  }
  return certificate
}

async function apply(
  { statusActs }: ChangeStatusNeeds,
  before: Certificate,
  after: Certificate,
  { organisation, signer, digest: fingerprint, text }: SignedStatusAct,
  idempotencyKey: string,
): Promise<StatusActRecord> {
  const { id, status, statusSince, statusVersion: version } = after
  const record = {
    organisation: organisation.id,
    idempotencyKey,
    fingerprint,
    act: text,
    ...(signer.kind === 'person' && { signedBy: signatoryPersonOf(signer.person) }),
    certificate: id,
    status,
    statusSince,
    version,
  }
  const leaf = { id: `${id}.${version}`, at: statusSince, bytes: await statusChangeLeaf(after, fingerprint) }
  return statusActs.apply(before, after, record, statusChangeOf(after), leaf)
}

/** The act is done and stays done whatever happens here. Settling is the job's: what callers reach deletes nothing. */
async function publishNow(needs: ChangeStatusNeeds, list: number): Promise<void> {
  try {
    await publishStatusList(list, { ...needs, issuer: needs.registry.issuer, now: needs.clock.now(), limit: batch })
  } catch {
    // A defect of the list shows again in the job, which is watched.
  }
}

function answer(standing: StatusActRecord, { digest }: SignedStatusAct): Output<'change-status'> {
  if (standing.fingerprint !== digest)
    throw new RegistryError(
      'idempotency-key-reused',
      'This Idempotency-Key belongs to another act. Send this one with a new key; to repeat the former, send exactly the same signed act.',
    )
  const { certificate: id, status, statusSince } = standing
  return { id, status, statusSince }
}
