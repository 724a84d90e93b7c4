import type { CredentialPayload } from '#schemas/certificate.ts'
import { dateOf } from '#schemas/dates.ts'
import { CheckFailure } from '../verification/check-failure.ts'

/** Entries of one status list: 2^20 at 2 bits each (formats.md 3). */
export const statusListSize = 1_048_576

/**
 * Certificates that end in the same quarter share a series of lists, so that a list can be retired whole. Numbers leave
 * room for 256 lists a quarter: quarter since the year 2000, times 256.
 */
export function statusListSeries(validUntil: number): number {
  const [year, month] = dateOf(validUntil).split('-')
  return ((Number(year) - 2000) * 4 + Math.floor((Number(month) - 1) / 3)) * 256
}

/** The list and index of the nth certificate of a series. */
export function statusPosition(series: number, nth: number): { list: number; index: number } {
  return { list: series + Math.floor(nth / statusListSize), index: nth % statusListSize }
}

export function statusListUri(issuer: string, list: number): string {
  return `${issuer}/status-lists/${list}`
}

/** Throws CheckFailure `status-ref-invalid` if the status is not kept by the issuer itself. */
export function statusListNumber({ iss, status }: CredentialPayload): number {
  const { uri } = status.status_list
  const prefix = `${iss}/status-lists/`
  const number = uri.slice(prefix.length)
  if (!uri.startsWith(prefix) || !/^(0|[1-9]\d{0,6})$/.test(number)) throw new CheckFailure('status-ref-invalid')
  return Number(number)
}
