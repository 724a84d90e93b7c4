import type { Shipment } from '#schemas/shipment.ts'
import type { PartyRole } from '#schemas/statement/party.ts'
import type { Check, CheckName, Facts } from '#schemas/verdict.ts'
import { compareGoods } from './compare-goods.ts'
import { nameComparison, type sameName } from './same-name.ts'
import type { NamedParty, Subject } from './subject.ts'

/** Each given fact of the shipment against the statement; what is not given is said to be not compared. */
export function compareShipment(subject: Subject, shipment: Shipment = {}): Check[] {
  return [
    ...compareGoods(subject, shipment),
    ...compareParties(subject, shipment),
    compareDestination(subject, shipment),
    ...compareRoute(subject, shipment),
    compareContract(subject, shipment),
    transportDocument(shipment),
  ]
}

const computed = (name: CheckName) => ({ name, required: true, basis: 'computed' }) as const
const notGiven = (name: CheckName): Check => ({
  ...computed(name),
  required: false,
  outcome: 'skipped',
  code: 'not-given',
})

function compareParties(subject: Subject, { parties }: Shipment): Check[] {
  if (parties === undefined || parties.length === 0) return [notGiven('parties')]
  const same = nameComparison()
  return parties.map((party, index) => compareParty(subject, party, `/parties/${index}`, same))
}

/**
 * Helpers of the transport change from shipment to shipment and are often unknown when the statement is made; where it
 * names none, their appearance is no contradiction.
 */
const openRoles: readonly PartyRole[] = [
  'FREIGHT_FORWARDER',
  'NOTIFY',
  'PAYER',
  'SUPPLIER_MANUFACTURER',
  'CERTIFYING_AUTHORITY',
]
/** Named in a statement only if they are not the end user itself (domain.md 1.2, row 7). */
const rolesOfTheEndUser: readonly PartyRole[] = ['PURCHASER', 'IMPORTER', 'ULTIMATE_END_USER']

function compareParty(
  subject: Subject,
  given: NonNullable<Shipment['parties']>[number],
  pointer: string,
  same: typeof sameName,
): Check {
  const check = { ...computed('parties'), pointer }
  const presented = described(given.name, given.country)
  const stated = statedAs(given.role, subject)
  if (stated.length === 0) {
    const facts: Facts = { role: given.role, presented }
    if (!subject.complete) return { ...check, outcome: 'unknown', code: 'not-in-qr', facts }
    return openRoles.includes(given.role)
      ? { ...check, required: false, outcome: 'skipped', code: 'party-role-open', facts }
      : { ...check, outcome: 'fail', code: 'party-not-named', facts }
  }
  const facts: Facts = {
    role: given.role,
    presented,
    stated: stated.map(({ names, country }) => described(names[0]!, country)),
  }
  const fits = stated.some(
    ({ names, country }) =>
      names.some((name) => same(name, given.name)) && (given.country === undefined || given.country === country),
  )
  return fits
    ? { ...check, outcome: 'pass', code: 'parties-fit', facts }
    : { ...check, outcome: 'fail', code: 'party-differs', facts }
}

function statedAs(role: PartyRole, { parties, complete }: Subject): NamedParty[] {
  const named = parties.filter(({ roles }) => roles.includes(role))
  if (named.length > 0 || !complete || !rolesOfTheEndUser.includes(role)) return named
  return parties.filter(({ roles }) => roles.includes('END_USER'))
}

function described(name: string, country: string | undefined): string {
  return country === undefined ? name : `${name} (${country})`
}

/** Goods may go to the country of use or to the final consignee's; anywhere else is a diversion until explained (RF-37). */
function compareDestination(subject: Subject, { destination }: Shipment): Check {
  if (destination === undefined) return notGiven('destination')
  const consignees = subject.parties
    .filter(({ roles }) => roles.includes('FINAL_CONSIGNEE'))
    .map(({ country }) => country)
  const stated = [...new Set([subject.destination, ...consignees])]
  const facts: Facts = { stated, presented: destination }
  return stated.includes(destination)
    ? { ...computed('destination'), outcome: 'pass', code: 'destination-fits', facts }
    : { ...computed('destination'), outcome: 'fail', code: 'destination-differs', facts }
}

function compareRoute({ statement }: Subject, { transitCountries, partialShipment }: Shipment): Check[] {
  if (transitCountries === undefined && partialShipment === undefined) return [notGiven('route')]
  if (statement === undefined) return [{ ...computed('route'), outcome: 'unknown', code: 'not-in-qr' }]
  const { permittedTransitCountries: permitted, partialShipmentsAllowed } = statement.transaction ?? {}
  const partial: Check[] =
    partialShipment === true && partialShipmentsAllowed === false
      ? [{ ...computed('route'), outcome: 'fail', code: 'partial-shipment-not-allowed', pointer: '/partialShipment' }]
      : []
  if (transitCountries === undefined) return partial.length > 0 ? partial : [notGiven('route')]
  const route = { ...computed('route'), pointer: '/transitCountries' }
  if (permitted === undefined)
    return [
      ...partial,
      {
        ...route,
        required: false,
        outcome: 'skipped',
        code: 'transit-not-limited',
        facts: { presented: transitCountries },
      },
    ]
  const outside = transitCountries.filter((country) => !permitted.includes(country))
  const facts: Facts = { stated: permitted, presented: outside.length > 0 ? outside : transitCountries }
  return [
    ...partial,
    outside.length > 0
      ? { ...route, outcome: 'fail', code: 'transit-not-permitted', facts }
      : { ...route, outcome: 'pass', code: 'route-fits', facts },
  ]
}

/**
 * One number on two papers: letters in any case, separators of any kind. Where both are separated, it must be at the same
 * places: 11/1 is not 1/11.
 */
function sameNumber(a: string, b: string): boolean {
  const parts = (number: string) => number.toUpperCase().split(/[\s/.-]+/)
  const [partsOfA, partsOfB] = [parts(a), parts(b)]
  const joined = partsOfA.length === 1 || partsOfB.length === 1 ? '' : '-'
  return partsOfA.join(joined) === partsOfB.join(joined)
}

function compareContract({ statement }: Subject, { contractNumber }: Shipment): Check {
  if (contractNumber === undefined) return notGiven('contract')
  if (statement === undefined)
    return { ...computed('contract'), outcome: 'unknown', code: 'not-in-qr', facts: { presented: contractNumber } }
  const { contractNumber: contract, orderNumber: order } = statement.transaction ?? {}
  const stated = [contract, order].filter((number) => number !== undefined)
  if (stated.length === 0)
    return {
      ...computed('contract'),
      required: false,
      outcome: 'skipped',
      code: 'not-stated',
      facts: { presented: contractNumber },
    }
  const facts: Facts = { stated, presented: contractNumber }
  return stated.some((number) => sameNumber(number, contractNumber))
    ? { ...computed('contract'), outcome: 'pass', code: 'contract-fits', facts }
    : { ...computed('contract'), outcome: 'fail', code: 'contract-differs', facts }
}

/** A statement does not know its transport documents; the ledger that will is not kept yet. */
function transportDocument({ transportDocument: document }: Shipment): Check {
  if (document === undefined) return notGiven('transport-document')
  return {
    ...computed('transport-document'),
    required: false,
    outcome: 'skipped',
    code: 'transport-document-not-recorded',
    facts: { presented: `${document.carrier} ${document.number}` },
  }
}
