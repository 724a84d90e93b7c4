import type { Certificate } from '#schemas/certificate.ts'
import type { Input, Output } from '#schemas/operations.ts'
import { policies } from '#schemas/policy.ts'
import { organisationBucket, requireTokens } from '#domain/access/limits.ts'
import { requireFreshAct } from '#domain/acts/authenticate-act.ts'
import { requireDuty } from '#domain/acts/require-duty.ts'
import { nobodysId, parseCertificateId } from '#domain/certificate/certificate-id.ts'
import { RegistryError } from '#domain/errors.ts'
import { moved } from '#domain/status/life-cycle.ts'
import { authenticateStatusAct, type SignedStatusAct } from '#domain/status/status-act.ts'
import { publishAtOnce, statusMoveOf } from '#domain/status/status-move.ts'
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
    const after = moved(before, act.name, 'holder', now)
    const { record, change, leaf } = await statusMoveOf(after, act, idempotencyKey)
    const answered = answer(await needs.statusActs.apply(before, after, record, change, leaf), act)
    await publishAtOnce(after, { ...needs, issuer: needs.registry.issuer, now: needs.clock.now() })
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

function answer(standing: StatusActRecord, { digest }: SignedStatusAct): Output<'change-status'> {
  if (standing.fingerprint !== digest)
    throw new RegistryError(
      'idempotency-key-reused',
      'This Idempotency-Key belongs to another act. Send this one with a new key; to repeat the former, send exactly the same signed act.',
    )
  const { certificate: id, status, statusSince } = standing
  return { id, status, statusSince }
}
