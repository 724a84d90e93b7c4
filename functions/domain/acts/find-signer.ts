import type { OrganisationKey } from '#schemas/keys.ts'
import type { Organisation } from '#schemas/organisation.ts'
import type { Passkey, Person } from '#schemas/person.ts'
import { clockSkew } from '../verification/check-validity.ts'

/** How a signed text names who signed it: by RFC 7638 thumbprint, or by credential id. */
export type SignerName =
  | { readonly by: 'key'; readonly kid: string }
  | { readonly by: 'passkey'; readonly credentialId: string }

/** Who signs with a key or a passkey that is registered here, in force or not. */
export type FoundSigner =
  | { readonly by: 'key'; readonly organisation: Organisation; readonly key: OrganisationKey }
  | {
      readonly by: 'passkey'
      readonly organisation: Organisation
      readonly person: Person
      readonly passkey: Passkey
    }

/** Strongly consistent: what was removed a moment ago signs nothing. */
export type FindSigner = (name: SignerName) => Promise<FoundSigner | undefined>

/** Who signed, as it is kept with what was signed. */
export type ActSigner =
  | { readonly kind: 'key'; readonly kid: string }
  | { readonly kind: 'person'; readonly person: Person; readonly credentialId: string }

/** When the key may sign: seconds, both ends included. */
export interface SigningWindow {
  readonly notBefore: number
  readonly notAfter: number
}

export function signerOf(found: FoundSigner): ActSigner {
  return found.by === 'key'
    ? { kind: 'key', kid: found.key.kid }
    : { kind: 'person', person: found.person, credentialId: found.passkey.id }
}

export function windowOf(found: FoundSigner): SigningWindow {
  return found.by === 'key' ? found.key : windowOfPasskey(found.passkey)
}

/** Whoever has just registered a passkey may sign at once, on a computer whose clock is behind ours. */
export function windowOfPasskey({ notBefore, notAfter }: Pick<Passkey, 'notBefore' | 'notAfter'>): SigningWindow {
  return { notBefore: notBefore - clockSkew, notAfter: notAfter ?? Number.MAX_SAFE_INTEGER }
}

/** Whether its organisation is active, and key or passkey and person are in force at `now`. */
export function inForce(found: FoundSigner, now: number): boolean {
  if (found.organisation.state !== 'active') return false
  const { notBefore, notAfter } = windowOf(found)
  const active = found.by === 'key' ? found.key.state === 'active' : found.person.state === 'active'
  // A passkey ends at the second in which it is removed, not after it.
  const ended = found.by === 'passkey' && found.passkey.notAfter !== undefined && found.passkey.notAfter <= now
  return active && !ended && notBefore <= now && now <= notAfter
}
