import * as z from 'zod'
import { source } from '../source.ts'
import { hsEditions } from '../statement/goods-line.ts'

export const datedListNames = [
  'chpl',
  'eu-12g-annex-xl',
  'eu-12g-goods',
  'eu-12g-partners',
  'eu-member-states',
  'ua-territories',
] as const
export type DatedListName = (typeof datedListNames)[number]

/** One code of a list. Codes of goods are 2 to 10 digits and cover every longer code that begins with them. */
export const listEntry = z.strictObject({
  code: z.string().regex(/^(\d{2,10}|[A-Z]{2}(-[A-Z0-9]{1,3})?)$/),
  description: z.string().min(3),
  /** Tier or annex. */
  group: z.string().min(3).optional(),
  /** Believed to be in the list, and not seen: neither in nor out. */
  unsure: z.literal(true).optional(),
  /** Only a part of what bears this code is meant ("ex" in EU lists). */
  ex: z.literal(true).optional(),
  /** HS edition in which the code appeared first, and the codes that its goods had in the edition before. */
  newIn: z.enum(hsEditions).optional(),
  formerly: z
    .array(z.string().regex(/^\d{6}$/))
    .min(1)
    .optional(),
})
export type ListEntry = z.infer<typeof listEntry>

export const listEdition = z.strictObject({
  /** First and last day in force, YYYY-MM-DD; without `until` it is still in force as far as known. */
  from: z.iso.date(),
  until: z.iso.date().optional(),
  /** False: what is not in the list here may still be in the real one. */
  complete: z.boolean(),
  hsEdition: z.enum(hsEditions).optional(),
  note: z.string().min(3),
  /** Another list that is in force as a part of this one, under the name of a group of its own. */
  includes: z.array(z.strictObject({ list: z.enum(datedListNames), group: z.string().min(3) })).optional(),
  sources: z.array(source).min(1),
  /** None where the edition only includes another list. */
  entries: z.array(listEntry),
})
export type ListEdition = z.infer<typeof listEdition>

/** A list that others keep and change, with the window of days of each edition. */
export const datedList = z.strictObject({
  title: z.string().min(3),
  kind: z.enum(['goods', 'countries', 'regions']),
  about: z.string().min(3),
  editions: z.array(listEdition).min(1),
})
export type DatedList = z.infer<typeof datedList>
