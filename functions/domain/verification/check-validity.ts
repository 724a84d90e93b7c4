import type { Evidence } from '#schemas/evidence.ts'
import type { Check } from '#schemas/verdict.ts'
import type { Subject } from './subject.ts'

/** How far two honest clocks may lie apart, in seconds (security.md 4.2, "Clock skew"). */
export const clockSkew = 300

/**
 * Validity in time. A clock that lies behind a signed time or behind what the registry just said cannot judge: someone
 * may have set it back to revive an old certificate.
 */
export function checkValidity(subject: Subject, evidence: Evidence, now: number): Check {
  const newestSeen = Math.max(subject.issuedAt, ...asOfTimes(evidence))
  const facts = { validFrom: subject.validFrom, validUntil: subject.validUntil }
  const check = { name: 'validity', required: true, basis: 'computed' } as const
  if (now < newestSeen - clockSkew)
    return { ...check, outcome: 'unknown', code: 'clock-behind', facts: { ...facts, newestSeen, now } }
  if (now >= subject.validUntil) return { ...check, outcome: 'fail', code: 'expired', facts }
  if (now < subject.validFrom - clockSkew) return { ...check, outcome: 'fail', code: 'not-yet-valid', facts }
  return { ...check, outcome: 'pass', code: 'validity-ok', facts }
}

function asOfTimes({ registries, record, newestTimeSeen }: Evidence): number[] {
  return [
    ...registries.map(({ asOf }) => asOf),
    ...(record.found === 'not-reached' ? [] : [record.asOf]),
    ...(newestTimeSeen === undefined ? [] : [newestTimeSeen]),
  ]
}
