import type { Certificate } from '#schemas/certificate.ts'
import { keyUses, type KeyUse, type RegistryKey } from '#schemas/keys.ts'
import { issuanceLeaf } from '../log/issuance-leaf.ts'
import { requirePublished } from './require-published.ts'
import { signCertificate, type SignFor, type ToBeSigned } from './sign-certificate.ts'

/**
 * A plan that is a day old is given up: nobody waits for an answer any more, and issuing later could surprise an
 * importer who has turned to another way. In seconds.
 */
export const giveUpAfter = 86_400

/** `plannedAt` is the time of issue that the payload names. */
type Planned = ToBeSigned & { readonly plannedAt: number }

/** What finishing needs of the world; the ports of the same names fit it. */
export interface FinishingNeeds<Plan extends Planned> {
  readonly keys: { list(): Promise<readonly RegistryKey[]> }
  readonly signer: { publicKey(use: KeyUse): Promise<{ readonly kid: string }>; sign: SignFor }
  readonly issuances: {
    finish(plan: Plan, certificate: Certificate, leaf: { id: string; at: number; bytes: string }): Promise<Certificate>
  }
  readonly verifierOrigin: string
  readonly now: number
}

/**
 * The second half of issuing, the same for the caller who planned, one who came later with the same key, and the sweeper.
 *
 * 1. Refuse keys that are not published and in force.
 * 2. Sign the credential and the QR code.
 * 3. Store certificate, log leaf and the issued mark together; if another finisher was first, its certificate counts.
 */
export async function finishIssue<Plan extends Planned>(
  plan: Plan,
  { keys, signer, issuances, verifierOrigin, now }: FinishingNeeds<Plan>,
): Promise<Certificate> {
  const published = await keys.list()
  const kids: Record<KeyUse, string> = { credential: '', qr: '' }
  for (const use of keyUses) {
    const { kid } = await signer.publicKey(use)
    requirePublished(published, use, kid, { now, issuedAt: plan.plannedAt })
    kids[use] = kid
  }
  const certificate = await signCertificate(plan, kids, (use, bytes) => signer.sign(use, bytes), verifierOrigin)
  return issuances.finish(plan, certificate, { id: certificate.id, at: now, bytes: await issuanceLeaf(certificate) })
}
