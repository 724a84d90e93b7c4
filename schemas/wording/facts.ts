/**
 * How a fact of a check is told to a person, by its name; one that is silent only says that its part of a sentence holds. Instants are seconds since 1970; `validUntil` is the first
 * instant after the last day, so the last day itself is told. Names that are not here are told as they are.
 */
export const factKinds = {
  validFrom: 'day',
  validUntil: 'last-day',
  since: 'instant',
  issuedAt: 'instant',
  signedAt: 'instant',
  vouchedAt: 'day',
  vouchedHow: 'identity-method',
  mandate: 'mandate',
  unvouched: 'silent',
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
  | 'day'
  | 'last-day'
  | 'instant'
  | 'duration'
  | 'country'
  | 'role'
  | 'status'
  | 'amount'
  | 'identity-method'
  | 'mandate'
  | 'silent'
>

export type FactKind = (typeof factKinds)[keyof typeof factKinds]

export function kindOfFact(name: string): FactKind | undefined {
  return Object.hasOwn(factKinds, name) ? factKinds[name as keyof typeof factKinds] : undefined
}
