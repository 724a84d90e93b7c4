import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { encode } from 'cbor2'
import type { PublicJwk } from '#schemas/keys.ts'
import type { RsaJwk } from '#schemas/person.ts'
import { concatBytes, sha256, toBase64url, toUtf8, type Bytes } from '#domain/bytes.ts'
import { canonicalBytes } from '#domain/canonical-json.ts'
import { writeAssertion, type Assertion } from '#domain/webauthn/assertion.ts'
import { passkeyDomain } from '#domain/webauthn/verify-assertion.ts'

export const flags = { present: 0x01, verified: 0x04, eligible: 0x08, backedUp: 0x10, attested: 0x40, extended: 0x80 }

/** What a dishonest browser or authenticator says instead. */
export interface Lies {
  readonly origin?: string
  /** Domain that the key was made for. */
  readonly domain?: string
  readonly challenge?: string
  readonly type?: string
  /** Members that come last in the client data. */
  readonly client?: object
  readonly clientText?: (honest: string) => string
  readonly flags?: number
  readonly extensions?: Uint8Array
  readonly count?: number
  readonly signature?: (honest: Bytes) => Bytes
  readonly credentialId?: string
  readonly cose?: Map<number, unknown>
  readonly attestation?: { readonly fmt: string; readonly attStmt: object }
}

export type KeyKind = 'P-256' | 'P-384' | 'Ed25519' | { readonly modulus: number; readonly exponent?: number }

/** A passkey in software that can lie: what a browser gives, without a browser. */
export function aSoftwarePasskey(kind: KeyKind = 'P-256') {
  const pair = makePair(kind)
  const exported = pair.publicKey.export({ format: 'jwk' })
  const id = randomBytes(32).toString('base64url')

  async function signed(challenge: string, origin: string, lies: Lies): Promise<Omit<Assertion, 'payloadBytes'>> {
    const clientDataJson = clientDataOf('webauthn.get', challenge, origin, lies)
    const data = await authenticatorDataOf(origin, lies, flags.present | flags.verified)
    const authenticatorData = concatBytes(data, lies.extensions ?? new Uint8Array())
    const input = concatBytes(authenticatorData, await sha256(clientDataJson))
    const hash = kind === 'Ed25519' ? null : 'sha256'
    const honest = new Uint8Array(sign(hash, input, pair.privateKey))
    const signature = lies.signature?.(honest) ?? honest
    return { credentialId: lies.credentialId ?? id, authenticatorData, clientDataJson, signature }
  }

  return {
    id,
    jwk: jwkOf(exported),
    /** As the JSON of `startRegistration()` (WebAuthn Level 3, section 5.1.8). */
    async register({ challenge }: { challenge: string }, origin: string, lies: Lies = {}) {
      const credentialId = Buffer.from(lies.credentialId ?? id, 'base64url')
      const key = encode(lies.cose ?? coseOf(exported))
      const authData = concatBytes(
        await authenticatorDataOf(origin, lies, flags.present | flags.verified | flags.attested),
        new Uint8Array(16),
        Uint8Array.of(credentialId.length >> 8, credentialId.length & 255),
        credentialId,
        key,
      )
      const attestationObject = encode({ fmt: 'none', attStmt: {}, ...lies.attestation, authData })
      const clientDataJSON = toBase64url(clientDataOf('webauthn.create', challenge, origin, lies))
      const name = lies.credentialId ?? id
      const response = { clientDataJSON, attestationObject: toBase64url(attestationObject), transports: ['internal'] }
      return { id: name, rawId: name, type: 'public-key', clientExtensionResults: {}, response }
    },
    /** As the JSON of `startAuthentication()` (section 5.1.9). */
    async answer({ challenge }: { challenge: string }, origin: string, lies: Lies = {}) {
      const { credentialId, authenticatorData, clientDataJson, signature } = await signed(challenge, origin, lies)
      const response = {
        authenticatorData: toBase64url(authenticatorData),
        clientDataJSON: toBase64url(clientDataJson),
        signature: toBase64url(signature),
      }
      return { id: credentialId, rawId: credentialId, type: 'public-key', clientExtensionResults: {}, response }
    },
    /** An assertion over a payload, in parts. */
    async assertion(payload: object, origin: string, lies: Lies = {}): Promise<Assertion> {
      const payloadBytes = canonicalBytes(payload)
      const challenge = toBase64url(await sha256(payloadBytes))
      return { payloadBytes, ...(await signed(challenge, origin, lies)) }
    },
    /** The same in its text form. */
    async sign(payload: object, origin: string, lies: Lies = {}): Promise<string> {
      return writeAssertion(await this.assertion(payload, origin, lies))
    },
  }
}

export type SoftwarePasskey = ReturnType<typeof aSoftwarePasskey>

function clientDataOf(type: string, challenge: string, origin: string, lies: Lies): Bytes {
  const told = {
    type: lies.type ?? type,
    challenge: lies.challenge ?? challenge,
    origin: lies.origin ?? origin,
    crossOrigin: false,
    ...lies.client,
  }
  const text = JSON.stringify(told)
  return toUtf8(lies.clientText?.(text) ?? text)
}

async function authenticatorDataOf(origin: string, lies: Lies, honest: number): Promise<Bytes> {
  const domain = await sha256(toUtf8(lies.domain ?? passkeyDomain(origin)))
  return concatBytes(domain, Uint8Array.of(lies.flags ?? honest, 0, 0, 0, lies.count ?? 1))
}

function makePair(kind: KeyKind): { publicKey: KeyObject; privateKey: KeyObject } {
  if (kind === 'Ed25519') return generateKeyPairSync('ed25519')
  if (typeof kind === 'string') return generateKeyPairSync('ec', { namedCurve: kind })
  return generateKeyPairSync('rsa', { modulusLength: kind.modulus, publicExponent: kind.exponent ?? 65_537 })
}

type Exported = ReturnType<KeyObject['export']> & {
  kty?: string
  crv?: string
  x?: string
  y?: string
  n?: string
  e?: string
}

function jwkOf({ kty, crv, x, y, n, e }: Exported): PublicJwk | RsaJwk {
  return kty === 'RSA' ? { e: e!, kty, n: n! } : ({ crv, kty, x, y } as PublicJwk)
}

/** RFC 9052 section 7, RFC 9053 section 7.1, RFC 8230 section 4. */
function coseOf({ kty, crv, x, y, n, e }: Exported): Map<number, unknown> {
  const bytes = (text: string | undefined) => new Uint8Array(Buffer.from(text!, 'base64url'))
  if (kty === 'RSA')
    return new Map<number, unknown>([
      [1, 3],
      [3, -257],
      [-1, bytes(n)],
      [-2, bytes(e)],
    ])
  if (kty === 'OKP')
    return new Map<number, unknown>([
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, bytes(x)],
    ])
  const [alg, curve] = crv === 'P-384' ? [-35, 2] : [-7, 1]
  return new Map<number, unknown>([
    [1, 2],
    [3, alg],
    [-1, curve],
    [-2, bytes(x)],
    [-3, bytes(y)],
  ])
}
