import { createPublicKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import type { Page } from 'playwright-core'

/** A passkey as the tests know it: both halves. */
export interface TestPasskey {
  /** Base64url. */
  readonly id: string
  readonly publicKey: KeyObject
  readonly pkcs8: Buffer
}

export function aPasskey(): TestPasskey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    id: randomBytes(16).toString('base64url'),
    publicKey: createPublicKey(privateKey),
    pkcs8: privateKey.export({ format: 'der', type: 'pkcs8' }),
  }
}

export interface Authenticator {
  /** Whether the person is there and is recognised. */
  recognises(person: boolean): Promise<void>
  /** Puts a passkey onto it, as if made here before. */
  hold(passkey: TestPasskey, userHandle?: string): Promise<void>
}

/** Chromium's virtual authenticator in the place of the device's own. */
export async function withAuthenticator(page: Page): Promise<Authenticator> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    async recognises(isUserVerified) {
      await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    },
    async hold({ id, pkcs8 }, userHandle = randomBytes(16).toString('base64')) {
      await devtools.send('WebAuthn.addCredential', {
        authenticatorId,
        credential: {
          credentialId: Buffer.from(id, 'base64url').toString('base64'),
          isResidentCredential: true,
          rpId: 'localhost',
          privateKey: pkcs8.toString('base64'),
          userHandle,
          signCount: 1,
        },
      })
    },
  }
}
