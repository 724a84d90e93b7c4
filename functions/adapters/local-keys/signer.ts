import type { webcrypto } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { keyUses, type KeyUse, type PublicJwk } from '#schemas/keys.ts'
import type { Bytes } from '#domain/bytes.ts'
import { RegistryError } from '#domain/errors.ts'
import { verifyEs256 } from '#domain/es256.ts'
import { keyIdOf } from '#domain/key-id.ts'
import type { Signer } from '#ports/signer.ts'
import { readOrCreateKeyFile, type PrivateJwk } from './keys.ts'

interface KeyPair {
  readonly kid: string
  readonly jwk: PublicJwk
  readonly privateKey: webcrypto.CryptoKey
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/**
 * Signs with the keys of one file that only its owner may read, made on first use: for a registry on one machine.
 * Throws plain Error if the file is damaged or open to others: that is for who runs the registry, not for its callers.
 */
export function fileSigner(path: string): Signer {
  let held: { readonly edition: string; readonly pairs: Promise<Readonly<Record<KeyUse, KeyPair>>> } | undefined
  // A file that was put right, or has a new key, is read again without a restart.
  const load = async () => {
    const edition = await editionOf(path)
    if (held?.edition !== edition) {
      const read = { edition, pairs: loadPairs(path) }
      held = read
      read.pairs.catch(() => {
        if (held === read) held = undefined
      })
    }
    return held!.pairs
  }

  return {
    publicKey: async (use) => {
      const { kid, jwk } = (await load())[use]
      return { kid, jwk }
    },
    sign: async (use, bytes) => {
      const { kid, jwk, privateKey } = (await load())[use]
      const signature = await signWith(privateKey, bytes)
      if (await verifyEs256(jwk, bytes, signature)) return { kid, signature }
      throw new RegistryError('signer-unavailable', 'The registry could not sign. Tell who runs it.')
    },
  }
}

/** Another text for another file at the path: a key is replaced by moving a new file into place. */
async function editionOf(path: string): Promise<string> {
  const { ino, mtimeMs, mode } = (await stat(path).catch(() => undefined)) ?? {}
  return `${ino} ${mtimeMs} ${mode}`
}

async function loadPairs(path: string): Promise<Record<KeyUse, KeyPair>> {
  const file = await readOrCreateKeyFile(path)
  const pairs = await Promise.all(keyUses.map(async (use) => [use, await pairOf(path, file[use])] as const))
  return Object.fromEntries(pairs) as Record<KeyUse, KeyPair>
}

/** The public half is written beside the private one and could be another's: a signature shows that they belong together. */
async function pairOf(path: string, key: PrivateJwk): Promise<KeyPair> {
  const { crv, kty, x, y } = key
  const jwk = { crv, kty, x, y }
  const probe = new Uint8Array(32)
  try {
    const privateKey = await crypto.subtle.importKey('jwk', key, algorithm, false, ['sign'])
    if (await verifyEs256(jwk, probe, await signWith(privateKey, probe)))
      return { kid: await keyIdOf(jwk), jwk, privateKey }
  } catch {
    // Said below; what WebCrypto has against the key could quote it.
  }
  throw new Error(`the key file ${path} is damaged: the halves of a key do not belong together; put back a copy`)
}

async function signWith(privateKey: webcrypto.CryptoKey, bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign(algorithm, privateKey, bytes))
}
