import * as z from 'zod'
import { percent } from '../decimal.ts'
import { form, orUnknown, text } from '../text.ts'
import { address } from './address.ts'
import { perCodes } from './codes.ts'
import { identifier } from './identifier.ts'

export const partyRoles = [
  'END_USER',
  'ULTIMATE_END_USER',
  'FINAL_CONSIGNEE',
  'INTERMEDIATE_CONSIGNEE',
  'PURCHASER',
  'IMPORTER',
  'EXPORTER',
  'SUPPLIER_MANUFACTURER',
  'BROKER',
  'AGENT',
  'STOCKIST',
  'FREIGHT_FORWARDER',
  'NOTIFY',
  'PAYER',
  'CERTIFYING_AUTHORITY',
] as const

export const partyRole = z.enum(partyRoles)
export type PartyRole = z.infer<typeof partyRole>

/** Reaches a person about this statement. */
export const contact = z
  .strictObject({
    name: text(140),
    title: text(70).optional(),
    phone: form(
      /^\+[1-9]\d{6,14}$/,
      'Write the phone number with country code and digits only (E.164), for example "+4930123456".',
    ).optional(),
    email: z
      .email({ error: 'This is not an e-mail address.' })
      .max(254, { error: 'An e-mail address has at most 254 characters.' })
      .optional(),
  })
  .meta({ id: 'Contact' })

/** Who owns or controls the party; shares are of capital or votes, in percent. */
export const owner = perCodes((codes) =>
  z
    .strictObject({
      name: text(140),
      identifiers: z.array(identifier(codes)).max(5).optional(),
      country: codes.country,
      sharePct: orUnknown(percent),
      controlType: z.enum(['SHARES', 'VOTES', 'BOARD', 'STATE', 'OTHER']).optional(),
    })
    .meta({ id: 'Owner' }),
)

export const party = perCodes((codes) =>
  z
    .strictObject({
      roles: z
        .array(partyRole)
        .min(1, { error: 'Say what this party does: at least one role.' })
        .max(partyRoles.length),
      kind: z.enum(['GOVERNMENT', 'MILITARY', 'COMMERCIAL', 'RESEARCH', 'INDIVIDUAL', 'OTHER']),
      /** In Latin letters: banks and lists abroad compare this one. */
      legalName: text(140),
      nativeName: z
        .strictObject({
          text: text(140),
          script: form(/^[A-Z][a-z]{3}$/, 'Write the script as its ISO 15924 code, for example "Hans" or "Cyrl".'),
        })
        .optional(),
      tradingNames: z.array(text(140)).max(10).optional(),
      identifiers: z.array(identifier(codes)).max(10).optional(),
      address: address(codes),
      poBoxOnly: z.boolean().optional(),
      website: form(
        /^https?:\/\/(?=.{1,2040}$)[A-Za-z0-9.-]+(:\d{1,5})?([/?#][!-~]*)?$/,
        'Write the website with https:// in front and without spaces; letters other than a to z as a browser encodes them.',
      ).optional(),
      contact: contact.optional(),
      businessNature: orUnknown(text(280)).optional(),
      /** Division or class of ISIC Rev. 4, two to four digits. */
      isic: form(/^\d{2,4}$/, 'An ISIC code has two to four digits.').optional(),
      incorporationDate: orUnknown(z.iso.date({ error: 'Write the date as YYYY-MM-DD.' })).optional(),
      owners: orUnknown(z.array(owner(codes)).max(30)).optional(),
      relationshipToExporter: orUnknown(text(280)).optional(),
      relationshipYears: orUnknown(z.int().min(0).max(200)).optional(),
    })
    .meta({ id: 'Party' }),
)
export type Party = z.infer<ReturnType<typeof party>>
