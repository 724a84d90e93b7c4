import type { Certificate } from '#schemas/certificate.ts'
import { RegistryError } from '../errors.ts'
import { clockSkew } from '../verification/check-validity.ts'

const advice = {
  suspended: 'Wait until it is reinstated; its holder and the authority can say why it was suspended.',
  revoked: 'It never will be again. Ask the holder for another certificate.',
  surrendered: 'Its holder gave it back. Ask the holder for another certificate.',
  superseded: 'Use the version that took its place.',
  exhausted: 'Ask the holder for another certificate.',
  closed: 'Ask the holder for another certificate.',
} as const

/** Throws RegistryError `certificate-not-in-force` unless something may be drawn on the certificate at `now`. */
export function requireInForce({ status, supersededBy, validFrom, validUntil }: Certificate, now: number): void {
  if (status !== 'active') {
    const successor = supersededBy === undefined ? '' : ` It is ${supersededBy}.`
    throw notInForce(`The certificate is ${status}. ${advice[status]}${successor}`)
  }
  if (now >= validUntil)
    throw notInForce(`The certificate ended at ${validUntil} (seconds since 1970). Ask the holder for a new one.`)
  if (now < validFrom - clockSkew)
    throw notInForce(`The certificate begins at ${validFrom} (seconds since 1970). Come back then.`)
}

function notInForce(detail: string): RegistryError {
  return new RegistryError('certificate-not-in-force', detail)
}
