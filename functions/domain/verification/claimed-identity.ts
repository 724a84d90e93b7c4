import * as z from 'zod'
import type { Presented } from '#schemas/evidence.ts'
import { toBase64url } from '../bytes.ts'
import type { Cryptography } from '../cryptography.ts'
import { readCanonicalJson } from '../canonical-json.ts'
import { parseCertificateId } from '../certificate/certificate-id.ts'
import { readCredential } from '../certificate/credential.ts'
import { decodeSummary } from '../qr/qr-summary.ts'
import { digitsOfQr, readQrDigits } from '../qr/read-qr.ts'
import { CheckFailure } from './check-failure.ts'

export interface ClaimedIdentity {
  readonly id: string
  /** Of a credential or a QR code. */
  readonly sth?: string
  readonly qrDigits?: string
  /** Number of the status list that it names. */
  readonly statusList?: number
}

/**
 * The id that something presented claims, before anything is verified: only good for looking up the record to verify
 * against. Undefined if no id can be read from it.
 */
export async function claimedIdentity(
  presented: Presented,
  verifierOrigins: readonly string[],
  cryptography: Cryptography,
): Promise<ClaimedIdentity | undefined> {
  try {
    if ('qr' in presented) {
      const qrDigits = digitsOfQr(presented.qr, verifierOrigins)
      const { id, sth, status } = decodeSummary(readQrDigits(qrDigits).payload)
      return { id, sth, qrDigits, statusList: status.list }
    }
    if ('credential' in presented) return await identityOfCredential(presented.credential, cryptography)
    const id = parseCertificateId(presented.id)
    return id === undefined ? undefined : { id }
  } catch (error) {
    if (error instanceof CheckFailure) return undefined
    throw error
  }
}

async function identityOfCredential(text: string, cryptography: Cryptography): Promise<ClaimedIdentity | undefined> {
  const { payloadBytes } = readCredential(text)
  const parsed = claims.safeParse(readCanonicalJson(payloadBytes))
  if (!parsed.success || parseCertificateId(parsed.data.jti) !== parsed.data.jti) return undefined
  const { jti: id, status } = parsed.data
  const list = Number(/\/status-lists\/(\d{1,7})$/.exec(status.status_list.uri)?.[1])
  const sth = toBase64url(await cryptography.sha256(payloadBytes))
  return { id, sth, ...(Number.isInteger(list) ? { statusList: list } : {}) }
}

const claims = z.object({ jti: z.string(), status: z.object({ status_list: z.object({ uri: z.string().max(300) }) }) })
