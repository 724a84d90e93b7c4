import * as z from 'zod'
import { identifier } from '#schemas/statement/identifier.ts'
import { codeForms } from '#schemas/statement/codes.ts'
import { seconds } from '#schemas/certificate.ts'
import type { Organisation } from '#schemas/organisation.ts'

/** Codes with spaces between, as `Ticks` keeps them. */
export const codesOf = <T extends string>(code: z.ZodType<T>, atLeast: 0 | 1) =>
  z
    .string()
    .transform((typed): unknown => typed.split(' ').filter((each) => each !== ''))
    .pipe(z.array(code).min(atLeast))

/** A day as a date field gives it: until its end, in UTC. */
export const endOfDay = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .transform((day) => Date.parse(`${day}T23:59:59Z`) / 1000)
  .pipe(seconds)

/** A minute as a field for date and time gives it, in UTC. */
export const minuteInUtc = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
  .transform((minute) => Date.parse(`${minute}:00Z`) / 1000)
  .pipe(seconds)

/** A party's number in a register while it is being typed. */
export interface IdentifierFields {
  readonly scheme: string
  readonly value: string
  readonly country: string
  readonly register: string
}

export const emptyIdentifier: IdentifierFields = { scheme: 'LEI', value: '', country: '', register: '' }

/** Rows as `IdentifierRows` keeps them: JSON. Those without a number are not there. */
export const identifiersOfRows = z
  .string()
  .transform((rows): unknown =>
    (JSON.parse(rows) as IdentifierFields[]).filter(({ value }) => value.trim() !== '').map(identifierOf),
  )
  .pipe(z.array(identifier(codeForms)).max(10))

function identifierOf({ scheme, value, country, register }: IdentifierFields): Record<string, string> {
  if (scheme !== 'NATIONAL') return { scheme, value: value.replaceAll(/\s/g, '').toUpperCase() }
  return { scheme, country, value: value.trim(), ...(register.trim() !== '' && { register: register.trim() }) }
}

/** Rows for identifiers that there are, for who changes them. */
export function rowsOf(identifiers: Organisation['identifiers'] = []): string {
  const rows = identifiers.map((each) => ({ ...emptyIdentifier, ...each }))
  return JSON.stringify(rows.length === 0 ? [emptyIdentifier] : rows)
}
