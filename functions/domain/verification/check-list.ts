import { statusValues } from '#schemas/status-list.ts'
import type { Check, CheckName } from '#schemas/verdict.ts'
import { statusAt } from '../status/status-bits.ts'
import type { ReadStatusList } from '../status/status-list-token.ts'
import { CheckFailure } from './check-failure.ts'
import { clockSkew } from './check-validity.ts'
import type { Subject } from './subject.ts'

/** From here on a list is called old on the screen (product.md, "The verdict"). */
const oldAfter = 86_400

/**
 * A position may be taken a day before it is published: a plan that a crash left is finished until then. Only after that
 * does "never issued" in a list speak against a certificate.
 */
const longestIssue = 90_000

const computed = (name: CheckName) => ({ name, required: true, basis: 'computed' }) as const

/** What a status list says of a certificate, as of when it was signed: whether it was ever issued, and its status. */
export function checkList(subject: Subject, list: ReadStatusList, now: number): Check[] {
  const asOf = list.issuedAt
  const facts = { list: list.uri, edition: list.seq, age: Math.max(0, now - asOf) }
  if (list.uri !== subject.statusReference.uri) return unusable('status-invalid')
  // The list is signed time: a clock far behind it was set back, and says nothing of its age either.
  if (now >= list.expiresAt || now < asOf - clockSkew) {
    return [
      { ...computed('registration'), outcome: 'unknown', code: 'registry-not-reached' },
      { ...computed('status'), outcome: 'unknown', code: 'status-stale', asOf, facts },
    ]
  }
  const value = valueAt(list, subject.statusReference.index)
  if (value === undefined) return unusable('status-invalid')
  if (value === statusValues.neverIssued)
    return [
      notInList(subject, list),
      { ...computed('status'), outcome: 'unknown', code: 'status-unknown', asOf, facts },
    ]
  const registered: Check = { ...computed('registration'), outcome: 'pass', code: 'registered-by-list', asOf, facts }
  const status = { ...computed('status'), asOf, facts }
  if (value === statusValues.invalid) return [registered, { ...status, outcome: 'fail', code: 'revoked' }]
  if (value === statusValues.suspended) return [registered, { ...status, outcome: 'fail', code: 'suspended' }]
  return [registered, { ...status, outcome: 'pass', code: now - asOf > oldAfter ? 'status-old' : 'status-by-list' }]
}

/** A certificate that names a position which nobody was given was made with a stolen key, unless it is younger than the list. */
function notInList(subject: Subject, { issuedAt }: ReadStatusList): Check {
  const check = { ...computed('registration'), asOf: issuedAt }
  return subject.issuedAt < issuedAt - longestIssue
    ? { ...check, outcome: 'fail', code: 'never-issued' }
    : { ...check, outcome: 'unknown', code: 'newer-than-list' }
}

function valueAt(list: ReadStatusList, index: number) {
  try {
    return statusAt(list.bits, index)
  } catch (error) {
    if (error instanceof CheckFailure) return undefined
    throw error
  }
}

/** Without a usable list and without the registry nothing is known of the status. */
export function unusable(code: 'status-invalid' | 'status-rollback'): Check[] {
  return [
    { ...computed('registration'), outcome: 'unknown', code: 'registry-not-reached' },
    { ...computed('status'), outcome: 'unknown', code },
  ]
}
