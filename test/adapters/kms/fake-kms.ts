import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { GetPublicKeyCommand, KMSClient, NotFoundException, SignCommand, type SignRequest } from '@aws-sdk/client-kms'
import { p256 } from '@noble/curves/nist.js'
import { mockClient } from 'aws-sdk-client-mock'

/**
 * KMS as far as a signer sees it: keys by name, the public half in DER, and signatures of a digest in DER. Stands in for
 * every KMSClient of the process until its `mock` is restored.
 */
export function fakeKms(names: readonly string[]) {
  const keys = new Map(names.map((name) => [name, aKey()]))
  const outage: { failure?: Error } = {}
  const keyNamed = (name: string | undefined): KeyObject => {
    if (outage.failure !== undefined) throw outage.failure
    const key = keys.get(name ?? '')
    if (key === undefined) throw new NotFoundException({ message: `no key ${name}`, $metadata: {} })
    return key
  }
  const mock = mockClient(KMSClient)
  mock.on(GetPublicKeyCommand).callsFake(({ KeyId }) => ({ PublicKey: spkiOf(keyNamed(KeyId)) }))
  mock.on(SignCommand).callsFake((asked: SignRequest) => ({ Signature: signDigest(keyNamed(asked.KeyId), asked) }))
  return { keys, mock, outage }
}

export function aKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
}

export function spkiOf(key: KeyObject): Uint8Array {
  return new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' }))
}

// OpenSSL has no way through node:crypto to sign what is hashed already.
function signDigest(key: KeyObject, { Message, MessageType, SigningAlgorithm }: SignRequest): Uint8Array {
  if (MessageType !== 'DIGEST' || SigningAlgorithm !== 'ECDSA_SHA_256' || Message?.length !== 32)
    throw new TypeError('this is not how the key signs')
  const secret = Buffer.from(String(key.export({ format: 'jwk' }).d), 'base64url')
  return p256.Signature.fromBytes(p256.sign(Message, secret, { prehash: false, lowS: false })).toBytes('der')
}
