import { startRegistration, type PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser'
import type { SessionView } from '#schemas/operations/passkeys.ts'
import { callAs, registry } from '../page/registry.ts'

/**
 * Makes a passkey on this device and registers it: for who has an invitation, or for who is signed in. Returns the session
 * that begins with it. Throws what the browser says, RegistryRefusal or RegistryUnreachable.
 */
export async function makePasskey(label: string, invitation?: string): Promise<SessionView> {
  const { ceremony, options } = await registry.call('start-passkey', {
    body: invitation === undefined ? {} : { invitation },
  })
  const response = await startRegistration({
    optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON,
  })
  const session = await registry.call('finish-passkey', { body: { ceremony, label, response: { ...response } } })
  callAs(session)
  return session
}
