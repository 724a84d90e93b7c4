import { fromHex, toHex, type Bytes } from '../bytes.ts'

export type SignatureAlgorithm = 'Ed25519' | 'ML-DSA-44'

/** `unchecked`: this platform cannot verify such signatures. That is never as good as `good`, and never as bad as `bad`. */
export type SignatureOutcome = 'good' | 'bad' | 'unchecked'

/** Verifies one signature. Never throws. */
export type CheckSignature = (
  algorithm: SignatureAlgorithm,
  publicKey: Bytes,
  message: Bytes,
  signature: Bytes,
) => Promise<SignatureOutcome>

/** RFC 8032 section 7.1, test 2. */
const known = {
  publicKey: fromHex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'),
  message: fromHex('72'),
  signature: fromHex(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
      '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ),
}

const rawFormat: Readonly<Record<SignatureAlgorithm, string>> = { Ed25519: 'raw', 'ML-DSA-44': 'raw-public' }

/**
 * Verifies with WebCrypto. Browsers before 2025 have no Ed25519 and few have ML-DSA yet, and they say so in different
 * ways; so the platform is tried once with something that is known to be right, and only then believed when it refuses.
 */
export function webSignatureCheck(): CheckSignature {
  const able = new Map<SignatureAlgorithm, Promise<boolean>>()
  return async (algorithm, publicKey, message, signature) => {
    const tried = able.get(algorithm) ?? isAble(algorithm)
    able.set(algorithm, tried)
    if (!(await tried)) return 'unchecked'
    if (algorithm === 'Ed25519' && isWeak(publicKey)) return 'bad'
    try {
      return (await verifyRaw(algorithm, publicKey, message, signature)) ? 'good' : 'bad'
    } catch {
      return 'bad'
    }
  }
}

export const checkSignature: CheckSignature = webSignatureCheck()

async function isAble(algorithm: SignatureAlgorithm): Promise<boolean> {
  try {
    // Every 1312 bytes are a key of ML-DSA-44; a signature that is known to be good would be as long as this file.
    if (algorithm === 'ML-DSA-44') return (await importKey(algorithm, new Uint8Array(1312))) !== undefined
    const { publicKey, message, signature } = known
    const right = await verifyRaw(algorithm, publicKey, message, signature)
    return right && !(await verifyRaw(algorithm, publicKey, fromHex('73'), signature))
  } catch {
    return false
  }
}

async function verifyRaw(name: SignatureAlgorithm, publicKey: Bytes, message: Bytes, signature: Bytes) {
  return crypto.subtle.verify({ name }, await importKey(name, publicKey), signature, message)
}

function importKey(name: SignatureAlgorithm, publicKey: Bytes) {
  // The name of the format is younger than the types.
  return crypto.subtle.importKey(rawFormat[name] as 'raw', publicKey, { name }, false, ['verify'])
}

/** The encodings of points of small order, without the sign: under such a key one signature fits many texts. */
const weak = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
])

function isWeak(publicKey: Bytes): boolean {
  return publicKey.length !== 32 || weak.has(toHex(publicKey.with(31, publicKey[31]! & 0x7f)))
}
