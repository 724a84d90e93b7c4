import type { Certificate } from '#schemas/certificate.ts'
import type { RegistryKey } from '#schemas/keys.ts'
import { RegistryError } from '../errors.ts'
import { usesOfCertificate, type Use } from '../ledger/cross-use.ts'
import { ledgerOf } from '../ledger/terms.ts'
import { issuanceLeaf } from '../log/issuance-leaf.ts'
import { statusChangeOf, type EntryChange } from '../status/status-change.ts'
import { requirePublished } from './require-published.ts'
import { supersessionOf, type SupersedingNeeds, type Supersession } from './supersession.ts'
import { storedStatement } from './stored-credential.ts'
import { signCertificate, type CertificateKeyUse, type SignFor, type ToBeSigned } from './sign-certificate.ts'

/**
 * A plan that is a day old is given up: nobody waits for an answer any more, and issuing later could surprise an
 * importer who has turned to another way. In seconds.
 */
export const giveUpAfter = 86_400

/** `plannedAt` is the time of issue that the payload names. */
type Planned = ToBeSigned & { readonly id: string; readonly plannedAt: number; readonly fingerprint: string }

/** What finishing needs of the world; the ports of the same names fit it. */
export interface FinishingNeeds<Plan extends Planned> extends SupersedingNeeds {
  readonly crossUses: { key(): Promise<string>; note(uses: readonly Use[]): Promise<void> }
  readonly keys: { list(): Promise<readonly RegistryKey[]> }
  readonly signer: { publicKey(use: CertificateKeyUse): Promise<{ readonly kid: string }>; sign: SignFor }
  readonly issuances: {
    finish(
      plan: Plan,
      certificate: Certificate,
      leaf: { id: string; at: number; bytes: string },
      change: EntryChange,
      supersession?: Supersession,
    ): Promise<Certificate>
    cancel(plan: Plan): Promise<{ readonly state: 'planned' | 'issued' | 'cancelled' }>
  }
  readonly verifierOrigin: string
  readonly now: number
}

/**
 * The second half of issuing, the same for the caller who planned, one who came later with the same key, and the sweeper.
 *
 * 1. Refuse keys that are not published and in force.
 * 2. Sign the credential and the QR code.
 * 3. Note what it uses that should be used once; a note of what is not issued after all means nothing.
 * 4. Where it takes the place of a former version, find out what becomes of that one.
 * 5. Store certificate, log leaf, status entry, the issued mark and the end of the former version together; if another finisher was first, its certificate counts.
 */
export async function finishIssue<Plan extends Planned>(plan: Plan, needs: FinishingNeeds<Plan>): Promise<Certificate> {
  const { keys, signer, issuances, verifierOrigin, now } = needs
  const published = await keys.list()
  const kidOf = async (use: CertificateKeyUse): Promise<string> => {
    const { kid } = await signer.publicKey(use)
    requirePublished(published, use, kid, { now, issuedAt: plan.plannedAt })
    return kid
  }
  const kids = { credential: await kidOf('credential'), qr: await kidOf('qr') }
  const certificate = await signCertificate(plan, kids, (use, bytes) => signer.sign(use, bytes), verifierOrigin)
  const former = storedStatement(certificate).supersedes
  if (former !== undefined) return finishSuperseding(plan, certificate, former, needs)
  await noteUses(certificate, needs)
  const leaf = { id: certificate.id, at: now, bytes: await issuanceLeaf(certificate) }
  return issuances.finish(plan, certificate, leaf, statusChangeOf(certificate))
}

async function noteUses(
  certificate: Certificate,
  { crossUses }: Pick<FinishingNeeds<Planned>, 'crossUses'>,
): Promise<void> {
  await crossUses.note(await usesOfCertificate(certificate, await crossUses.key()))
}

/** How often the former version is looked at again because somebody drew on it meanwhile. */
const mostLooks = 6

async function finishSuperseding<Plan extends Planned>(
  plan: Plan,
  signed: Certificate,
  former: string,
  needs: FinishingNeeds<Plan>,
): Promise<Certificate> {
  const leaf = { id: signed.id, at: needs.now, bytes: await issuanceLeaf(signed) }
  for (let look = 1; ; look++) {
    try {
      const supersession = await supersessionOf(former, signed, needs, plan.fingerprint, needs.now)
      const certificate = { ...signed, ledger: ledgerOf(supersession.before) }
      await noteUses(certificate, needs)
      return await needs.issuances.finish(plan, certificate, leaf, statusChangeOf(certificate), supersession)
    } catch (error) {
      if (!(error instanceof RegistryError) || error.status >= 500 || error.code === 'issue-cancelled') throw error
      if (error.code !== 'conflict') return giveUp(plan, needs, error)
      if (look === mostLooks) throw error
    }
  }
}

/** The former version cannot be superseded any more: perhaps because another finisher of this plan has done it. */
async function giveUp<Plan extends Planned>(
  plan: Plan,
  { issuances, certificates }: FinishingNeeds<Plan>,
  refusal: RegistryError,
): Promise<Certificate> {
  const { state } = await issuances.cancel(plan)
  const issued = state === 'issued' ? await certificates.find(plan.id) : undefined
  if (issued === undefined) throw refusal
  return issued
}
