import * as z from 'zod'
import { source } from '../source.ts'
import fields from './fields.json' with { type: 'json' }
import warnings from './warnings.json' with { type: 'json' }

const words = z.string().min(3)

/** One row: fields of the statement (RFC 6901 pointers, `*` for any position) and what the trade standards call them. */
export const crosswalkRow = z
  .strictObject({
    fields: z.array(z.string().regex(/^(\/[A-Za-z0-9*]+)+$/)).min(1),
    untded: words.optional(),
    bspRdm: words.optional(),
    wco: words.optional(),
    edifact: words.optional(),
    /** KTDDE's glossary has an element under the same UNTDED tag, as far as known. */
    ktdde: z.literal(true).optional(),
    /** Why no standard has a counterpart. */
    none: words.optional(),
    warnings: z.array(z.string()).min(1).optional(),
  })
  .refine(
    ({ untded, bspRdm, wco, edifact, none }) =>
      (none === undefined) === [untded, bspRdm, wco, edifact].some((known) => known !== undefined),
    { error: 'A field has a counterpart, or a reason why it has none.' },
  )
export type CrosswalkRow = z.infer<typeof crosswalkRow>

const crosswalkFields = z.strictObject({
  title: words,
  standards: z.strictObject({ untded: words, bspRdm: words, wco: words, edifact: words }),
  sources: z.array(source).min(1),
  rows: z.array(crosswalkRow).min(1),
})

const warning = z.strictObject({ title: words, text: words, sources: z.array(source).min(1) })

/** How the statement's fields are called in UNTDED, BSP-RDM, the WCO Data Model, KTDDE and EDIFACT. */
export const crosswalk = crosswalkFields.parse(fields)

/** The traps on that way, by name. */
export const crosswalkWarnings = z.record(z.string().regex(/^[a-z0-9-]+$/), warning).parse(warnings)
