import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { decodeAttestationObject } from '@simplewebauthn/server/helpers'
import { credentialId, type Passkey } from '#schemas/person.ts'
import { fromBase64url, toUtf8 } from '#domain/bytes.ts'
import { isFramed, readClientData } from '#domain/webauthn/client-data.ts'
import type { Authenticators, CeremonyOptions, CeremonyResponse } from '#ports/authenticators.ts'
import { coseOf, jwkOf } from './cose-key.ts'

/** ES256 first; RS256 is what Windows Hello has. */
const algorithms = [-7, -257]
const milliseconds = 300_000

export interface WebauthnRegistry {
  /** The registry's origin: passkeys hold for its host, and answer to its pages only. */
  readonly issuer: string
  readonly name: string
}

/** Passkeys by @simplewebauthn/server: made on the device, found by the browser, and always with a finger, a face or a PIN. */
export function webauthnAuthenticators({ issuer, name }: WebauthnRegistry): Authenticators {
  const host = new URL(issuer).hostname
  return {
    registration: async (person, organisation, challenge, known) => {
      const options = await generateRegistrationOptions({
        rpName: name,
        rpID: host,
        userName: `${person.name} (${organisation})`,
        userDisplayName: person.name,
        // Bytes of the person's own id: a second passkey of a device replaces its first, and none of another person.
        userID: toUtf8(person.id),
        challenge: fromBase64url(challenge)!,
        timeout: milliseconds,
        attestationType: 'none',
        excludeCredentials: known.map((id) => ({ id })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        supportedAlgorithmIDs: algorithms,
      })
      return options as unknown as CeremonyOptions
    },
    registered: (response, challenge) => registered(response, challenge, issuer, host),
    signIn: async (challenge) => {
      const options = await generateAuthenticationOptions({
        rpID: host,
        challenge: fromBase64url(challenge)!,
        timeout: milliseconds,
        userVerification: 'required',
      })
      return options as unknown as CeremonyOptions
    },
    signedIn: (response, challenge, passkey) => signedIn(response, challenge, passkey, issuer, host),
  }
}

async function registered(response: CeremonyResponse, challenge: string, origin: string, host: string) {
  const judged = await unlessRefused(async () => {
    const given = response as unknown as RegistrationResponseJSON
    requireUnframed(given.response.clientDataJSON)
    requireNoCertificates(given.response.attestationObject)
    return verifyRegistrationResponse({
      response: given,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: host,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    })
  })
  if (judged?.verified !== true) return undefined
  const { credential, credentialDeviceType } = judged.registrationInfo
  const jwk = jwkOf(credential.publicKey)
  if (!credentialId.safeParse(credential.id).success) return undefined
  return jwk && { id: credential.id, jwk, synced: credentialDeviceType === 'multiDevice' }
}

async function signedIn(
  response: CeremonyResponse,
  challenge: string,
  { id, jwk }: Pick<Passkey, 'id' | 'jwk'>,
  origin: string,
  host: string,
): Promise<boolean> {
  const judged = await unlessRefused(async () => {
    const given = response as unknown as AuthenticationResponseJSON
    requireUnframed(given.response.clientDataJSON)
    return verifyAuthenticationResponse({
      response: given,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: host,
      requireUserVerification: true,
      // Passkeys that are kept in several places do not count, or count apart; what counts is the challenge (ADR 0013).
      credential: { id, publicKey: coseOf(jwk), counter: 0 },
    })
  })
  return judged?.verified === true
}

/**
 * The library lets an answer pass that was given inside a page of another site, and reads a member that stands there twice
 * as JSON.parse does (WebAuthn Level 3, section 13.4.2: pages that frame ours could make people touch what they do not see).
 */
function requireUnframed(clientDataJson: string): void {
  const bytes = fromBase64url(clientDataJson)
  const client = bytes && readClientData(bytes)
  if (client === undefined || isFramed(client)) throw new Error('answered inside another page, or unreadable')
}

/**
 * We ask for no attestation; a browser then leaves at most that of the key over itself. The library would judge any other
 * by certificates that the sender chose, and ask addresses in them whether they were revoked: nothing of that comes near it.
 */
function requireNoCertificates(attestationObject: string): void {
  const bytes = fromBase64url(attestationObject)
  const attestation = bytes && decodeAttestationObject(bytes)
  const format = attestation?.get('fmt')
  const itself = format === 'packed' && attestation?.get('attStmt').get('x5c') === undefined
  if (format !== 'none' && !itself) throw new Error('attested although nobody asked for it')
}

/** The library throws for whatever does not fit; what came from outside is never a defect of ours. */
async function unlessRefused<T>(judge: () => Promise<T>): Promise<T | undefined> {
  try {
    return await judge()
  } catch {
    return undefined
  }
}
