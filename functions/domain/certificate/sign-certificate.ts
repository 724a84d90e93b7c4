import type { Certificate, CredentialPayload, SignatoryPerson } from '#schemas/certificate.ts'
import type { KeyUse } from '#schemas/keys.ts'
import { RegistryError } from '../errors.ts'
import { sha256Base64url, toUtf8, type Bytes } from '../bytes.ts'
import { readCanonicalJson } from '../canonical-json.ts'
import { assembleSign1, sign1Input } from '../qr/cose-sign1.ts'
import { qrPayloadOf } from '../qr/qr-code.ts'
import { digitsOf } from '../qr/qr-digits.ts'
import { assembleCredential, credentialSigningInput, readCredentialPayload } from './credential.ts'

/** The part of a plan that a certificate is made from. */
export interface ToBeSigned {
  readonly organisation: string
  readonly payload: string
  readonly request: string
  readonly signedBy?: SignatoryPerson | undefined
  readonly leafSalt: string
}

/** The keys that a certificate takes. */
export type CertificateKeyUse = Extract<KeyUse, 'credential' | 'qr'>

/** Signs for a use with the key named, or refuses: see `ports/signer.ts`. */
export type SignFor = (use: CertificateKeyUse, bytes: Bytes) => Promise<{ kid: string; signature: Bytes }>

/**
 * Makes the certificate of a plan: credential and QR code, each signed by its own key. Signing again gives other
 * signatures over the same facts; which of them counts is decided where it is stored.
 *
 * Throws RegistryError `signer-unavailable`, also when a key was changed between looking it up and signing.
 */
export async function signCertificate(
  plan: ToBeSigned,
  kids: Readonly<Record<CertificateKeyUse, string>>,
  sign: SignFor,
  verifierOrigin: string,
): Promise<Certificate> {
  const payloadBytes = toUtf8(plan.payload)
  const payload: CredentialPayload = readCredentialPayload(readCanonicalJson(payloadBytes))
  const sth = await sha256Base64url(payloadBytes)
  const input = credentialSigningInput(kids.credential, payloadBytes)
  const qr = qrPayloadOf(payload, sth, kids.qr, verifierOrigin)
  const [credentialSignature, qrSignature] = await Promise.all([
    sign('credential', input),
    sign('qr', sign1Input(qr.header, qr.payload)),
  ])
  if (credentialSignature.kid !== kids.credential || qrSignature.kid !== kids.qr) {
    throw new RegistryError(
      'signer-unavailable',
      'The registry is changing its keys. Try again in a minute, with the same Idempotency-Key.',
    )
  }
  return {
    id: payload.jti,
    organisation: plan.organisation,
    credential: assembleCredential(input, credentialSignature.signature),
    qrDigits: digitsOf(assembleSign1(qr.header, qr.payload, qrSignature.signature)),
    request: plan.request,
    ...(plan.signedBy && { signedBy: plan.signedBy }),
    sth,
    status: 'active',
    statusSince: payload.iat,
    statusVersion: 1,
    issuedAt: payload.iat,
    validFrom: payload.nbf,
    validUntil: payload.exp,
    leafSalt: plan.leafSalt,
  }
}
