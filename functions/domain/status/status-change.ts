import type { Certificate } from '#schemas/certificate.ts'
import { statusValueOf, type StatusValue } from '#schemas/status-list.ts'
import { statusPositionOf } from '../certificate/stored-credential.ts'

/** What an entry of a status list should say next; see `ports/status-lists.ts`. */
export interface EntryChange {
  readonly list: number
  readonly index: number
  readonly value: StatusValue
  readonly version: number
}

/** What the entry of a certificate has to say, by its status now. */
export function statusChangeOf(certificate: Certificate): EntryChange {
  const { status, statusVersion } = certificate
  return { ...statusPositionOf(certificate), value: statusValueOf[status], version: statusVersion }
}
