import type { SignatoryPerson } from '#schemas/certificate.ts'
import type { Person } from '#schemas/person.ts'

/** A person as it is kept with what it signed: later changes of name, title or mandate do not reach back. */
export function signatoryPersonOf({ id, name, title, mandate }: Person): SignatoryPerson {
  return { id, name, title, mandate }
}
