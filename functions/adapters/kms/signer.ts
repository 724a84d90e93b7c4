import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms'
import { publicJwk, type KeyUse, type PublicJwk } from '#schemas/keys.ts'
import { sha256, type Bytes } from '#domain/bytes.ts'
import { rawFromDer } from '#domain/ecdsa-der.ts'
import { RegistryError } from '#domain/errors.ts'
import { verifyEs256 } from '#domain/es256.ts'
import { keyIdOf } from '#domain/key-id.ts'
import type { Signer } from '#ports/signer.ts'

interface PublicHalf {
  readonly kid: string
  readonly jwk: PublicJwk
}

/**
 * Signs with keys of AWS KMS (`ECC_NIST_P256`, sign and verify), named by id, ARN or alias. For a use without a key
 * it is unavailable: not every function may sign everything.
 */
export function kmsSigner(keyNames: Readonly<Partial<Record<KeyUse, string>>>): Signer {
  // The SDK tries again by itself, which is harmless here: a second signature of the same bytes is as good as the first.
  const client = new KMSClient({
    maxAttempts: 3,
    retryMode: 'standard',
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  })
  const publicHalves = new Map<KeyUse, Promise<PublicHalf>>()

  const nameOf = (use: KeyUse): string => {
    const name = keyNames[use]
    if (name === undefined) throw new Error(`this function has no ${use} key`)
    return name
  }

  const publicKey = (use: KeyUse): Promise<PublicHalf> => {
    const known = publicHalves.get(use)
    if (known !== undefined) return known
    const asked = unlessUnavailable(() => fetchPublicHalf(client, nameOf(use)))
    publicHalves.set(use, asked)
    asked.catch(() => forget(use, asked))
    return asked
  }

  const forget = (use: KeyUse, half: Promise<PublicHalf>) => {
    if (publicHalves.get(use) === half) publicHalves.delete(use)
  }

  return {
    publicKey,
    sign: async (use, bytes) => {
      const asked = publicKey(use)
      const { kid, jwk } = await asked
      const signature = await unlessUnavailable(() => rawSignature(client, nameOf(use), bytes))
      if (await verifyEs256(jwk, bytes, signature)) return { kid, signature }
      // Either the signature is wrong, or the alias names another key by now and the next caller must see its public half.
      forget(use, asked)
      throw unavailable(new Error(`KMS signed with another key than ${kid}, or wrongly`))
    },
  }
}

async function fetchPublicHalf(client: KMSClient, keyName: string): Promise<PublicHalf> {
  const { PublicKey: spki } = await client.send(new GetPublicKeyCommand({ KeyId: keyName }))
  if (spki === undefined) throw new Error('KMS returned no public key')
  // Fails for every key that is not a point of P-256.
  const p256Key = { name: 'ECDSA', namedCurve: 'P-256' }
  const key = await crypto.subtle.importKey('spki', new Uint8Array(spki), p256Key, true, ['verify'])
  const { crv, kty, x, y } = await crypto.subtle.exportKey('jwk', key)
  const jwk = publicJwk.parse({ crv, kty, x, y })
  return { kid: await keyIdOf(jwk), jwk }
}

/** KMS answers in DER (two integers of varying length); JWS and COSE want r and s of 32 bytes each. */
async function rawSignature(client: KMSClient, keyName: string, bytes: Bytes): Promise<Bytes> {
  const request = {
    KeyId: keyName,
    Message: await sha256(bytes),
    MessageType: 'DIGEST',
    SigningAlgorithm: 'ECDSA_SHA_256',
  } as const
  const { Signature: der } = await client.send(new SignCommand(request))
  const raw = der && rawFromDer(der)
  if (raw === undefined) throw new Error('KMS returned no signature')
  return raw
}

async function unlessUnavailable<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw unavailable(error)
  }
}

function unavailable(cause: unknown): RegistryError {
  const detail =
    'The registry could not sign. Try again in a few seconds, with the same Idempotency-Key and the same body: ' +
    'nothing will be done twice.'
  return new RegistryError('signer-unavailable', detail, [], { cause })
}
