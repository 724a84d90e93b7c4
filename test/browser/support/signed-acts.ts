import { createHash, verify } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { canonicalJson } from '#domain/canonical-json.ts'
import { importer, linh, minh, organisationKey } from '#test/builders/members.ts'
import { aSession, type MembersScene } from './members-scene.ts'
import type { Answers, Asked } from './operations-of-page.ts'

export const digestOf = (text: string | Buffer) => createHash('sha256').update(text).digest('base64url')
export const review = (page: Page) => page.getByRole('region', { name: 'You are about to:' })
export const next = (page: Page) => page.getByRole('button', { name: 'Next: look before you sign' }).click()
export const sign = (page: Page) => page.getByRole('button', { name: 'Sign with your passkey' }).click()

/** What was signed, if it was signed by the passkey of the scene, for this registry, as WebAuthn wants it. */
export function signedIn(
  scene: MembersScene,
  { input, contentType }: Asked,
): { act: string; input: unknown; iss: string } {
  const [form, id, payload, authenticatorData, clientData, signature] = (input.body as string)
    .split('.')
    .map((part, i) => (i < 2 ? part : Buffer.from(part, 'base64url'))) as [
    string,
    string,
    Buffer,
    Buffer,
    Buffer,
    Buffer,
  ]
  expect([form, id, contentType]).toEqual(['webauthn1', scene.passkey.id, 'application/vnd.end-use-registry.webauthn'])
  expect(input['idempotency-key']).toBe(digestOf(payload))
  expect(JSON.parse(clientData.toString())).toMatchObject({
    type: 'webauthn.get',
    challenge: digestOf(payload),
    origin: scene.site.origin,
    crossOrigin: false,
  })
  // Present and verified (WebAuthn Level 3, section 6.1).
  expect(authenticatorData[32]! & 0b101).toBe(0b101)
  const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()])
  expect(verify('sha256', signed, scene.passkey.publicKey, signature)).toBe(true)
  const read = JSON.parse(payload.toString()) as { act: string; aud: string; iat: number; input: unknown; iss: string }
  expect(payload.toString()).toBe(canonicalJson(read))
  expect(read.aud).toBe(scene.site.origin)
  expect(Math.abs(read.iat - Date.now() / 1000)).toBeLessThan(60)
  return { act: read.act, input: read.input, iss: read.iss }
}

export const here = (scene: MembersScene, kind: 'operator' | 'administrator'): Answers => ({
  'get-session': () => aSession(scene, kind),
  'get-organisation': () => ({ ...importer, keys: [organisationKey] }),
  'list-people': () => ({ people: [linh, minh] }),
})
export const acts = (asked: readonly Asked[]) => asked.filter(({ input }) => 'idempotency-key' in input)
