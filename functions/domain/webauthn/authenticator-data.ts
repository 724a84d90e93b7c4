import type { Bytes } from '../bytes.ts'

/** What the authenticator says of itself in an assertion (WebAuthn Level 3, section 6.1). */
export interface AuthenticatorData {
  /** SHA-256 of the domain that the key was made for. */
  readonly rpIdHash: Bytes
  /** Somebody touched it. */
  readonly userPresent: boolean
  /** It knew its owner, by fingerprint, face or PIN. */
  readonly userVerified: boolean
}

const fixedLength = 37
const userPresent = 0x01
const userVerified = 0x04
const backupEligible = 0x08
const backedUp = 0x10
const attestedData = 0x40
const extensions = 0x80

/**
 * Reads the authenticator data of an assertion. Undefined for what none may contain: attested credential data (6.1, "the
 * AT flag MUST NOT be set"), a key that is backed up although it cannot be (7.2), extensions without their flag or a flag
 * without extensions. What the extensions say is not used.
 */
export function readAuthenticatorData(bytes: Bytes): AuthenticatorData | undefined {
  const flags = bytes[32]
  if (flags === undefined || bytes.length < fixedLength) return undefined
  const is = (flag: number): boolean => (flags & flag) !== 0
  if (is(attestedData) || (is(backedUp) && !is(backupEligible))) return undefined
  if (is(extensions) ? !isMap(bytes[fixedLength]) : bytes.length !== fixedLength) return undefined
  return { rpIdHash: bytes.slice(0, 32), userPresent: is(userPresent), userVerified: is(userVerified) }
}

/** The first byte of a CBOR map (RFC 8949, major type 5). */
const isMap = (first: number | undefined): boolean => first !== undefined && first >> 5 === 5
