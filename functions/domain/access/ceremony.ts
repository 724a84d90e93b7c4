import { sha256Base64url, toBase64url, toUtf8 } from '../bytes.ts'
import { RegistryError } from '../errors.ts'

/** Seconds in which a person finds the device and touches it. */
export const ceremonySeconds = 300

/** A ceremony that begins now: the name that the page gets, what it is kept under, and its challenge. */
export async function newCeremony(now: number, randomness: { bytes(length: number): Uint8Array }) {
  const name = toBase64url(randomness.bytes(32))
  const challenge = toBase64url(randomness.bytes(32))
  return { name, kept: { digest: await ceremonyDigest(name), challenge, expiresAt: now + ceremonySeconds } }
}

export const ceremonyDigest = (name: string): Promise<string> => sha256Base64url(toUtf8(name))

export function ceremonyInvalid(): RegistryError {
  return new RegistryError('ceremony-invalid', 'This took longer than five minutes or was used before. Begin again.')
}

export function passkeyRefused(): RegistryError {
  return new RegistryError(
    'passkey-refused',
    'This passkey is not known here, was removed, or did not answer as it should. Use another one, or ask an administrator of your organisation to let you in again.',
  )
}
