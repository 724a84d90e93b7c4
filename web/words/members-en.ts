import { memberMessages } from './members-messages-en.ts'
import { deedMessages } from './deeds-messages-en.ts'
import type { Speech } from './speech.ts'
import { timeMessages } from './time-messages.ts'
import { problems, type ErrorCode } from '#schemas/problem.ts'
import type { identityMethods, OrganisationRole, Organisation, DomainProof } from '#schemas/organisation.ts'
import type { Approval, AuditEvent } from '#schemas/approval.ts'
import type { Duty, Person } from '#schemas/person.ts'
import type { SignatoryPerson } from '#schemas/certificate.ts'

const messages = { ...timeMessages, ...memberMessages, ...deedMessages } as const

type Identifier = NonNullable<Organisation['identifiers']>[number]
type Names<K extends string> = Readonly<Record<K, string>>

const roles: Names<OrganisationRole> = {
  importer: 'Importer',
  customs: 'Customs',
  carrier: 'Carrier',
  bank: 'Bank',
  authority: 'Authority',
  operator: 'Operator of the registry',
}

const states: Names<Organisation['state']> = { active: 'Active', suspended: 'Suspended', closed: 'Closed' }

const methods: Names<(typeof identityMethods)[number]> = {
  REGISTER_EXTRACT: 'Extract of a company register',
  LEI_RECORD: 'Record of its LEI',
  GOVERNMENT_CONFIRMATION: 'Confirmation by a government',
  IN_PERSON: 'Met in person',
  VIDEO_CALL: 'Video call',
  DOMAIN_CONTROL: 'Control of its domain',
  OTHER: 'Something else',
}

const schemes: Names<Identifier['scheme']> = {
  LEI: 'LEI (legal entity)',
  EORI: 'EORI (customs, European Union)',
  VAT: 'VAT number',
  DUNS: 'D-U-N-S number',
  USCC: 'Unified Social Credit Code (China)',
  INN: 'INN (Russian Federation and others)',
  OGRN: 'OGRN (Russian Federation)',
  PAN: 'PAN or IEC (India)',
  BIC: 'BIC (bank)',
  NATIONAL: 'National register',
}

const mandates: Names<SignatoryPerson['mandate']['kind']> = {
  LEGAL_REP: 'Legal representative',
  DELEGATE: 'By power of attorney',
  MANAGER: 'Manager',
  OFFICER: 'Officer of an authority',
}

const duties: Names<Duty> = {
  signatory: 'Signs statements for the organisation',
  administrator: 'Administers people and keys',
}

const personStates: Names<Person['state']> = { invited: 'Invited', active: 'Active', removed: 'Removed' }

const approvalStates: Names<Approval['state']> = {
  waiting: 'Waiting',
  approved: 'Approved',
  rejected: 'Rejected',
  expired: 'Expired',
}

const proofs: Names<DomainProof['method']> = {
  DNS_TXT: 'TXT record in the DNS',
  WELL_KNOWN: 'Document on its web server',
}

const outcomes: Names<AuditEvent['outcome']> = {
  done: 'done',
  proposed: 'proposed',
  read: 'read',
  refused: 'refused',
}

/** What happened, in the audit; an operation that is not here is told by its own name. */
const operations: Names<string> = {
  'issue-certificate': 'Certificate issued',
  'change-status': 'Status of a certificate',
  'register-organisation': 'Organisation registered',
  'list-organisations': 'List of organisations',
  'get-organisation': 'Organisation looked at',
  'change-organisation': 'Organisation changed',
  'vouch-identity': 'Identity vouched for',
  'prove-domain': 'Proof of a domain',
  'add-key': 'Key added',
  'end-key': 'Key ended',
  'list-people': 'List of people',
  'invite-person': 'Person invited',
  'remove-person': 'Person removed',
  'finish-passkey': 'Passkey registered',
  'list-approvals': 'List of approvals',
  'decide-approval': 'Approval decided',
  'read-audit': 'Audit',
  'list-certificates': 'List of certificates',
  'view-certificate': 'Certificate looked at',
  'gather-evidence': 'Evidence of a certificate',
  verify: 'Certificate verified',
}

/** Everything that the pages for members say, in English. Other languages have the same shape. */
export const membersEn = {
  /** For dates, numbers and plurals; BCP 47. */
  locale: 'en-GB',
  direction: 'ltr' as 'ltr' | 'rtl',
  messages: messages as Names<keyof typeof messages>,
  problems: Object.fromEntries(Object.entries(problems).map(([code, { title }]) => [code, title])) as Names<ErrorCode>,
  roles,
  states,
  methods,
  schemes,
  mandates,
  duties,
  personStates,
  approvalStates,
  proofs,
  outcomes,
  operations,
  decisions: { approve: 'Approve', reject: 'Reject' } as Names<'approve' | 'reject'>,
  /** Those that browsers have no name for. */
  countries: { XI: 'Northern Ireland' } as Names<string>,
}

export type MemberCatalogue = typeof membersEn
export type MemberMessageKey = keyof typeof messages

/** The words of the pages for members. */
export type MemberWords = Speech<MemberCatalogue>
