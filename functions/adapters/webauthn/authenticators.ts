import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { Passkey } from '#schemas/person.ts'
import { fromBase64url, toUtf8 } from '#domain/bytes.ts'
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
  const judged = await unlessRefused(() =>
    verifyRegistrationResponse({
      response: response as unknown as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: host,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    }),
  )
  if (judged?.verified !== true) return undefined
  const { credential, credentialDeviceType } = judged.registrationInfo
  const jwk = jwkOf(credential.publicKey)
  return jwk && { id: credential.id, jwk, synced: credentialDeviceType === 'multiDevice' }
}

async function signedIn(
  response: CeremonyResponse,
  challenge: string,
  { id, jwk }: Pick<Passkey, 'id' | 'jwk'>,
  origin: string,
  host: string,
): Promise<boolean> {
  const judged = await unlessRefused(() =>
    verifyAuthenticationResponse({
      response: response as unknown as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: host,
      requireUserVerification: true,
      // Passkeys that are kept in several places do not count, or count apart; what counts is the challenge (ADR 0013).
      credential: { id, publicKey: coseOf(jwk), counter: 0 },
    }),
  )
  return judged?.verified === true
}

/** The library throws for whatever does not fit; what came from outside is never a defect of ours. */
async function unlessRefused<T>(judge: () => Promise<T>): Promise<T | undefined> {
  try {
    return await judge()
  } catch {
    return undefined
  }
}
