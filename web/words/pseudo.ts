import type { PageCatalogue } from './speech.ts'

const accents: Readonly<Record<string, string>> = Object.fromEntries(
  'aá eé ií oó uú yý cç nñ sš zž lł rř dđ tţ gğ kķ AÁ EÉ IÍ OÓ UÚ YÝ CÇ NÑ SŠ ZŽ LŁ RŘ DĐ TŢ GĞ KĶ'
    .split(' ')
    .map((pair) => [pair[0], pair[1]]),
)

/**
 * An invented language: every word from the catalogue gets accents and stands in ⟦ ⟧, so a text on the page without them
 * did not come from the catalogue. Longer than English, as most languages are.
 */
export function accented<C extends PageCatalogue>(catalogue: C, direction: 'ltr' | 'rtl'): C {
  return {
    ...(each(catalogue, (text) => `⟦${outsidePlaceholders(text)}⟧`) as C),
    locale: direction === 'rtl' ? 'ar-u-nu-latn' : 'en-XA',
    direction,
  }
}

function each(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, each(inner, change)]))
}

/** Leaves `{name}` and the frame of a plural alone; the words in its branches stand two braces deep. */
function outsidePlaceholders(text: string): string {
  let depth = 0
  return [...text]
    .map((character) => {
      if (character === '{') depth++
      if (character === '}') depth--
      return depth % 2 === 1 ? character : (accents[character] ?? character)
    })
    .join('')
}
