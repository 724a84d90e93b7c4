import type { Fault } from '#schemas/problem.ts'
import { RegistryError } from '../errors.ts'
import type { Setting, Subject } from './plan.ts'

/** The same for who does not exist and who is not the caller's to see. */
export const organisationUnknown = () =>
  new RegistryError(
    'organisation-unknown',
    'There is no such organisation that your organisation may act for or read. Compare its id, character by character.',
  )

export const personUnknown = () =>
  new RegistryError('person-unknown', 'This organisation has no such person. Look it up in the list of its people.')

export const notAllowed = (detail: string) => new RegistryError('not-allowed', detail)

/** `pointer` leads into the act's `input`. */
export const inputFault = (pointer: string, rule: string, detail: string): Fault => ({
  pointer: `/input${pointer}`,
  rule,
  detail,
})

/** Throws RegistryError `request-invalid` if there is a fault. */
export function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length === 0) return
  throw new RegistryError('request-invalid', 'Correct what "errors" names, sign again and send the act anew.', faults)
}

/** Throws RegistryError `organisation-unknown`. */
export function requireSubject({ subject }: Setting): Subject {
  if (subject === undefined) throw organisationUnknown()
  return subject
}
