import * as z from 'zod'
import { digest, seconds } from '#schemas/certificate.ts'
import { trustedRegistry } from '#schemas/trust-list.ts'

const trustEdition = z.strictObject({ version: z.int().min(1), digest, token: z.string(), publishedAt: seconds })
export type TrustEdition = z.infer<typeof trustEdition>

type Take = <T>(pattern: RegExp, form: z.ZodType<T>, placeOf: (value: T, partition: string) => string) => T[]

/** What stands in the table about trust in other registries. */
export function readTrust(take: Take) {
  return {
    trustEditions: take(
      /^TRUST EDITION#/,
      trustEdition,
      ({ version }) => `TRUST EDITION#${String(version).padStart(12, '0')}`,
    ),
    newestTrust: take(/^TRUST NEWEST$/, trustEdition, () => 'TRUST NEWEST'),
    partners: take(/^TRUST PARTNER#/, trustedRegistry, ({ issuer }) => `TRUST PARTNER#${issuer}`),
  }
}

/** The editions are numbered without a gap, and the one that stands is the last. */
export function checkTrust({
  trustEditions,
  newestTrust,
}: {
  trustEditions: TrustEdition[]
  newestTrust: TrustEdition[]
}): string[] {
  const sorted = trustEditions.toSorted((a, b) => a.version - b.version)
  const gaps = sorted
    .filter(({ version }, at) => version !== at + 1)
    .map(({ version }) => `edition ${version} of the trust list does not follow the one before`)
  const [last, stands] = [sorted.at(-1), newestTrust[0]]
  return JSON.stringify(last) === JSON.stringify(stands)
    ? gaps
    : [...gaps, 'the trust list that stands is not its last edition']
}
