import type { Party, PartyRole } from '#schemas/statement/party.ts'
import type { Statement } from '#schemas/statement/statement.ts'

export function partiesWith(role: PartyRole, { parties }: Statement): Party[] {
  return parties.filter(({ roles }) => roles.includes(role))
}

/** The one party that will use the goods; issuing refuses a statement without it. */
export function endUserOf(statement: Statement): Party {
  return partiesWith('END_USER', statement)[0] ?? statement.parties[0]!
}

/** Who receives the goods: the final consignee, or the end user itself where no other is named. */
export function consigneeOf(statement: Statement): Party {
  return partiesWith('FINAL_CONSIGNEE', statement)[0] ?? endUserOf(statement)
}

// World-wide numbers before national ones: an officer abroad can look those up.
const schemesByReach = ['LEI', 'EORI', 'USCC', 'VAT', 'DUNS', 'OGRN', 'INN', 'PAN', 'NATIONAL', 'BIC'] as const

/** The party's best known number, with its scheme in front: `LEI 5493001KJTIIGC8Y1R12`. */
export function registrationOf({ identifiers = [] }: Party): string | undefined {
  for (const scheme of schemesByReach) {
    const found = identifiers.find((identifier) => identifier.scheme === scheme)
    if (found !== undefined) return `${found.scheme} ${found.value}`
  }
  return undefined
}
