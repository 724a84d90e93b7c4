import * as z from 'zod'
import { digest, seconds } from '#schemas/certificate.ts'
import { personId } from '#schemas/certificate.ts'
import { credentialId } from '#schemas/person.ts'

const bucket = z.strictObject({ fullAt: z.int().min(1), expiresAt: seconds })
const usedAssertion = z.strictObject({ kid: digest, jti: digest, attempt: z.uuid(), expiresAt: seconds })

const ceremony = z.strictObject({
  digest,
  kind: z.enum(['registration', 'sign-in']),
  challenge: digest,
  person: z.strictObject({ organisation: z.string(), id: personId, version: z.int().min(1) }).optional(),
  expiresAt: seconds,
  taken: z.uuid().optional(),
})
const session = z.strictObject({
  digest,
  organisation: z.string(),
  person: personId,
  passkey: credentialId,
  startedAt: seconds,
  seenAt: seconds,
  expiresAt: seconds,
})

type Take = <T>(pattern: RegExp, form: z.ZodType<T>, placeOf: (value: T, partition: string) => string) => T[]

/** What stands in the table about who calls, and how often. */
export function readAccess(take: Take) {
  return {
    buckets: take(/^BUCKET#(network|principal|organisation)#\S+ BUCKET$/, bucket, (_, place) => `${place} BUCKET`),
    ceremonies: take(/^CEREMONY#\S+ CEREMONY$/, ceremony, (each) => `CEREMONY#${each.digest} CEREMONY`),
    sessions: take(/^SESSION#\S+ SESSION$/, session, (each) => `SESSION#${each.digest} SESSION`),
    usedAssertions: take(/^ASSERTION#/, usedAssertion, ({ kid, jti }) => `ASSERTION#${kid} ${jti}`),
  }
}
