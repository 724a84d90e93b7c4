import * as z from 'zod'
import { digest, seconds } from '#schemas/certificate.ts'

const bucket = z.strictObject({ fullAt: z.int().min(1), expiresAt: seconds })
const usedAssertion = z.strictObject({ kid: digest, jti: digest, attempt: z.uuid(), expiresAt: seconds })

type Take = <T>(pattern: RegExp, form: z.ZodType<T>, placeOf: (value: T, partition: string) => string) => T[]

/** What stands in the table about who calls, and how often. */
export function readAccess(take: Take) {
  return {
    buckets: take(/^BUCKET#(network|principal|organisation)#\S+ BUCKET$/, bucket, (_, place) => `${place} BUCKET`),
    usedAssertions: take(/^ASSERTION#/, usedAssertion, ({ kid, jti }) => `ASSERTION#${kid} ${jti}`),
  }
}
