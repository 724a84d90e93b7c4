import * as z from 'zod'
import { form, text } from './text.ts'

const letters = /[\p{L}\p{N}]/u
const latinOnly = /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]*$/u

/**
 * Why a name may not stand as a legal name in Latin letters, or undefined if it may. One letter of another alphabet is how
 * a name is made that looks like another's (UTS 39, mixed-script confusables).
 */
export function latinNameFault(name: string): string | undefined {
  const foreign = [...name].find((character) => /[\p{L}\p{N}]/u.test(character) && !plainLatin(character))
  if (foreign !== undefined)
    return `"${foreign}" (U+${codePoint(foreign)}) is not an ordinary Latin letter or digit; write the name as the Latin papers have it, and the original one under "nativeName".`
  if (!latinOnly.test(name) || !letters.test(name)) return 'A name in Latin letters has letters, and Latin ones only.'
  return undefined
}

/** No other script, and no letter that Unicode keeps only for old encodings: full width, mathematical, ligatures. */
const plainLatin = (character: string) =>
  /^[\p{Script=Latin}\p{Script=Common}0-9]$/u.test(character) &&
  character.normalize('NFKC') === character &&
  (!/\p{N}/u.test(character) || /[0-9]/.test(character))

const codePoint = (character: string) => character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')

/** Codes of ISO 15924 that stand for several scripts of Unicode. */
const combined: Readonly<Record<string, string>> = {
  Hans: '\\p{sc=Han}',
  Hant: '\\p{sc=Han}',
  Hani: '\\p{sc=Han}',
  Jpan: '\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\u30FC',
  Hrkt: '\\p{sc=Hira}\\p{sc=Kana}\u30FC',
  Kore: '\\p{sc=Hang}\\p{sc=Han}',
}

/** Why a text is not in the script that is said, word for word; Latin words may stand between. Undefined if it is. */
export function nativeNameFault({ text: name, script }: { text: string; script: string }): string | undefined {
  const own = wordsOf(script)
  if (own === undefined) return `"${script}" is no script of ISO 15924; write for example "Cyrl", "Hans" or "Arab".`
  const words = name.match(/[\p{L}\p{M}]+/gu) ?? []
  if (!words.some((word) => own.test(word))) return `No word of this name is in the script "${script}".`
  const mixed = words.find((word) => !own.test(word) && !latinWord.test(word))
  return mixed && `The word "${mixed}" mixes letters of several scripts; type it again in one script.`
}

const latinWord = /^[\p{sc=Latin}\p{sc=Common}\p{sc=Inherited}]+$/u

function wordsOf(script: string): RegExp | undefined {
  if (script === 'Latn' || script === 'Zyyy' || script === 'Zinh') return undefined
  try {
    return new RegExp(
      `^(?=.*[${combined[script] ?? `\\p{sc=${script}}`}])[${combined[script] ?? `\\p{sc=${script}}`}\\p{sc=Inherited}\\p{Lm}]+$`,
      'u',
    )
  } catch {
    // Only a name of a script makes an expression that compiles.
    return undefined
  }
}

const judged =
  <T>(fault: (value: T) => string | undefined, rule: string) =>
  (value: T, ctx: z.RefinementCtx<T>) => {
    const message = fault(value)
    if (message !== undefined) ctx.addIssue({ code: 'custom', message, params: { rule } })
  }

/** A legal name as it is taken from now on; `organisation` in organisation.ts is what has been taken. */
export const newLegalName = text(140, 2).superRefine(judged(latinNameFault, 'not-latin'))

export const nativeName = z.strictObject({
  text: text(140),
  script: form(/^[A-Z][a-z]{3}$/, 'Write the script as its ISO 15924 code, for example "Hans" or "Cyrl".'),
})
export type NativeName = z.infer<typeof nativeName>

export const newNativeName = nativeName.superRefine(judged(nativeNameFault, 'mixed-scripts'))
