import type * as z from 'zod'
import { form } from '../text.ts'

/**
 * The codes of foreign lists that a statement uses. Lists change: a currency or a country that is current today may be
 * gone when an old certificate is verified. So the shape of a code is one thing (the verifier reads it for ever), its
 * membership in today's list another (only issuing asks for it, see `current-codes.ts`).
 */
export interface Codes {
  /** ISO 3166-1 alpha-2, and XK and XI. */
  country: z.ZodType<string, string>
  /** ISO 3166-2 subdivision. */
  subdivision: z.ZodType<string, string>
  /** ISO 4217 alphabetic. */
  currency: z.ZodType<string, string>
  /** UN/ECE Recommendation 20 common code. */
  unit: z.ZodType<string, string>
  /** BCP 47 language tag. */
  language: z.ZodType<string, string>
  /** UN/LOCODE. */
  locode: z.ZodType<string, string>
  /** HS, CN or TARIC digits. */
  commodity: z.ZodType<string, string>
}

/** How each code is written, and the sentence for who wrote it otherwise. */
export const codeShapes = {
  country: {
    pattern: /^[A-Z]{2}$/,
    sentence: 'Write the country as its two-letter ISO 3166-1 code in capitals, for example "DE".',
  },
  subdivision: {
    pattern: /^[A-Z]{2}-[A-Z0-9]{1,3}$/,
    sentence: 'Write the region as its ISO 3166-2 code, for example "UA-43" or "DE-BY".',
  },
  currency: {
    pattern: /^[A-Z]{3}$/,
    sentence: 'Write the currency as its three-letter ISO 4217 code in capitals, for example "EUR".',
  },
  unit: {
    pattern: /^[A-Z0-9]{2,3}$/,
    sentence: 'Write the unit as its UN/ECE Recommendation 20 code, for example "NAR" (articles) or "KGM" (kilograms).',
  },
  language: {
    pattern: /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/,
    sentence: 'Write the language as a BCP 47 tag, for example "en", "zh-Hans" or "pt-BR".',
  },
  locode: {
    pattern: /^[A-Z]{2}[A-Z2-9]{3}$/,
    sentence: 'Write the place as its UN/LOCODE without a space, for example "DEHAM".',
  },
  commodity: {
    pattern: /^\d{6}(\d{2}(\d{2})?)?$/,
    sentence: 'Write the commodity code as 6 (HS), 8 (CN) or 10 digits, without dots or spaces.',
  },
} as const satisfies Record<keyof Codes, { pattern: RegExp; sentence: string }>

const written = ({ pattern, sentence }: { pattern: RegExp; sentence: string }) => form(pattern, sentence)

export const codeForms = {
  country: written(codeShapes.country),
  subdivision: written(codeShapes.subdivision),
  currency: written(codeShapes.currency),
  unit: written(codeShapes.unit),
  language: written(codeShapes.language),
  locode: written(codeShapes.locode),
  commodity: written(codeShapes.commodity),
} as const satisfies Codes

/** One schema for each set of codes: JSON Schema then names a piece once, however often the statement uses it. */
export function perCodes<T extends z.ZodType>(build: (codes: Codes) => T): (codes: Codes) => T {
  const built = new WeakMap<Codes, T>()
  return (codes) => {
    const known = built.get(codes)
    if (known !== undefined) return known
    const fresh = build(codes)
    built.set(codes, fresh)
    return fresh
  }
}
