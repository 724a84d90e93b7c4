/**
 * How a fact of a check is told to a person, by its name. Instants are seconds since 1970; `validUntil` is the first
 * instant after the last day, so the last day itself is told. Names that are not here are told as they are.
 */
export const factKinds = {
  validFrom: 'day',
  validUntil: 'last-day',
  since: 'instant',
  issuedAt: 'instant',
  signedAt: 'instant',
  newestSeen: 'instant',
  now: 'instant',
  age: 'duration',
  country: 'country',
  countries: 'country',
  exceptCountries: 'country',
  role: 'role',
  status: 'status',
  amount: 'amount',
} as const satisfies Record<
  string,
  'day' | 'last-day' | 'instant' | 'duration' | 'country' | 'role' | 'status' | 'amount'
>

export type FactKind = (typeof factKinds)[keyof typeof factKinds]

export function kindOfFact(name: string): FactKind | undefined {
  return Object.hasOwn(factKinds, name) ? factKinds[name as keyof typeof factKinds] : undefined
}
