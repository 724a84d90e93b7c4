import type { Input, Output } from '#schemas/operations.ts'
import { nobodysId, parseCertificateId } from '#domain/certificate/certificate-id.ts'
import { statementKindOf } from '#domain/certificate/stored-credential.ts'
import { RegistryError } from '#domain/errors.ts'
import type { Certificates } from '#ports/certificates.ts'
import type { Clock } from '#ports/clock.ts'

export interface GetCertificateNeeds {
  readonly certificates: Pick<Certificates, 'find'>
  readonly clock: Clock
  /** ISO 3166-1 country of the authority that runs the registry. */
  readonly country: string
}

/**
 * Tells what everybody may know of a certificate.
 *
 * 1. Read the id; one that cannot exist and one that does not are the same answer.
 * 2. Find the certificate and show its public view: no party, no goods.
 */
export function getCertificate({ certificates, clock, country }: GetCertificateNeeds) {
  return async (input: Input<'get-certificate'>): Promise<Output<'get-certificate'>> => {
    const asOf = clock.now()
    const id = parseCertificateId(input.id)
    const certificate = await certificates.find(id ?? nobodysId)
    if (certificate === undefined)
      throw new RegistryError(
        'certificate-unknown',
        'No certificate has this number. Compare it with the paper, character by character, or scan the QR code.',
      )
    return {
      id: certificate.id,
      status: certificate.status,
      statusSince: certificate.statusSince,
      kind: statementKindOf(certificate),
      issuerCountry: country,
      validFrom: certificate.validFrom,
      validUntil: certificate.validUntil,
      asOf,
    }
  }
}
