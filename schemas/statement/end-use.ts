import * as z from 'zod'
import { form, orUnknown, text } from '../text.ts'
import { place } from './address.ts'
import { perCodes } from './codes.ts'

export const dispositions = [
  'CAPITAL',
  'OWN_USE',
  'INCORPORATE',
  'PROCESS_CONSUME',
  'REPAIR',
  'RESALE_DOMESTIC',
  'REEXPORT',
  'STOCK',
  'LEASE_LOAN',
  'RESEARCH',
  'EXHIBIT_TEMP',
  'OTHER',
] as const

/** What the goods are for, where, and what may become of them (BIS-711 block 2; domain.md 1.5). */
export const endUse = perCodes((codes) =>
  z
    .strictObject({
      text: text(2200, 20),
      dispositions: z
        .array(z.enum(dispositions))
        .min(1, { error: 'Say what will become of the goods: at least one disposition.' })
        .max(dispositions.length),
      /** Needed with the disposition OTHER. */
      dispositionOther: text(280, 3).optional(),
      civilMilitary: z.enum(['CIVIL', 'MILITARY', 'DUAL', 'UNKNOWN']),
      sector: form(/^\d{2,4}$/, 'A sector is an ISIC code of two to four digits.').optional(),
      project: text(280).optional(),
      placesOfUse: orUnknown(z.array(place(codes)).min(1).max(20)),
      countryOfUse: codes.country,
      incorporatedInto: text(280).optional(),
      distributionCountries: z.array(codes.country).max(60).optional(),
      /** Buyers, where they are known already; countries alone stand in `distributionCountries`. */
      resaleTo: orUnknown(
        z.array(z.strictObject({ name: text(140).optional(), country: codes.country })).max(60),
      ).optional(),
      endUseCategory: text(70).optional(),
    })
    .meta({ id: 'EndUse' }),
)
