import type { Certificate } from '#schemas/certificate.ts'
import type { ActSigner } from '../acts/find-signer.ts'
import { signatoryPersonOf } from '../certificate/signatory-person.ts'
import { statusChangeLeaf } from '../log/status-change-leaf.ts'
import { publishStatusList, type PublishingNeeds } from './publish-status-list.ts'
import { statusChangeOf } from './status-change.ts'

/** The signed act behind a move. */
export interface MovingAct {
  readonly text: string
  /** SHA-256 of the payload bytes, base64url. */
  readonly digest: string
  /** Who signed it. */
  readonly organisation: { readonly id: string }
  readonly signer: ActSigner
}

/** What is stored with a certificate that a signed act has moved to `after`: the act, the entry of its list, the leaf. */
export async function statusMoveOf(after: Certificate, act: MovingAct, idempotencyKey: string) {
  const { id, status, statusSince, statusVersion: version } = after
  const record = {
    organisation: act.organisation.id,
    idempotencyKey,
    fingerprint: act.digest,
    act: act.text,
    ...(act.signer.kind === 'person' && { signedBy: signatoryPersonOf(act.signer.person) }),
    certificate: id,
    status,
    statusSince,
    version,
  }
  const leaf = { id: `${id}.${version}`, at: statusSince, bytes: await statusChangeLeaf(after, act.digest) }
  return { record, change: statusChangeOf(after), leaf }
}

/** Changes taken up by the edition that follows an act at once; with more of them waiting, it may be left to the job. */
const batch = 500

/** The act is done and stays done whatever happens here. Settling is the job's: what callers reach deletes nothing. */
export async function publishAtOnce(certificate: Certificate, needs: Omit<PublishingNeeds, 'limit'>): Promise<void> {
  try {
    await publishStatusList(statusChangeOf(certificate).list, { ...needs, limit: batch })
  } catch {
    // A defect of the list shows again in the job, which is watched.
  }
}
