import type { AssuranceCode } from '../statement/undertakings.ts'

/** What the end user promises by each code, in English. Facts in brackets: see `fillIn`; they are the promise's parameters. */
export const undertakingWords: Record<AssuranceCode, string> = {
  'A-USE-DECLARED': 'The goods will be used only for the end use stated here.',
  'A-USER-ONLY': 'The goods will be used only by the end user named here.',
  'A-LOCATION': 'The goods will stay at the stated place[ ({place})] and not be moved without notice.',
  'A-NO-NUC': 'The goods will not be used for nuclear weapons or other nuclear explosive devices.',
  'A-NO-CHEM': 'The goods will not be used for chemical weapons.',
  'A-NO-BIO': 'The goods will not be used for biological weapons.',
  'A-NO-MISSILE': 'The goods will not be used for missiles or drones that can carry weapons of mass destruction.',
  'A-NO-UNSAFEGUARDED': 'The goods will not be used in nuclear activities without international safeguards.',
  'A-NO-MIL': 'The goods will not go to a military end use or a military end user[ in {countries}].',
  'A-CIVIL-ONLY': 'The goods will be used for civil purposes only.',
  'A-NO-MIL-INTEL': 'The goods will not be used for military intelligence.',
  'A-NO-SURVEIL': 'The goods will not be used for repression or to violate human rights.',
  'A-NO-CIVILIAN-ATTACK': 'The goods will not be used in attacks on civilians.',
  'A-NO-TERROR': 'The goods will not go to terrorists or to armed groups outside a state.',
  'A-NO-ADV-COMPUTE':
    'The goods will not be used for supercomputers, advanced chips or the training of artificial intelligence, where these are of concern.',
  'A-NO-REEXPORT':
    'The goods will not be re-exported without prior written consent[ of {consentBy}][, except to {exceptCountries}].',
  'A-NO-REEXPORT-EXCEPT-GL':
    'The goods will not be re-exported without prior written consent[ of {consentBy}], except where a general licence permits it.',
  'A-REEXPORT-OWN-AUTH': 'The goods will be re-exported only under the end user’s own export-control authority.',
  'A-NO-TRANSFER-INCOUNTRY':
    'The goods will not be sold, lent, leased, given or otherwise passed on inside the country without consent[ of {consentBy}].',
  'A-NO-TRANSIT-DIVERT': 'The goods will not be diverted on the way, nor transhipped for another destination.',
  'A-NO-RU': 'The goods will not be supplied, directly or indirectly, to Russia or for use there[ ({legal})].',
  'A-NO-BY': 'The goods will not be supplied, directly or indirectly, to Belarus or for use there[ ({legal})].',
  'A-NO-RU-BEST-EFFORT': 'The end user will do its best that later buyers keep to the promise about Russia.',
  'A-NO-RU-MONITOR': 'The end user watches over later buyers to find out if that promise is broken.',
  'A-NO-RU-REMEDY':
    'A breach of that promise is a serious breach of contract[: {termination}][, with a penalty of {penaltyPct} %].',
  'A-NO-RU-REPORT': 'The end user reports breaches of that promise[ within {days} days].',
  'A-NO-EMBARGOED': 'The goods will not go to a destination under embargo[ of {lists}].',
  'A-NO-LISTED-PARTY': 'The goods will not go to anybody on a sanctions list, nor to whom they own or control.',
  'A-NO-IP-USE-RU': 'Licensed knowledge will not be used to make goods for Russia.',
  'A-COMPONENT-NO-RESALE': 'Components and spare parts will not be resold separately.',
  'A-INCORPORATE-ONLY': 'The goods will only be built into the named product[ ({product})].',
  'A-RESALE-DOMESTIC-ONLY':
    'The goods will be resold only inside the stated country, to buyers who keep an end-use statement.',
  'A-STOCK-FLOWDOWN': 'A statement will be had from every buyer of goods in stock, and kept.',
  'A-FLOWDOWN': 'Every later holder of the goods will be bound by the same promises.',
  'A-DELIVERY-VERIFY': 'The arrival of the goods will be proved on request[ within {days} days].',
  'A-ONSITE': 'The authorities of the exporting country may check the goods where they are used.',
  'A-AUDIT-RECORDS': 'Records will be kept[ for {years} years] and shown to the authority.',
  'A-NOTIFY-CHANGE': 'Changes of the facts will be reported at once.',
  'A-NOTIFY-LOSS': 'Loss, theft or seizure of the goods will be reported[ within {days} days].',
  'A-RETURN': 'The goods will be returned to the supplier[ after {event}].',
  'A-DESTROY': 'The goods will be destroyed[ after {event}].',
  'A-NO-REVERSE': 'The goods will not be copied or taken apart to learn how they are made.',
  'A-TECH-ACCESS': 'Only named staff, or staff of named nationalities, will have access to the technology.',
  'A-CWC-PURPOSE': 'The chemicals will be used only for purposes that the Chemical Weapons Convention permits.',
  'A-TRUE': 'The facts are true, and nothing to the contrary is known.',
  'A-AWARE-PENALTY': 'The end user knows that a false statement can be punished.',
  'A-SIGN-AUTH': 'The person who signs may bind the end user.',
  'A-SHARE': 'Authorities, banks and carriers may see this statement.',
}
