import type { Presented } from '#schemas/evidence.ts'
import type { Registry } from '#schemas/keys.ts'
import { equalBytes, fromBase64url } from '../bytes.ts'
import { readCredential } from '../certificate/credential.ts'
import { hintLength } from '../qr/cose-sign1.ts'
import { digitsOfQr, readQrDigits } from '../qr/read-qr.ts'
import { CheckFailure } from './check-failure.ts'

/**
 * Issuer of the registry whose key a credential or QR code names, before anything is verified: only good for asking that
 * registry. Undefined for an id, which names no registry, and for keys of none of `registries`.
 */
export function claimedIssuer(presented: Presented, registries: readonly Registry[]): string | undefined {
  try {
    if ('credential' in presented) {
      const { kid } = readCredential(presented.credential)
      return registries.find(({ keys }) => keys.some((key) => key.kid === kid))?.issuer
    }
    if ('id' in presented) return undefined
    const origins = registries.flatMap(({ verifierOrigins }) => verifierOrigins)
    const { keyHint } = readQrDigits(digitsOfQr(presented.qr, origins))
    return registries.find(({ keys }) => keys.some(({ kid }) => isHintOf(kid, keyHint)))?.issuer
  } catch (error) {
    if (error instanceof CheckFailure) return undefined
    throw error
  }
}

function isHintOf(kid: string, hint: Uint8Array): boolean {
  return equalBytes(fromBase64url(kid)?.subarray(0, hintLength) ?? new Uint8Array(), hint)
}
