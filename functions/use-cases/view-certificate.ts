import type { Certificate } from '#schemas/certificate.ts'
import type { Presented } from '#schemas/evidence.ts'
import type { Input, Output } from '#schemas/operations.ts'
import type { Member } from '#schemas/principal.ts'
import { certificateViewOf, viewFor } from '#domain/access/certificate-view.ts'
import { recordRead } from '#domain/audit/audit-entry.ts'
import { nobodysId } from '#domain/certificate/certificate-id.ts'
import { webCryptography, type Cryptography } from '#domain/cryptography.ts'
import { RegistryError } from '#domain/errors.ts'
import { claimedIdentity, type ClaimedIdentity } from '#domain/verification/claimed-identity.ts'
import type { Audit } from '#ports/audit.ts'
import type { Certificates } from '#ports/certificates.ts'
import type { Clock } from '#ports/clock.ts'
import type { Organisations } from '#ports/organisations.ts'
import type { Randomness } from '#ports/randomness.ts'

export interface ViewCertificateNeeds {
  readonly certificates: Pick<Certificates, 'find'>
  readonly organisations: Pick<Organisations, 'find'>
  readonly audit: Pick<Audit, 'record'>
  readonly clock: Clock
  readonly randomness: Randomness
  readonly registry: { readonly verifierOrigins: readonly string[] }
  readonly cryptography?: Cryptography | undefined
}

/**
 * Shows a member what its role may see of a certificate.
 *
 * 1. Read which certificate is presented; nothing of that is believed.
 * 2. Find it, and what the registry knows of the caller's organisation.
 * 3. Choose the view: the holder's, that of customs, or that of a carrier or bank which presents the paper itself or is a
 *    party by one of its numbers. Whoever has none is told the same as of a certificate that does not exist.
 * 4. Tell the audit, then the caller.
 */
export function viewCertificate(needs: ViewCertificateNeeds) {
  return async ({ body }: Input<'view-certificate'>, caller: Member): Promise<Output<'view-certificate'>> => {
    const asOf = needs.clock.now()
    const { presented } = body
    const { verifierOrigins } = needs.registry
    const claimed = await claimedIdentity(presented, verifierOrigins, needs.cryptography ?? webCryptography)
    const [certificate, organisation] = await Promise.all([
      needs.certificates.find(claimed?.id ?? nobodysId),
      needs.organisations.find(caller.organisation),
    ])
    const view = certificate && viewFor(caller, organisation, certificate, isPresented(presented, claimed, certificate))
    if (certificate === undefined || view === undefined)
      throw new RegistryError(
        'certificate-unknown',
        'There is no certificate here that you may see by this. Scan its QR code, or send the credential, exactly as you were given it.',
      )
    await recordRead(needs, { operation: 'view-certificate', reader: caller, subject: certificate.id, certificate })
    return certificateViewOf(certificate, view, asOf)
  }
}

/**
 * Whether the caller holds the paper itself. The registry compares with what it signed, which is more than a good signature:
 * the very QR code, or the very payload of the credential, whose digest nobody meets by guessing.
 */
function isPresented(
  presented: Presented,
  claimed: ClaimedIdentity | undefined,
  { sth, qrDigits }: Certificate,
): boolean {
  if ('qr' in presented) return claimed?.qrDigits === qrDigits
  return 'credential' in presented && claimed?.sth === sth
}
