import * as z from 'zod'
import { money, percent, positiveDecimal } from '../decimal.ts'
import { form, text } from '../text.ts'
import { isCas } from './check-digits.ts'
import { perCodes } from './codes.ts'

export const hsEditions = ['HS2012', 'HS2017', 'HS2022', 'HS2028'] as const

/** A commodity code means nothing without its edition: six CHPL codes do not exist in HS 2017 (domain.md 0.9). */
export const commodityCode = perCodes((codes) =>
  z.strictObject({ code: codes.commodity, edition: z.enum(hsEditions) }).meta({ id: 'CommodityCode' }),
)

const edition = text(35)

/** Long enough for every list, and short enough for the QR code. */
const longestCode = 35

const code = (pattern: RegExp, sentence: string) => form(pattern, sentence).max(longestCode, { error: sentence })

const listed = <R extends string>(regime: R, pattern: RegExp, sentence: string) =>
  z.strictObject({ regime: z.literal(regime), code: code(pattern, sentence), edition: edition.optional() })

// A run of digits is one sub-item: else a long run could be split in very many ways before it is refused.
const dualUse = /^[0-9][A-E][0-9]{3}(?:\.?(?:[a-z]|[0-9]{1,2}(?![0-9])))*$/
const dualUseSentence =
  'Write the control-list number as category, letter and three digits, then sub-items, for example "3A001a1".'
const munitions = /^ML([1-9]|1\d|2[0-2])(\.?[a-z][0-9a-z.]*)?$/
const munitionsSentence = 'Write the munitions-list number as ML1 to ML22 with its sub-item, for example "ML10.c".'

/** A number in a control list. Forms: domain.md 3.1; where no form is known the code is text. */
export const classification = z
  .discriminatedUnion('regime', [
    listed(
      'US-CCL',
      /^(?:EAR99|[0-9][A-E][0-9]{3}(?:\.(?:[a-z]{1,2}|[0-9]{1,3}))*)$/,
      'Write the ECCN with dots before sub-items, for example "3A001.a.1", or "EAR99".',
    ),
    listed('EU-ANNEX-I', dualUse, dualUseSentence),
    listed('UK-DUAL-USE', dualUse, dualUseSentence),
    listed('WA-DUAL-USE', dualUse, dualUseSentence),
    listed('WA-ML', munitions, munitionsSentence),
    listed('EU-ML', munitions, munitionsSentence),
    listed('UK-ML', munitions, munitionsSentence),
    listed('UK-PL', /^PL\d{4}[a-z]?$/, 'Write the UK national code as PL and four digits, for example "PL9013".'),
    listed(
      'US-USML',
      /^(?:I|II|III|IV|V|VI|VII|VIII|IX|X|XI|XII|XIII|XIV|XV|XVI|XVII|XVIII|XIX|XX|XXI)(\([a-z]\)(\((\d+|[ivx]+)\))*)?$/,
      'Write the USML category in Roman numerals with its paragraph, for example "VIII(h)(1)".',
    ),
    z.strictObject({
      regime: z.literal('CAS'),
      code: form(/^\d{2,7}-\d{2}-\d$/, 'A CAS number looks like "7664-93-9".').refine(isCas, {
        error: 'The check digit of this CAS number does not add up; copy it again.',
        params: { rule: 'check-digit' },
      }),
    }),
    listed(
      'UN-DANGEROUS-GOODS',
      /^\d{4}$/,
      'Write the UN number of the dangerous goods as four digits, for example "1830".',
    ),
    z.strictObject({
      regime: z.enum([
        'JP-METI',
        'KR-STRATEGIC',
        'IN-SCOMET',
        'CN-CONTROL',
        'SG-SGCO',
        'HK-SCHEDULE',
        'CH-GKV',
        'AU-DSGL',
        'OTHER',
      ]),
      code: text(35),
      edition: edition.optional(),
    }),
    z.strictObject({ regime: z.literal('NOT-LISTED'), reason: text(280, 3) }),
  ])
  .meta({ id: 'Classification' })
export type Classification = z.infer<typeof classification>

export const goodsLine = perCodes((codes) =>
  z
    .strictObject({
      lineNo: z.int().min(1).max(9999),
      descriptionShort: text(280, 3),
      description: text(2000).optional(),
      manufacturer: text(140).optional(),
      model: text(70).optional(),
      partNumber: text(70).optional(),
      hs: commodityCode(codes).optional(),
      classifications: z.array(classification).max(10).optional(),
      quantity: positiveDecimal,
      unit: codes.unit,
      netWeightKg: positiveDecimal.optional(),
      value: z.strictObject({ amount: money, currency: codes.currency }).optional(),
      originCountry: codes.country.optional(),
      serialNumbers: z.array(text(35)).min(1).max(1000).optional(),
      /** The serial numbers are not yet known and will be told before shipment. */
      serialsToFollow: z.boolean().optional(),
      /** How much more than `quantity` may be shipped; nothing unless said (domain.md 0.13). */
      tolerancePct: percent.optional(),
      /** Software or technology, which no officer can count in a box. */
      intangible: z.boolean().optional(),
    })
    .meta({ id: 'GoodsLine' }),
)
export type GoodsLine = z.infer<ReturnType<typeof goodsLine>>
