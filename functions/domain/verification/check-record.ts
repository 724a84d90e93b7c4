import type { CertificateStatus } from '#schemas/certificate.ts'
import type { Evidence, RegistryRecord } from '#schemas/evidence.ts'
import type { Check, CheckCode, CheckName, Shown } from '#schemas/verdict.ts'
import { checkList, unusable } from './check-list.ts'
import { clockSkew } from './check-validity.ts'
import type { EvidenceList } from './read-evidence-list.ts'
import type { Subject } from './subject.ts'

/** A record older than this says nothing about now (security.md 4.2: five minutes online). */
const recordMaxAge = 300

const statusCodes = {
  active: 'status-active',
  suspended: 'suspended',
  revoked: 'revoked',
  superseded: 'superseded',
  surrendered: 'surrendered',
  exhausted: 'exhausted',
  closed: 'closed',
} as const satisfies Record<CertificateStatus, CheckCode>

const reported = (name: CheckName) => ({ name, required: true, basis: 'reported' }) as const

/** What the registry's own record says: that it knows the certificate, its status, and that the content is the same by `sth`. */
export function checkRecord(subject: Subject, evidence: Evidence, list: EvidenceList, now: number): Check[] {
  const { record } = evidence
  if (record.found === 'not-reached') return withoutRegistry(subject, list, now)
  if (record.found === 'no')
    return [{ ...reported('registration'), outcome: 'fail', code: 'certificate-unknown', asOf: record.asOf }]
  const { fact, asOf } = record
  if (fact.id !== subject.id) return notReached('registry-disagrees')
  return [
    { ...reported('registration'), outcome: 'pass', code: 'registered', asOf },
    fresher(checkStatus(fact, asOf, now), subject, list, now),
    fact.sth === subject.sth
      ? { ...reported('statement-hash'), outcome: 'pass', code: 'statement-hash-ok', asOf, facts: { sth: subject.sth } }
      : {
          ...reported('statement-hash'),
          outcome: 'fail',
          code: 'statement-hash-mismatch',
          asOf,
          facts: { presented: subject.sth, registered: fact.sth },
        },
  ]
}

/**
 * Without the registry its signed list answers for it, as of when it was signed. Whether the registry holds the same
 * content is then not compared: its signature over what is presented stands for that, and the verdict says so.
 */
function withoutRegistry(subject: Subject, list: EvidenceList, now: number): Check[] {
  if (list.held === 'no') return notReached()
  const checks = list.held === 'yes' ? checkList(subject, list.list, now) : unusable(listFault(list.code))
  return [
    ...checks,
    { ...reported('statement-hash'), required: false, outcome: 'skipped', code: 'statement-hash-not-compared' },
  ]
}

const listFault = (code: CheckCode) => (code === 'status-rollback' ? 'status-rollback' : 'status-invalid')

/**
 * The list decides where it is younger than the record and knows better or worse. Where the record is too old to judge by,
 * an older list that agrees with it is enough: it is signed, and says itself how long it may be used.
 */
function fresher(byRecord: Check, subject: Subject, list: EvidenceList, now: number): Check {
  if (list.held !== 'yes' || byRecord.outcome === 'fail') return byRecord
  const byList = checkList(subject, list.list, now).find(({ name }) => name === 'status')
  if (byList === undefined || byList.outcome === 'unknown') return byRecord
  const younger = (byList.asOf ?? 0) > (byRecord.asOf ?? 0)
  if (byList.outcome === 'fail') return younger ? byList : byRecord
  return byRecord.outcome === 'unknown' ? byList : byRecord
}

function notReached(code: 'registry-not-reached' | 'registry-disagrees' = 'registry-not-reached'): Check[] {
  return [
    { ...reported('registration'), outcome: 'unknown', code },
    { ...reported('status'), outcome: 'unknown', code: 'status-unknown' },
    { ...reported('statement-hash'), outcome: 'unknown', code: 'statement-hash-unknown' },
  ]
}

function checkStatus({ status, statusSince }: RegistryRecord, asOf: number, now: number): Check {
  const facts = { status, since: statusSince }
  if (status !== 'active') return { ...reported('status'), outcome: 'fail', code: statusCodes[status], asOf, facts }
  if (now - asOf > recordMaxAge + clockSkew)
    return {
      ...reported('status'),
      outcome: 'unknown',
      code: 'status-stale',
      asOf,
      facts: { ...facts, age: now - asOf },
    }
  return { ...reported('status'), outcome: 'pass', code: 'status-active', asOf, facts }
}

/** For a typed id. A mistyped, a foreign and an unknown number are one answer, so that numbers cannot be probed. */
export function checkRecordOfId(
  id: string | undefined,
  evidence: Evidence,
  now: number,
): { checks: Check[]; shown?: Shown } {
  const { record } = evidence
  if (record.found === 'not-reached') return { checks: notReached().slice(0, 2) }
  if (record.found === 'no' || id === undefined || record.fact.id !== id) {
    return {
      checks: [{ ...reported('registration'), outcome: 'fail', code: 'certificate-unknown', asOf: record.asOf }],
    }
  }
  const { fact, asOf } = record
  const { kind, issuerCountry, validFrom, validUntil } = fact
  const time = { ...reported('validity'), asOf, facts: { validFrom, validUntil } }
  const validity: Check =
    now >= validUntil
      ? { ...time, outcome: 'fail', code: 'expired' }
      : now < validFrom - clockSkew
        ? { ...time, outcome: 'fail', code: 'not-yet-valid' }
        : { ...time, outcome: 'pass', code: 'validity-ok' }
  return {
    checks: [
      { ...reported('registration'), outcome: 'pass', code: 'registered', asOf },
      validity,
      checkStatus(fact, asOf, now),
    ],
    shown: { source: 'id', id, kind, issuerCountry, validFrom, validUntil },
  }
}
