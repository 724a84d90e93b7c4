import type { Organisation } from '#schemas/organisation.ts'
import type { Fault } from '#schemas/problem.ts'
import { isCountry } from '#schemas/statement/current-codes.ts'
import { eoriCountries, vatAddsUp } from './vat-number.ts'
import { inputFault } from './refusals.ts'

type Identifier = NonNullable<Organisation['identifiers']>[number]

/** What is wrong with an organisation that comes or changes; `pointer` leads to it in the act's `input`. */
export function organisationFaults(
  { country, roles, identifiers = [] }: Partial<Pick<Organisation, 'country' | 'roles' | 'identifiers'>>,
  pointer: string,
): Fault[] {
  return [
    ...(country === undefined || isCountry(country)
      ? []
      : [inputFault(`${pointer}/country`, 'not-in-list', `${country} is no country of today's ISO 3166-1 list.`)]),
    ...(roles === undefined || new Set(roles).size === roles.length
      ? []
      : [inputFault(`${pointer}/roles`, 'duplicate', 'Name each role once.')]),
    ...identifiers.flatMap((each, nth) =>
      identifierFaults(each, identifiers.slice(0, nth), `${pointer}/identifiers/${nth}`),
    ),
  ]
}

function identifierFaults(each: Identifier, before: readonly Identifier[], pointer: string): Fault[] {
  const repeated = before.some(({ scheme, value }) => scheme === each.scheme && value === each.value)
  if (repeated) return [inputFault(pointer, 'duplicate', 'This identifier stands twice; keep one.')]
  const fault = faultOf(each)
  return fault === undefined ? [] : [inputFault(`${pointer}/value`, ...fault)]
}

/** Beyond the form, which `schemas/statement/identifier.ts` has judged with the check digits of LEI, USCC, INN and OGRN. */
function faultOf(each: Identifier): [rule: string, detail: string] | undefined {
  switch (each.scheme) {
    case 'EORI':
      return eoriFault(each.value)
    case 'VAT':
      return vatAddsUp(each.value) === false
        ? ['check-digit', 'The check digits of this VAT number do not add up; a character is wrong. Copy it again.']
        : undefined
    case 'BIC':
      return isCountry(each.value.slice(4, 6))
        ? undefined
        : ['not-in-list', 'The fifth and sixth letter of a BIC are a country (ISO 9362); these are none.']
    case 'NATIONAL':
      return isCountry(each.country) ? undefined : ['not-in-list', `${each.country} is no country of today's list.`]
    case 'LEI':
    case 'DUNS':
    case 'USCC':
    case 'INN':
    case 'OGRN':
    case 'PAN':
      return undefined
  }
}

/** Commission Delegated Regulation (EU) 2015/2446, annex B, data element 3/40; GB and XI have twelve digits. */
function eoriFault(value: string): [rule: string, detail: string] | undefined {
  const country = value.slice(0, 2)
  if (!eoriCountries.has(country))
    return ['not-in-list', 'An EORI begins with a member of the European Union, or with GB or XI.']
  if ((country === 'GB' || country === 'XI') && !/^\d{12}(\d{3})?$/.test(value.slice(2)))
    return ['form', `An EORI of ${country} has twelve digits after the letters.`]
  return undefined
}
