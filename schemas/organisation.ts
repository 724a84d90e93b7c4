import * as z from 'zod'
import { digest, organisationId, seconds } from './certificate.ts'
import { nativeName } from './organisation-name.ts'
import { codeForms } from './statement/codes.ts'
import { identifier } from './statement/identifier.ts'
import { form, text } from './text.ts'

export const organisationRoles = ['importer', 'customs', 'carrier', 'bank', 'authority', 'operator'] as const
export const organisationRole = z.enum(organisationRoles)
export type OrganisationRole = (typeof organisationRoles)[number]

/** Roles whose grant needs a second person: who has one of them is believed by everybody (security.md 4.2). */
export const guardedRoles = ['customs', 'authority', 'operator'] as const satisfies readonly OrganisationRole[]

/** How it was found out who an organisation is; what stands in `source` can be looked up again. */
export const identityMethods = [
  'REGISTER_EXTRACT',
  'LEI_RECORD',
  'GOVERNMENT_CONFIRMATION',
  'IN_PERSON',
  'VIDEO_CALL',
  'DOMAIN_CONTROL',
  'OTHER',
] as const

/** Who vouched for an organisation's identity, when and on what evidence. Never changed; a later one is added. */
export const identityEvidence = z.strictObject({
  /** The organisation that looked: the operator or an authority. */
  by: organisationId,
  byName: text(140),
  at: seconds,
  method: z.enum(identityMethods),
  /** Register, document or address that was looked at, as a person finds it again. */
  source: text(280, 3),
  /** SHA-256 of the kept document, base64url. */
  document: digest.optional(),
})
export type IdentityEvidence = z.infer<typeof identityEvidence>

/** A host name in small letters, with at least one dot and no address in numbers. */
export const domainName = form(
  /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
  'Write the domain as a host name in small letters, for example "mekong-precision.example".',
)

/** Proof that the organisation controls a domain: a key document at `/.well-known/`, or a TXT record. */
export const domainProof = z.strictObject({
  domain: domainName,
  method: z.enum(['WELL_KNOWN', 'DNS_TXT']),
  provedAt: seconds,
})
export type DomainProof = z.infer<typeof domainProof>

export const organisationStates = ['active', 'suspended', 'closed'] as const

/** A party that may act here, as the registry keeps it. `version` counts its changes from 1. */
export const organisation = z.strictObject({
  id: organisationId,
  /** Legal name in Latin letters. */
  name: text(140),
  nativeName: nativeName.optional(),
  identifiers: z.array(identifier(codeForms)).max(10).optional(),
  country: form(/^[A-Z]{2}$/, 'Write the country as its two-letter ISO 3166-1 code in capitals, for example "DE".'),
  roles: z.array(organisationRole).min(1).max(organisationRoles.length),
  state: z.enum(organisationStates),
  identity: z.array(identityEvidence).max(50),
  domains: z.array(domainProof).max(20).optional(),
  /** Seconds between adding a key and its use, for organisations with people. Absent: the registry's own delay. */
  keyDelay: z.int().min(0).max(2_592_000).optional(),
  version: z.int().min(1),
})
export type Organisation = z.infer<typeof organisation>

/** What everybody who reads a verdict may know of the organisation that signed. */
export const signatoryOrganisation = organisation.pick({ id: true, name: true, country: true, roles: true }).extend({
  active: z.boolean(),
  /** The newest evidence of its identity, from before the signature where there is one. */
  vouched: identityEvidence.optional(),
})
export type SignatoryOrganisation = z.infer<typeof signatoryOrganisation>
