import * as z from 'zod'
import { form, text } from '../text.ts'
import { codeForms, perCodes, type Codes } from './codes.ts'
import { endUse } from './end-use.ts'
import { goodsLine } from './goods-line.ts'
import { party } from './party.ts'
import { authorisation, transaction } from './transaction.ts'
import { assurance, attachment, certification, declarations, signature } from './undertakings.ts'

export const documentKinds = [
  'EUS',
  'EUC',
  'EUSU',
  'BIS711',
  'DSP83',
  'PRC_EUC',
  'CUF',
  'STOCKIST',
  'CONSIGNEE_UNDERTAKING',
  'JP_F2',
  'KR_2',
  'KR_2_2',
  'SG_EUS_IND',
  'SG_EUS_BULK',
  'HK_SC002',
  'IN_2S_I',
  'IN_2S_II',
  'IN_2S_III',
  'CWC_SCH3_EUC',
  'IIC',
  'DVC',
] as const

export const scopes = ['SINGLE', 'MULTIPLE', 'BULK', 'STOCK'] as const

/** Name of a profile: what one regime asks for. */
export const profileId = form(
  /^[a-z0-9][a-z0-9-]{1,39}$/,
  'A profile is written in small letters, for example "de-bafa-c1".',
)

const date = z.iso.date({ error: 'Write the date as YYYY-MM-DD.' })

const header = (codes: Codes) => ({
  schemaVersion: z.literal('1', { error: 'This registry reads schemaVersion "1".' }),
  /** The importer's own number for this statement; the registry gives the certificate its own id. */
  reference: form(
    /^[A-Za-z0-9][A-Za-z0-9._~-]{0,34}$/,
    'A reference has up to 35 letters, digits, dots, dashes or underscores.',
  ).optional(),
  documentKind: z.enum(documentKinds),
  /** Regimes whose form this statement claims to satisfy, for example "uk-eusu". */
  profiles: z.array(profileId).max(20).optional(),
  scope: z.enum(scopes),
  signedOn: date,
  validFrom: date,
  validUntil: date,
  language: codes.language,
  /** Id of the certificate that this one replaces. */
  supersedes: form(
    /^[0-7][0-9A-HJKMNP-TV-Z]{27}$/,
    'Write the id of the former certificate as its 28 letters and digits, without dashes.',
  ).optional(),
  /** Id of the certificate for the stock that these goods come from (scope STOCK; domain.md 5.5, rows 17 and 24). */
  parent: form(
    /^[0-7][0-9A-HJKMNP-TV-Z]{27}$/,
    'Write the id of the certificate for the stock as its 28 letters and digits, without dashes.',
  ).optional(),
})

/**
 * An end-use statement, version 1: what the end user declares, as data. A superset of what the regimes of domain.md 1.2
 * ask for; a profile says which of it is needed. Facts that the registry sets (id, issue time, status, hash) are not in it.
 */
export const statement = perCodes((codes) =>
  z
    .strictObject({
      ...header(codes),
      parties: z.array(party(codes)).min(2, { error: 'Name at least the end user and the exporter.' }).max(40),
      lines: z
        .array(goodsLine(codes))
        .min(1, { error: 'Name at least one goods line.' })
        .max(200, { error: 'A statement holds at most 200 goods lines; make a second one for the rest.' }),
      endUse: endUse(codes),
      transaction: transaction(codes).optional(),
      authorisations: z.array(authorisation(codes)).max(20).optional(),
      assurances: z
        .array(assurance(codes))
        .min(1, { error: 'An end-use statement promises something: give at least one assurance.' })
        .max(60),
      declarations,
      signatures: z.array(signature(codes)).min(1, { error: 'Name the person who signs for the end user.' }).max(10),
      certifications: z.array(certification(codes)).max(10).optional(),
      attachments: z.array(attachment).max(20).optional(),
      remarks: text(2000).optional(),
    })
    .meta({ id: 'Statement' }),
)

/** The statement as any verifier reads it, at any time: forms only, no lists that change. */
export const statementForm = statement(codeForms)
export type Statement = z.infer<typeof statementForm>
