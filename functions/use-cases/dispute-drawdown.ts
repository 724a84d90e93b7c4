import type { Certificate } from '#schemas/certificate.ts'
import type { DisputeCase } from '#schemas/case.ts'
import { requireFreshAct } from '#domain/acts/authenticate-act.ts'
import { RegistryError } from '#domain/errors.ts'
import {
  namedCertificate,
  requireSameCertificate,
  type LedgerActsNeeds,
  type LedgerRequest,
} from '#domain/ledger/act-on-ledger.ts'
import { authenticateLedgerAct, type AuthenticatingNeeds } from '#domain/ledger/authenticate-ledger-act.ts'
import type { LedgerAct } from '#domain/ledger/ledger-act.ts'
import { certificateUnknown, drawdownUnknown } from '#domain/ledger/refusals.ts'
import { ledgerOf } from '#domain/ledger/terms.ts'
import { moved } from '#domain/status/life-cycle.ts'
import { publishAtOnce, statusMoveOf } from '#domain/status/status-move.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { RegistryKeys } from '#ports/registry-keys.ts'
import type { Signer } from '#ports/signer.ts'
import type { StatusActRecord, StatusActs } from '#ports/status-acts.ts'
import type { StatusLists } from '#ports/status-lists.ts'

export interface DisputeDrawdownNeeds extends AuthenticatingNeeds, Pick<LedgerActsNeeds, 'certificates' | 'clock'> {
  readonly ledger: Pick<Ledger, 'drawdown'>
  readonly statusActs: StatusActs
  readonly statusLists: StatusLists
  readonly keys: RegistryKeys
  readonly signer: Signer
}

/** The certificate as it stands after the dispute, and the case that the authority has. */
export interface DisputeAnswer {
  readonly id: string
  readonly status: Certificate['status']
  readonly statusSince: number
  readonly case: string
}

/**
 * The holder says of a drawdown on its certificate: not mine.
 *
 * 1. Authenticate the act, by the certificate's own organisation.
 * 2. If its Idempotency-Key was used before, give that answer again; another act under it is refused.
 * 3. Find the drawdown.
 * 4. Suspend the certificate and open a case for the authority, together. Only an authority reinstates it.
 * 5. Publish its status list at once; if that fails, the job does it within a minute.
 */
export function disputeDrawdown(needs: DisputeDrawdownNeeds, authenticate = authenticateLedgerAct) {
  return async (request: LedgerRequest): Promise<DisputeAnswer> => {
    const now = needs.clock.now()
    const act = await authenticate(needs, 'dispute-drawdown', request, now)
    requireSameCertificate(act, request)
    const key = request['idempotency-key']
    const before = await ownCertificate(needs, act)
    const earlier = await needs.statusActs.find(act.organisation.id, key)
    if (earlier !== undefined) return answer(earlier, act)

    requireFreshAct(act, now)
    const ledger = ledgerOf(before)
    if ((await needs.ledger.drawdown(ledger, act.input.drawdown)) === undefined) throw drawdownUnknown()
    const after = moved(before, 'dispute', 'holder', now)
    const { record, change, leaf } = await statusMoveOf(after, act, key)
    const standing = await needs.statusActs.apply(before, after, record, change, leaf, caseOf(act, ledger, now))
    const answered = answer(standing, act)
    await publishAtOnce(after, { ...needs, issuer: needs.registry.issuer, now: needs.clock.now() })
    return answered
  }
}

/** Throws RegistryError `certificate-unknown`: another's certificate and none are the same answer. */
async function ownCertificate(needs: DisputeDrawdownNeeds, act: LedgerAct<'dispute-drawdown'>): Promise<Certificate> {
  const certificate = await namedCertificate(needs, act.input.certificate)
  if (certificate.organisation === act.organisation.id) return certificate
  throw certificateUnknown()
}

function caseOf(act: LedgerAct<'dispute-drawdown'>, ledger: string, now: number): DisputeCase {
  const { input, organisation, digest } = act
  return {
    id: digest,
    certificate: input.certificate,
    ledger,
    drawdown: input.drawdown,
    organisation: organisation.id,
    openedBy: { organisation: organisation.id, name: organisation.name, country: organisation.country },
    openedAt: now,
    reason: input.reason,
    state: 'open',
  }
}

function answer(standing: StatusActRecord, { digest }: { readonly digest: string }): DisputeAnswer {
  if (standing.fingerprint !== digest)
    throw new RegistryError(
      'idempotency-key-reused',
      'This Idempotency-Key belongs to another act. Send this one with a new key; to repeat the former, send exactly the same signed act.',
    )
  const { certificate: id, status, statusSince, fingerprint } = standing
  return { id, status, statusSince, case: fingerprint }
}
