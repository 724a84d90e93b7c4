import * as z from 'zod'

// Zero-width joiners change the spelling of Persian and of Indic words, so they may stand between letters of those
// scripts (the CONTEXTJ idea of RFC 5892, appendix A); anywhere else they only hide something.
const joiningLetter =
  '[\\p{sc=Arab}\\p{sc=Deva}\\p{sc=Beng}\\p{sc=Gujr}\\p{sc=Guru}\\p{sc=Knda}\\p{sc=Mlym}\\p{sc=Orya}\\p{sc=Sinh}\\p{sc=Taml}\\p{sc=Telu}\\p{sc=Syrc}\\p{sc=Mong}]'
const lawfulJoiner = new RegExp(`(?<=${joiningLetter}\\p{M}*)[\\u200C\\u200D](?=${joiningLetter})`, 'gu')
// Unassigned code points are not here: a letter that is new today is unassigned for the old telephone that verifies it
// in ten years. Issuing refuses them (statement/rules/text-rules.ts); only noncharacters stay what they are for ever.
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u

// Most texts are plain ASCII, for which every rule below is this one; a verification looks at a hundred of them.
const plainAscii = /^[\x21-\x7E](?:[\x20-\x7E]*[\x21-\x7E])?$/

/** Why a string may not stand in a statement, or undefined if it may. */
export function textFault(value: string): string | undefined {
  if (plainAscii.test(value)) return undefined
  if (!value.isWellFormed()) return 'contains half of a character; type it again.'
  if (value.normalize('NFC') !== value)
    return 'is not in Unicode normal form NFC; convert the text to NFC and sign again.'
  if (value !== value.trim()) return 'begins or ends with a space; remove it.'
  const found = hidden.exec(value.replace(lawfulJoiner, ''))
  if (found === null) return undefined
  const codePoint = found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
  return `contains the invisible or control character U+${codePoint}; remove it (write one paragraph, without line breaks).`
}

/** Visible text of 1 to `max` code points: NFC, trimmed, no control, format or bidi-override characters (domain.md 1.3). */
export function text(max: number, min = 1) {
  return z
    .string()
    .superRefine((value, ctx) => {
      const length = plainAscii.test(value) ? value.length : [...value].length
      // Bringing a hundred thousand combining marks into normal order takes half a minute, so length comes first.
      const fault = length > max ? undefined : textFault(value)
      if (fault !== undefined)
        ctx.addIssue({ code: 'custom', message: `The text ${fault}`, params: { rule: 'text-not-plain' } })
      if (length > max)
        ctx.addIssue({
          code: 'custom',
          message: `The text has ${length} characters; at most ${max} are allowed. Shorten it.`,
          params: { rule: 'too-long' },
        })
      if (length < min)
        ctx.addIssue({
          code: 'custom',
          message: `The text has ${length} characters; at least ${min} are needed.`,
          params: { rule: 'too-short' },
        })
    })
    .meta({ minLength: min, maxLength: max })
}

/** A string of one form, with the sentence a person reads when it is not; later checks see well-formed strings only. */
export function form(pattern: RegExp, sentence: string) {
  return z.string().regex(pattern, { error: sentence, abort: true })
}

/** A fact, or the statement that it is unknown and why: unknown facts must be said to be unknown (15 CFR 748 Supp. 3). */
export function orUnknown<T extends z.ZodType>(known: T) {
  return z.union([known, unknownFact])
}

export const unknownFact = z
  .strictObject({ unknown: z.literal(true), reason: text(280, 3) })
  .meta({ id: 'UnknownFact' })
export type UnknownFact = z.infer<typeof unknownFact>

export function isUnknown(value: unknown): value is UnknownFact {
  return typeof value === 'object' && value !== null && 'unknown' in value
}
