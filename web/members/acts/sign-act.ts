import { startAuthentication } from '@simplewebauthn/browser'
import { toBase64url } from '#domain/bytes.ts'
import type { PreparedAct } from './prepare-act.ts'

/** Milliseconds in which a person confirms on its device; as long as most platforms allow. */
const patience = 300_000

/**
 * Has the person sign the act with one of its own passkeys: a WebAuthn assertion whose challenge is SHA-256 of the bytes.
 * Returns the text form that the registry keeps as evidence. Throws what the browser says.
 */
export async function signAct({ bytes, digest }: PreparedAct, passkeys: readonly string[]): Promise<string> {
  const { id, response } = await startAuthentication({
    optionsJSON: {
      challenge: digest,
      rpId: location.hostname,
      userVerification: 'required',
      allowCredentials: passkeys.map((each) => ({ id: each, type: 'public-key' as const })),
      timeout: patience,
    },
  })
  const { authenticatorData, clientDataJSON, signature } = response
  return ['webauthn1', id, toBase64url(bytes), authenticatorData, clientDataJSON, signature].join('.')
}
