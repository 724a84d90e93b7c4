import { startAuthentication, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import type { SessionView } from '#schemas/operations/passkeys.ts'
import { callAs, registry } from '../page/registry.ts'

/** Throws what the browser says, RegistryRefusal or RegistryUnreachable. */
export async function signIn(): Promise<SessionView> {
  const { ceremony, options } = await registry.call('start-sign-in', { body: {} })
  const response = await startAuthentication({
    optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON,
  })
  const session = await registry.call('finish-sign-in', { body: { ceremony, response: { ...response } } })
  callAs(session)
  return session
}
