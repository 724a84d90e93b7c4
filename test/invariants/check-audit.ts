import * as z from 'zod'
import { auditEvent } from '#schemas/approval.ts'
import { certificateStatus, digest, seconds, type Certificate } from '#schemas/certificate.ts'

type Take = <T>(pattern: RegExp, form: z.ZodType<T>, placeOf: (value: T, partition: string) => string) => T[]

const told = auditEvent.extend({ id: z.string() })
const listed = z.strictObject({
  id: z.string(),
  organisation: z.string(),
  status: certificateStatus,
  statusSince: seconds,
  issuedAt: seconds,
  validFrom: seconds,
  validUntil: seconds,
})

/** The lists of certificates and of the audit, and the secret of cursors. */
export function readLists(take: Take) {
  const audit = (whose: string, list: string) =>
    take(new RegExp(`^${whose}#\\S+ ${list}#`), told, ({ at, id }, partition) => {
      return `${partition} ${list}#${String(at).padStart(12, '0')}#${id}`
    })
  take(/^REGISTRY CURSOR-SECRET$/, z.strictObject({ secret: digest }), () => 'REGISTRY CURSOR-SECRET')
  return {
    listed: take(/^ORG#\S+ CERT#/, listed, ({ organisation, issuedAt, id }) => {
      return `ORG#${organisation} CERT#${String(issuedAt).padStart(12, '0')}#${id}`
    }),
    ofOrganisations: audit('ORG', 'AUDIT'),
    ofCertificates: audit('CERT', 'AUDIT'),
    shown: audit('CERT', 'SHOWN'),
  }
}

interface Contents extends ReturnType<typeof readLists> {
  readonly certificates: readonly Certificate[]
  readonly issuances: readonly { readonly id: string; readonly state: string; readonly fingerprint: string }[]
  readonly acts: readonly { readonly certificate: string; readonly fingerprint: string; readonly status: string }[]
}

/**
 * What must not be: a certificate that its organisation's list lacks or shows otherwise; an issue or an act that the audit
 * does not tell to its organisation, to authorities and to the holder; an event that a list tells and the one behind it
 * does not.
 */
export function checkAudit({ certificates, listed: rows, issuances, acts, ...audit }: Contents): string[] {
  const { ofOrganisations, ofCertificates, shown } = audit
  const inList = ({ id, organisation, status, statusSince, issuedAt, validFrom, validUntil }: (typeof rows)[number]) =>
    `${id} of ${organisation}, ${status} since ${statusSince}, issued ${issuedAt}, good ${validFrom} to ${validUntil}`
  const named = ({ id, subject, operation }: (typeof shown)[number]) => `${operation} ${id} on ${subject}`
  const deeds = [
    ...issuances
      .filter(({ state }) => state === 'issued')
      .map((each) => [`issue-certificate`, each.fingerprint, each.id]),
    ...acts.map(({ status, fingerprint, certificate }) => [
      'change-status',
      status === 'superseded' ? `${fingerprint}.superseded` : fingerprint,
      certificate,
    ]),
  ].map(([operation, id, subject]) => `${operation} ${id} on ${subject}`)
  return [
    ...apart(certificates.map(inList), rows.map(inList)).map((each) => `the list of certificates: ${each}`),
    ...missing(deeds, shown.map(named)).map((each) => `${each} is not told to the holder`),
    ...missing(shown.map(named), ofCertificates.map(named)).map((each) => `${each} is not told of its certificate`),
    ...missing(ofCertificates.map(named), ofOrganisations.map(named)).map((each) => `${each} is told of nobody`),
  ]
}

const missing = (wanted: readonly string[], found: readonly string[]) => {
  const known = new Set(found)
  return wanted.filter((each) => !known.has(each))
}

const apart = (one: readonly string[], other: readonly string[]) => [
  ...missing(one, other).map((each) => `lacks ${each}`),
  ...missing(other, one).map((each) => `shows ${each}`),
]
