import { createHash, createPrivateKey, sign, type webcrypto } from 'node:crypto'
import type { Bytes } from '#domain/bytes.ts'
import type { NoteSigner } from '#domain/log/sign-note.ts'
import { signatureTypes, verifierKey, type SignatureType } from '#domain/log/verifier-key.ts'

/** PKCS #8 of an Ed25519 key, up to its 32 bytes (RFC 8410). */
const prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** A log's or witness's Ed25519 key that follows from its name: the same each time. */
export async function aNoteSigner(name: string, type: SignatureType = signatureTypes.ed25519): Promise<NoteSigner> {
  const seed = createHash('sha256').update(`test key of ${name}, type ${type}`).digest()
  const key = createPrivateKey({ key: Buffer.concat([prefix, seed]), format: 'der', type: 'pkcs8' })
  const { x } = key.export({ format: 'jwk' }) as { x: string }
  const publicKey: Bytes = Uint8Array.from(Buffer.from(x, 'base64url'))
  return {
    key: await verifierKey(name, type, publicKey),
    sign: async (message) => Uint8Array.from(sign(null, message, key)),
  }
}

export function aWitness(name: string): Promise<NoteSigner> {
  return aNoteSigner(name, signatureTypes.ed25519Cosignature)
}

/** A post-quantum key; a new one each time, since WebCrypto makes them of its own randomness. */
export async function anMlDsaSigner(name: string): Promise<NoteSigner> {
  const made: unknown = await crypto.subtle.generateKey({ name: 'ML-DSA-44' }, true, ['sign', 'verify'])
  const pair = made as webcrypto.CryptoKeyPair
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw-public' as 'raw', pair.publicKey))
  return {
    key: await verifierKey(name, signatureTypes.mlDsa44Cosignature, publicKey),
    sign: async (message) => new Uint8Array(await crypto.subtle.sign({ name: 'ML-DSA-44' }, pair.privateKey, message)),
  }
}
