import type { Certificate } from '#schemas/certificate.ts'
import type { RegistryKey } from '#schemas/keys.ts'
import { issuanceLeaf } from '../log/issuance-leaf.ts'
import { statusChangeOf, type EntryChange } from '../status/status-change.ts'
import { requirePublished } from './require-published.ts'
import { signCertificate, type CertificateKeyUse, type SignFor, type ToBeSigned } from './sign-certificate.ts'

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
  readonly signer: { publicKey(use: CertificateKeyUse): Promise<{ readonly kid: string }>; sign: SignFor }
  readonly issuances: {
    finish(
      plan: Plan,
      certificate: Certificate,
      leaf: { id: string; at: number; bytes: string },
      change: EntryChange,
    ): Promise<Certificate>
  }
  readonly verifierOrigin: string
  readonly now: number
}

/**
 * The second half of issuing, the same for the caller who planned, one who came later with the same key, and the sweeper.
 *
 * 1. Refuse keys that are not published and in force.
 * 2. Sign the credential and the QR code.
 * 3. Store certificate, log leaf, status entry and the issued mark together; if another finisher was first, its certificate counts.
 */
export async function finishIssue<Plan extends Planned>(
  plan: Plan,
  { keys, signer, issuances, verifierOrigin, now }: FinishingNeeds<Plan>,
): Promise<Certificate> {
  const published = await keys.list()
  const kidOf = async (use: CertificateKeyUse): Promise<string> => {
    const { kid } = await signer.publicKey(use)
    requirePublished(published, use, kid, { now, issuedAt: plan.plannedAt })
    return kid
  }
  const kids = { credential: await kidOf('credential'), qr: await kidOf('qr') }
  const certificate = await signCertificate(plan, kids, (use, bytes) => signer.sign(use, bytes), verifierOrigin)
  const leaf = { id: certificate.id, at: now, bytes: await issuanceLeaf(certificate) }
  return issuances.finish(plan, certificate, leaf, statusChangeOf(certificate))
}
