import { concatBytes, fromBase64url, fromUtf8, toBase64url, toUtf8, type Bytes } from '../bytes.ts'
import { canonicalBytes } from '../canonical-json.ts'
import { RegistryError } from '../errors.ts'

/** The question that a cursor goes on with. One of another question, or of another organisation, does not open. */
export interface CursorScope {
  readonly operation: string
  /** The caller's organisation, never that of the list. */
  readonly organisation: string
  /** What was asked for besides the cursor; what was not asked for may stand as undefined. */
  readonly filters?: Readonly<Record<string, string | undefined>>
}

const nonceLength = 12
const tagLength = 16

/**
 * Seals a place in a list (the sort key of the last item that was told, say) for who asked and what was asked: AES-256-GCM
 * (NIST SP 800-38D) with the scope as additional data. The nonce is a MAC of scope and place, so the same cursor is made
 * again for the same place and no nonce ever serves two texts. `secret`: 32 random bytes of the registry. A place of up to
 * 400 bytes fits the form of a cursor.
 */
export async function sealCursor(secret: Bytes, scope: CursorScope, place: string): Promise<string> {
  const { key, mac } = await keysOf(secret)
  const [additionalData, text] = [bytesOf(scope), toUtf8(place)]
  const digest = await crypto.subtle.sign('HMAC', mac, concatBytes(additionalData, new Uint8Array(1), text))
  const iv = new Uint8Array(digest).slice(0, nonceLength)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, text)
  return toBase64url(concatBytes(iv, new Uint8Array(sealed)))
}

/** The place in a cursor. Throws RegistryError `cursor-invalid` for one that was not sealed with this secret for this scope. */
export async function openCursor(secret: Bytes, scope: CursorScope, cursor: string): Promise<string> {
  const bytes = fromBase64url(cursor)
  if (bytes === undefined || bytes.length < nonceLength + tagLength) throw invalid()
  const { key } = await keysOf(secret)
  const opening = { name: 'AES-GCM', iv: bytes.slice(0, nonceLength), additionalData: bytesOf(scope) }
  const opened = await crypto.subtle.decrypt(opening, key, bytes.slice(nonceLength)).catch(() => undefined)
  if (opened === undefined) throw invalid()
  return fromUtf8(new Uint8Array(opened))
}

const invalid = () =>
  new RegistryError(
    'cursor-invalid',
    'Ask with the same parameters and as the same organisation as for the answer that gave this cursor, or leave it out to begin at the top.',
  )

/** Canonical, so it is one text for one scope; what is undefined counts as absent. */
function bytesOf({ operation, organisation, filters = {} }: CursorScope): Bytes {
  const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined))
  return canonicalBytes({ filters: given, operation, organisation })
}

/** One secret, two keys, each of one use (NIST SP 800-108, by HKDF). */
async function keysOf(secret: Bytes) {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  const derivation = (info: string) =>
    ({
      name: 'HKDF',
      hash: 'SHA-256',
      salt: new Uint8Array(32),
      info: toUtf8(`end-use-registry cursor ${info}`),
    }) as const
  const [key, mac] = await Promise.all([
    crypto.subtle.deriveKey(derivation('seal'), base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    crypto.subtle.deriveKey(derivation('nonce'), base, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign']),
  ])
  return { key, mac }
}
