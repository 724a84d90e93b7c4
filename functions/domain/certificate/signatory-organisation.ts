import type { Organisation, SignatoryOrganisation } from '#schemas/organisation.ts'

/**
 * What everybody who reads a verdict may know of the organisation that signed: who it is, and who vouched for that, when
 * and on what evidence. The newest evidence from before the signature counts, else the newest of all.
 */
export function signatoryOrganisationOf(
  { id, name, country, roles, state, identity }: Organisation,
  signedAt: number,
): SignatoryOrganisation {
  const newestFirst = identity.toSorted((one, other) => other.at - one.at)
  const vouched = newestFirst.find(({ at }) => at <= signedAt) ?? newestFirst[0]
  return { id, name, country, roles, active: state === 'active', ...(vouched && { vouched }) }
}
