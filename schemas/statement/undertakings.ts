import * as z from 'zod'
import { percent } from '../decimal.ts'
import { form, text } from '../text.ts'
import { perCodes, type Codes } from './codes.ts'

/** Assurance codes of domain.md section 2, in its order. Prose never carries a promise: the code does, in every language. */
export const assuranceCodes = [
  'A-USE-DECLARED',
  'A-USER-ONLY',
  'A-LOCATION',
  'A-NO-NUC',
  'A-NO-CHEM',
  'A-NO-BIO',
  'A-NO-MISSILE',
  'A-NO-UNSAFEGUARDED',
  'A-NO-MIL',
  'A-CIVIL-ONLY',
  'A-NO-MIL-INTEL',
  'A-NO-SURVEIL',
  'A-NO-CIVILIAN-ATTACK',
  'A-NO-TERROR',
  'A-NO-ADV-COMPUTE',
  'A-NO-REEXPORT',
  'A-NO-REEXPORT-EXCEPT-GL',
  'A-REEXPORT-OWN-AUTH',
  'A-NO-TRANSFER-INCOUNTRY',
  'A-NO-TRANSIT-DIVERT',
  'A-NO-RU',
  'A-NO-BY',
  'A-NO-RU-BEST-EFFORT',
  'A-NO-RU-MONITOR',
  'A-NO-RU-REMEDY',
  'A-NO-RU-REPORT',
  'A-NO-EMBARGOED',
  'A-NO-LISTED-PARTY',
  'A-NO-IP-USE-RU',
  'A-COMPONENT-NO-RESALE',
  'A-INCORPORATE-ONLY',
  'A-RESALE-DOMESTIC-ONLY',
  'A-STOCK-FLOWDOWN',
  'A-FLOWDOWN',
  'A-DELIVERY-VERIFY',
  'A-ONSITE',
  'A-AUDIT-RECORDS',
  'A-NOTIFY-CHANGE',
  'A-NOTIFY-LOSS',
  'A-RETURN',
  'A-DESTROY',
  'A-NO-REVERSE',
  'A-TECH-ACCESS',
  'A-CWC-PURPOSE',
  'A-TRUE',
  'A-AWARE-PENALTY',
  'A-SIGN-AUTH',
  'A-SHARE',
] as const
export type AssuranceCode = (typeof assuranceCodes)[number]

/** What a promise is about, as far as its code leaves it open: who must consent, where, within how many days (domain.md 2). */
export const assuranceParameters = (codes: Codes) =>
  z.strictObject({
    place: text(280).optional(),
    countries: z.array(codes.country).min(1).max(60).optional(),
    exceptCountries: z.array(codes.country).min(1).max(60).optional(),
    /** The authority whose consent is needed. */
    consentBy: text(140).optional(),
    /** The law behind the promise, for example "833/2014 12g". */
    legal: text(70).optional(),
    lists: z.array(text(70)).min(1).max(20).optional(),
    product: text(280).optional(),
    event: text(280).optional(),
    termination: text(280).optional(),
    penaltyPct: percent.optional(),
    days: z.int().min(0).max(3660).optional(),
    years: z.int().min(0).max(100).optional(),
  })
export type AssuranceParameters = z.infer<ReturnType<typeof assuranceParameters>>
export type AssuranceParameterName = keyof AssuranceParameters

/** One promise, by code. */
export const assurance = perCodes((codes) =>
  z
    .strictObject({
      code: z.enum(assuranceCodes),
      params: assuranceParameters(codes).optional(),
      accepted: z.boolean(),
      exceptions: text(280).optional(),
    })
    .meta({ id: 'Assurance' }),
)

export const declarations = z.strictObject({
  factsTrue: z.literal(true, { error: 'The signer must declare that the facts are true.' }),
  changeNotice: z.boolean(),
  /** People outside the signer's firm who helped to prepare the statement (BIS-711 block 5). */
  preparedWithHelpOf: z.array(text(140)).max(10).optional(),
  dataSharingConsent: z.boolean(),
})

export const sha256Hex = form(/^[0-9a-f]{64}$/, 'A SHA-256 digest is written as 64 small hexadecimal digits.')

/** Who signs the paper and with what; the cryptographic signature surrounds the statement and does not stand in it. */
export const signature = perCodes((codes) =>
  z
    .strictObject({
      role: z.enum(['END_USER', 'FINAL_CONSIGNEE', 'PURCHASER', 'EXPORTER', 'AUTHORITY']),
      person: z.strictObject({ name: text(140), title: text(70) }),
      authority: z.enum(['LEGAL_REP', 'DELEGATE', 'MANAGER']),
      /** Digest of the delegation paper. */
      authorityEvidence: sha256Hex.optional(),
      /** A pasted picture of a signature is refused in Germany, so the kind is a fact of its own (domain.md 0.14). */
      kind: z.enum(['WET_INK', 'AES', 'QES', 'PLATFORM_KEY', 'SCANNED_IMAGE']),
      signedOn: z.iso.date({ error: 'Write the date as YYYY-MM-DD.' }),
      place: text(70),
      country: codes.country.optional(),
      stamp: sha256Hex.optional(),
      letterhead: sha256Hex.optional(),
    })
    .meta({ id: 'Signature' }),
)

export const certification = perCodes((codes) =>
  z
    .strictObject({
      kind: z.enum(['GOVERNMENT', 'CONSULAR', 'APOSTILLE', 'NOTARY', 'CHAMBER', 'TRANSLATION']),
      authority: text(140),
      country: codes.country,
      reference: text(35),
      date: z.iso.date({ error: 'Write the date as YYYY-MM-DD.' }),
      officialName: text(140).optional(),
      officialTitle: text(70).optional(),
    })
    .meta({ id: 'Certification' }),
)

export const attachment = z.strictObject({
  kind: z.enum([
    'CONTRACT',
    'ORDER',
    'TECHNICAL_ANNEX',
    'DELEGATION',
    'TRANSLATION',
    'SIGNED_ORIGINAL',
    'STAMP',
    'LETTERHEAD',
    'OTHER',
  ]),
  mediaType: z.enum(['application/pdf', 'image/png', 'image/jpeg']),
  sha256: sha256Hex,
  bytes: z.int().min(1).max(50_000_000),
})
